// The lease of a user: no run without it.

import { z } from 'zod';
import { leaseGrant, leaseRequest } from '../../../contract/runner-calls.ts';
import { storeId } from '../../../contract/wire.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { isProblemError } from '../../problem-error.ts';
import { releaseLease, takeLease } from '../../queries/runs/leases.ts';
import { ownProfile } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['runner'];

export function registerLease(app: RelayApp, { sql }: RelayContext): void {
  app.post('/me/lease', {
    schema: { tags, summary: 'Take or renew the lease', body: leaseRequest, response: { 200: leaseGrant } },
    handler: async (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const answer = await sql.write(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        return takeLease(transaction, { tenantId, userId }, request.body);
      });
      if (isProblemError(answer)) throw answer;
      return answer;
    },
  });

  app.delete('/me/lease', {
    schema: {
      tags,
      summary: 'Give the lease back',
      querystring: z.object({ storeId }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      await sql.write(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        await releaseLease(transaction, { tenantId, userId }, request.query.storeId);
      });
      return reply.code(204).send(null);
    },
  });
}
