// Commands as their runner gets and answers them, and the runner's event stream.

import { z } from 'zod';
import { commandAnswer, runnerCommands } from '../../../contract/commands.ts';
import { runner } from '../../../contract/runs.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { answerCommand, readWaitingCommands } from '../../queries/administration/runner-commands.ts';
import { recordChange } from '../../queries/changes.ts';
import { ownProfile } from '../../queries/users/profiles.ts';
import { markPresent } from '../../queries/users/runner-presence.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['runner'];

export function registerCommands(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/me/commands', {
    schema: { tags, summary: 'Commands that wait for this runner', response: { 200: runnerCommands } },
    handler: async (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      return sql.write(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        await markPresent(transaction, [{ tenant_id: tenantId, user_id: userId, is_pane: false }]);
        // Who asks in so many words gets all: background runs ask only while no pane is open.
        return { items: await readWaitingCommands(transaction, { tenantId, userId, isPane: true }) };
      });
    },
  });

  app.put('/me/commands/:id', {
    schema: {
      tags,
      summary: 'Seen, done, or refused with a reason',
      params: z.object({ id: z.uuid() }),
      body: commandAnswer,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const answer = { ...request.body, commandId: request.params.id, atMs: clock() };
      await sql.write(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        const batchId = await answerCommand(transaction, { tenantId, userId }, answer);
        if (batchId !== null)
          await recordChange(transaction, tenantId, { what: { batches: [batchId] }, atMs: answer.atMs });
      });
      return reply.code(204).send(null);
    },
  });
}

export function registerRunnerEvents(app: RelayApp, { sql, streams, runners }: RelayContext): void {
  app.get('/me/events', {
    // HEAD would open a stream that nobody reads
    exposeHeadRoute: false,
    schema: {
      tags,
      summary: 'Server-sent events: commands, and that the own data changed',
      produces: ['text/event-stream'],
      // a pane says so, and counts as seen while its stream is open
      querystring: z.object({ runner: runner.optional() }),
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId, expiresAtMs } = caller;
      const { userId } = await sql.read(tenantId, (transaction) => ownProfile(transaction, caller));
      const stream = streams.open(reply, { tenantId, expiresAtMs });
      await runners.attach({ tenantId, userId, isPane: request.query.runner === 'pane', stream });
      return reply;
    },
  });
}
