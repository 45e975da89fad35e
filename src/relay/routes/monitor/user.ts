// One user: details and history.

import { z } from 'zod';
import { runQuery } from '../../../contract/administration.ts';
import { runDetails, runPage } from '../../../contract/runs.ts';
import { userDetails } from '../../../contract/users.ts';
import { userId } from '../../../contract/wire.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { readRun, readRunPage } from '../../queries/runs/history.ts';
import { readCycleMs } from '../../queries/tenants.ts';
import { readDetails } from '../../queries/users/details.ts';
import { refuseUnknown } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
const params = z.object({ id: userId });

export function registerUser(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/users/:id', {
    schema: { tags, summary: 'Details of one user', params, response: { 200: userDetails } },
    handler: async (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, async (transaction) => {
        const moment = { nowMs: clock(), cycleMs: await readCycleMs(transaction, tenantId) };
        const details = await readDetails(transaction, { tenantId, userId: request.params.id }, moment);
        if (details === null) throw new ProblemError('not-found');
        return details;
      });
    },
  });

  app.get('/users/:id/runs', {
    schema: {
      tags,
      summary: 'Transaction History, newest first',
      params,
      querystring: runQuery,
      response: { 200: runPage },
    },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      const { id } = request.params;
      return sql.read(tenantId, async (transaction) => {
        await refuseUnknown(transaction, tenantId, id);
        return readRunPage(transaction, { tenantId, userId: id }, request.query);
      });
    },
  });

  app.get('/users/:id/runs/:number', {
    schema: {
      tags,
      summary: 'One run with its counts and failed records',
      params: params.extend({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
      response: { 200: runDetails },
    },
    handler: async (request) => {
      const { tenantId } = callerOf(request);
      const { id, number } = request.params;
      const run = await sql.read(tenantId, (transaction) =>
        readRun(transaction, { tenantId, userId: id }, number),
      );
      if (run === null) throw new ProblemError('not-found');
      return run;
    },
  });
}
