// Changes of the roster: add, correct credentials, delete. Each leaves a line in the audit.

import { z } from 'zod';
import { newUsersAnswer } from '../../../contract/administration.ts';
import { credentialsChange, newUsers, userRow } from '../../../contract/users.ts';
import { userId } from '../../../contract/wire.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { writeAudit } from '../../queries/administration/audit.ts';
import { recordChange } from '../../queries/changes.ts';
import { ensureTenant, readCycleMs } from '../../queries/tenants.ts';
import { deleteUsers } from '../../queries/users/deleted-users.ts';
import { addUsers, changeCredentials } from '../../queries/users/edit-roster.ts';
import { readUserRows } from '../../queries/users/user-pages.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
const params = z.object({ id: userId });
/** 5,000 users of about 200 bytes */
const rosterBytes = 1_048_576;

export function registerRoster(app: RelayApp, { sql, clock }: RelayContext): void {
  app.post('/users', {
    bodyLimit: rosterBytes,
    schema: {
      tags,
      summary: 'Add users before their first sign-in',
      body: newUsers,
      response: { 201: newUsersAnswer },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const atMs = clock();
      const answer = await sql.write(tenantId, async (transaction) => {
        await ensureTenant(transaction, tenantId, atMs);
        const { added, refused } = await addUsers(transaction, { tenantId, atMs }, request.body.users);
        const outcome = { added: added.length, refused: refused.length };
        await writeAudit(transaction, caller, {
          action: 'add-users',
          atMs,
          selection: { ids: added },
          outcome,
        });
        await recordChange(transaction, tenantId, { what: { users: added }, atMs });
        return { added, refused };
      });
      return reply.code(201).send(answer);
    },
  });

  app.patch('/users/:id', {
    schema: {
      tags,
      summary: 'Correct Microsoft e-mail or Sales user name',
      params,
      body: credentialsChange,
      response: { 200: userRow },
    },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const { id } = request.params;
      const atMs = clock();
      return sql.write(tenantId, async (transaction) => {
        await changeCredentials(transaction, { tenantId, userId: id, atMs }, request.body);
        await writeAudit(transaction, caller, {
          action: 'change-credentials',
          atMs,
          selection: { by: 'ids', ids: [id] },
          outcome: { changed: Object.keys(request.body) },
        });
        await recordChange(transaction, tenantId, { what: { users: [id], me: [id] }, atMs });
        const moment = { nowMs: atMs, cycleMs: await readCycleMs(transaction, tenantId) };
        const [row] = await readUserRows(transaction, tenantId, { ids: [id], moment });
        if (row === undefined) throw new ProblemError('not-found');
        return row;
      });
    },
  });

  app.delete('/users/:id', {
    schema: { tags, summary: 'Delete a user from the relay', params, response: { 204: z.null() } },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const { id } = request.params;
      const atMs = clock();
      await sql.write(tenantId, async (transaction) => {
        const removed = await deleteUsers(transaction, tenantId, { ids: [id], atMs });
        if (removed.length === 0) throw new ProblemError('not-found');
        const selection = { by: 'ids', ids: [id] };
        await writeAudit(transaction, caller, { action: 'delete', atMs, selection, outcome: { hits: 1 } });
        await recordChange(transaction, tenantId, { what: { removed }, atMs });
      });
      return reply.code(204).send(null);
    },
  });
}
