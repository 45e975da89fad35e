// Open record errors of one user, and what an administrator puts aside; runs per day.

import { z } from 'zod';
import { dayQuery, runDays } from '../../../contract/administration.ts';
import { errorDismissal, errorsDismissed, openErrors } from '../../../contract/users.ts';
import { userId } from '../../../contract/wire.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { writeAudit } from '../../queries/administration/audit.ts';
import { recordChange } from '../../queries/changes.ts';
import { readRunDays } from '../../queries/runs/days.ts';
import { dismissErrors } from '../../queries/runs/dismiss-errors.ts';
import { readOpenErrors } from '../../queries/runs/open-errors.ts';
import { refuseUnknown } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
const params = z.object({ id: userId });

export function registerUserErrors(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/users/:id/days', {
    schema: {
      tags,
      summary: 'Runs per day, oldest first',
      params,
      querystring: dayQuery,
      response: { 200: runDays },
    },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      const { id } = request.params;
      return sql.read(tenantId, async (transaction) => {
        await refuseUnknown(transaction, tenantId, id);
        const call = { ...request.query, tenantId, userId: id, nowMs: clock() };
        return { items: await readRunDays(transaction, call) };
      });
    },
  });

  app.get('/users/:id/errors', {
    schema: { tags, summary: 'Open record errors', params, response: { 200: openErrors } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      const { id } = request.params;
      return sql.read(tenantId, async (transaction) => {
        await refuseUnknown(transaction, tenantId, id);
        return readOpenErrors(transaction, { tenantId, userId: id });
      });
    },
  });

  app.post('/users/:id/errors/dismissals', {
    schema: {
      tags,
      summary: 'Put open errors aside until a run reports them again',
      params,
      body: errorDismissal,
      response: { 200: errorsDismissed },
    },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId, displayName } = caller;
      const { id } = request.params;
      const nowMs = clock();
      return sql.write(tenantId, async (transaction) => {
        await refuseUnknown(transaction, tenantId, id);
        const dismissed = await dismissErrors(transaction, {
          tenantId,
          userId: id,
          what: request.body,
          by: displayName,
          nowMs,
        });
        await writeAudit(transaction, caller, {
          action: 'dismiss-errors',
          atMs: nowMs,
          selection: { by: 'ids', ids: [id], ...request.body },
          outcome: { dismissed },
        });
        if (dismissed > 0) await recordChange(transaction, tenantId, { what: { users: [id] }, atMs: nowMs });
        return { dismissed };
      });
    },
  });
}
