// Causes, and the CSV exports. The download itself needs no token: the window navigates to it, so its link is
// random, works once and for a minute.

import { z } from 'zod';
import { causeGroups } from '../../../contract/administration.ts';
import { exportLink, exportRequest } from '../../../contract/users.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { RelayContext } from '../../context.ts';
import { auditCsv } from '../../export/audit-csv.ts';
import { userCsv } from '../../export/user-csv.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { writeAudit } from '../../queries/administration/audit.ts';
import { createExport, takeExport } from '../../queries/administration/exports.ts';
import { readCauseGroups } from '../../queries/users/causes.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
/** 10,000 ids of 36 characters with their quotes */
const exportBytes = 1_048_576;
/** whom the audit of an export names; of more it keeps the number */
const idsKept = 50;

export function registerReports(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/causes', {
    schema: { tags, summary: 'Users grouped by cause', response: { 200: causeGroups } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      const nowMs = clock();
      return sql.read(tenantId, async (transaction) => ({
        items: await readCauseGroups(transaction, tenantId, nowMs),
        at: toInstant(nowMs),
      }));
    },
  });

  app.post('/exports', {
    bodyLimit: exportBytes,
    schema: {
      tags,
      summary: 'A link to download users as CSV, once',
      body: exportRequest,
      response: { 200: exportLink },
    },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const nowMs = clock();
      return sql.write(tenantId, async (transaction) => {
        const link = await createExport(transaction, { tenantId, nowMs }, request.body);
        const { ids } = request.body;
        const isTooMany = ids !== undefined && ids.length > idsKept;
        const selection = isTooMany ? { ...request.body, ids: ids.length } : request.body;
        await writeAudit(transaction, caller, { action: 'export', atMs: nowMs, selection, outcome: {} });
        return link;
      });
    },
  });
}

/** Without a token: on an instance that asks for none. */
export function registerDownload(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/exports/:token', {
    // HEAD, as link checkers send it, would use the link up
    exposeHeadRoute: false,
    schema: {
      tags,
      summary: 'The CSV of an export link',
      params: z.object({ token: z.string().max(100) }),
      produces: ['text/csv'],
    },
    handler: async (request, reply) => {
      const nowMs = clock();
      const found = await sql.keep((transaction) => takeExport(transaction, request.params.token, nowMs));
      if (found === null) throw new ProblemError('not-found', { detail: 'the link was used or is too old' });
      const day = toInstant(nowMs).slice(0, 10);
      const { tenantId, request: wanted } = found;
      const [name, csv] =
        'what' in wanted
          ? ['audit', auditCsv(sql, { tenantId, filter: wanted.filter })]
          : ['users', userCsv({ sql, clock }, { tenantId, request: wanted })];
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}-${day}.csv"`)
        .header('cache-control', 'no-store')
        .send(csv);
    },
  });
}
