// Records that a person removed, by opaque key.

import { z } from 'zod';
import { releaseChanges, releases } from '../../../contract/runner-calls.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { changeReleases, readReleases } from '../../queries/runs/releases.ts';
import { ownProfile } from '../../queries/users/profiles.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['runner'];
/** 10,000 keys of 64 characters with their quotes */
const changesBytes = 1_048_576;

export function registerReleases(app: RelayApp, { sql }: RelayContext): void {
  app.get('/me/releases', {
    schema: { tags, summary: 'Keys of records the person removed', response: { 200: releases } },
    handler: (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      return sql.read(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        return { keys: await readReleases(transaction, { tenantId, userId }) };
      });
    },
  });

  app.post('/me/releases', {
    bodyLimit: changesBytes,
    schema: { tags, summary: 'Add and remove keys', body: releaseChanges, response: { 204: z.null() } },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      await sql.write(tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        await changeReleases(transaction, { tenantId, userId }, request.body);
      });
      return reply.code(204).send(null);
    },
  });
}
