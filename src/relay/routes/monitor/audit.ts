// The audit: pages by filter, and the same filter as a CSV by a link that works once.

import { auditFilter, auditPage, auditQuery } from '../../../contract/administration.ts';
import { exportLink } from '../../../contract/users.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { writeAudit } from '../../queries/administration/audit.ts';
import { readAudit } from '../../queries/administration/audit-pages.ts';
import { createExport } from '../../queries/administration/exports.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];

export function registerAudit(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/audit', {
    schema: {
      tags,
      summary: 'What administrators did, newest first',
      querystring: auditQuery,
      response: { 200: auditPage },
    },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, (transaction) => readAudit(transaction, tenantId, request.query));
    },
  });

  app.post('/audit/exports', {
    schema: {
      tags,
      summary: 'A link to download the audit as CSV, once',
      body: auditFilter,
      response: { 200: exportLink },
    },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const nowMs = clock();
      return sql.write(tenantId, async (transaction) => {
        const wanted = { what: 'audit' as const, filter: request.body };
        const link = await createExport(transaction, { tenantId, nowMs }, wanted);
        await writeAudit(transaction, caller, {
          action: 'export-audit',
          atMs: nowMs,
          selection: request.body,
          outcome: {},
        });
        return link;
      });
    },
  });
}
