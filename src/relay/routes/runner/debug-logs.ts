// Chunks of a debug log from the user's own runner.

import { z } from 'zod';
import { debugChunk, debugChunkAnswer } from '../../../contract/debug-logs.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { writeChunk } from '../../queries/debug-logs/chunks.ts';
import { ownProfile } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

export function registerDebugChunks(app: RelayApp, { sql, clock }: RelayContext): void {
  app.put('/me/debug-logs/:id', {
    schema: {
      tags: ['runner'],
      summary: 'Hand in a chunk of a debug log; idempotent by source and sequence',
      params: z.object({ id: z.uuid() }),
      body: debugChunk,
      response: { 200: debugChunkAnswer },
    },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      return sql.write(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        const call = { tenantId, userId, logId: request.params.id, chunk: request.body, nowMs: clock() };
        return writeChunk(transaction, call);
      });
    },
  });
}
