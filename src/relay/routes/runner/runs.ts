// Start, progress and finish of a run. Answered after the commit.

import { z } from 'zod';
import { runAccepted, runMessage } from '../../../contract/runs.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { absence } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

/** 500 failures of about 300 bytes and room for longer codes */
const reportBytes = 1_048_576;

export function registerRuns(app: RelayApp, { sql, clock, reports }: RelayContext): void {
  app.put('/me/runs/:runId', {
    bodyLimit: reportBytes,
    schema: {
      tags: ['runner'],
      summary: 'Report start, progress or finish of a run; idempotent by run id and sequence',
      params: z.object({ runId: z.uuid() }),
      body: runMessage,
      response: { 200: runAccepted },
    },
    handler: async (request) => {
      const { tenantId, oid } = callerOf(request);
      const answer = await reports.add({
        tenantId,
        oid,
        runId: request.params.runId.toLowerCase(),
        message: request.body,
        receivedMs: clock(),
      });
      if (answer === 'unknown-user')
        throw await sql.read(tenantId, (transaction) => absence(transaction, { tenantId, oid }));
      return answer;
    },
  });
}
