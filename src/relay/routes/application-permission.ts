// The worker's word about its permission, and the administrator's look at it.

import { z } from 'zod';
import {
  applicationPermission,
  permissionReport,
} from '../../contract/organisation/application-permission.ts';
import type { RelayContext } from '../context.ts';
import { callerOf } from '../identity/caller.ts';
import { requireAdministrator, requireWorker } from '../plugins/authentication.ts';
import { readPermission, writePermission } from '../queries/application-permission.ts';
import { ensureTenant } from '../queries/tenants.ts';
import type { RelayApp } from '../relay-app.ts';

const tags = ['application permission'];

export function registerApplicationPermission(app: RelayApp, { sql, clock }: RelayContext): void {
  app.put('/application-permission', {
    onRequest: requireWorker,
    schema: {
      tags,
      summary: 'The worker says how its permission is, at least every 15 minutes',
      body: permissionReport,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { tenantId } = callerOf(request);
      const atMs = clock();
      await sql.write(tenantId, async (transaction) => {
        await ensureTenant(transaction, tenantId, atMs);
        await writePermission(transaction, { tenantId, atMs }, request.body);
      });
      return reply.code(204).send(null);
    },
  });

  app.get('/application-permission', {
    onRequest: requireAdministrator,
    schema: { tags, summary: 'What the worker said last', response: { 200: applicationPermission } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, (transaction) => readPermission(transaction, tenantId, clock()));
    },
  });
}
