// Debug logs of one user: start, list, stop, download. Each is a line in the audit.

import { z } from 'zod';
import { debugLink, debugLog, debugLogRequest, debugLogs } from '../../../contract/debug-logs.ts';
import { toInstant, userId } from '../../../contract/wire.ts';
import type { RelayContext } from '../../context.ts';
import { debugBundle } from '../../export/debug-bundle.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { writeAudit } from '../../queries/administration/audit.ts';
import { recordChange } from '../../queries/changes.ts';
import { readDebugLogs, startDebugLog, stopDebugLog } from '../../queries/debug-logs/debug-logs.ts';
import { createLink, linkMs, takeLink } from '../../queries/debug-logs/links.ts';
import { refuseUnknown } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
const ofUser = z.object({ id: userId });
const ofLog = ofUser.extend({ logId: z.uuid() });

export function registerDebugLogs(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/users/:id/debug-logs', {
    schema: { tags, summary: 'Debug logs of a user', params: ofUser, response: { 200: debugLogs } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      const user = { tenantId, userId: request.params.id };
      return sql.read(tenantId, async (transaction) => {
        await refuseUnknown(transaction, tenantId, user.userId);
        return { items: await readDebugLogs(transaction, user, clock()) };
      });
    },
  });

  app.post('/users/:id/debug-logs', {
    schema: {
      tags,
      summary: 'Collect debug logs until a time; while one is active its end is moved',
      params: ofUser,
      body: debugLogRequest,
      response: { 201: debugLog },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId, displayName } = caller;
      const { id } = request.params;
      const { minutes } = request.body;
      const nowMs = clock();
      const log = await sql.write(tenantId, async (transaction) => {
        await refuseUnknown(transaction, tenantId, id);
        const start = { tenantId, userId: id, startedBy: displayName, nowMs, minutes };
        const started = await startDebugLog(transaction, start);
        await writeAudit(transaction, caller, {
          action: 'start-debug-log',
          atMs: nowMs,
          selection: { by: 'ids', ids: [id] },
          outcome: { logId: started.id, minutes },
        });
        await recordChange(transaction, tenantId, { what: { me: [id] }, atMs: nowMs });
        return started;
      });
      return reply.code(201).send(log);
    },
  });

  app.post('/users/:id/debug-logs/:logId/stop', {
    schema: { tags, summary: 'End a debug log now', params: ofLog, response: { 200: debugLog } },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const { id, logId } = request.params;
      const nowMs = clock();
      return sql.write(tenantId, async (transaction) => {
        const stopped = await stopDebugLog(transaction, { tenantId, userId: id, logId, nowMs });
        await writeAudit(transaction, caller, {
          action: 'stop-debug-log',
          atMs: nowMs,
          selection: { by: 'ids', ids: [id] },
          outcome: { logId, entries: stopped.entries },
        });
        await recordChange(transaction, tenantId, { what: { me: [id] }, atMs: nowMs });
        return stopped;
      });
    },
  });

  app.post('/users/:id/debug-logs/:logId/links', {
    schema: {
      tags,
      summary: 'A link to download a bundle, once',
      params: ofLog,
      response: { 201: debugLink },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const { id, logId } = request.params;
      const nowMs = clock();
      const token = await sql.write(tenantId, async (transaction) => {
        const made = await createLink(transaction, { tenantId, userId: id, logId }, nowMs);
        await writeAudit(transaction, caller, {
          action: 'download-debug-log',
          atMs: nowMs,
          selection: { by: 'ids', ids: [id] },
          outcome: { logId },
        });
        return made;
      });
      return reply
        .code(201)
        .send({ url: `/api/v1/debug-logs/${token}`, expiresAt: toInstant(nowMs + linkMs) });
    },
  });
}

/** Without a token: on an instance that asks for none. */
export function registerBundleDownload(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/debug-logs/:token', {
    // HEAD, as link checkers send it, would use the link up
    exposeHeadRoute: false,
    schema: {
      tags,
      summary: 'The bundle of a debug log as JSON lines',
      params: z.object({ token: z.string().max(100) }),
      produces: ['application/x-ndjson'],
    },
    handler: async (request, reply) => {
      const nowMs = clock();
      const found = await sql.keep((transaction) => takeLink(transaction, request.params.token, nowMs));
      if (found === null) throw new ProblemError('not-found', { detail: 'the link was used or is too old' });
      const day = toInstant(nowMs).slice(0, 10);
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', `attachment; filename="debug-log-${day}.jsonl"`)
        .header('cache-control', 'no-store')
        .send(debugBundle(sql, found));
    },
  });
}
