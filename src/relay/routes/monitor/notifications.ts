// Notifications of the organisation beside their rules (which are part of the settings): the secret, what was told, what
// could not be delivered, and a test.

import { z } from 'zod';
import { delivery, notificationStatus, webhookSecret } from '../../../contract/organisation/notifications.ts';
import type { Delivery } from '../../../contract/organisation/notifications.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { writeAudit } from '../../queries/administration/audit.ts';
import {
  addDelivery,
  readDelivery,
  recentDeliveries,
  reviveDelivery,
} from '../../queries/notifications/deliveries.ts';
import { subjectNames } from '../../queries/notifications/subject-names.ts';
import { secretFacts, writeSecret } from '../../queries/notifications/secrets.ts';
import { openConditions } from '../../queries/notifications/states.ts';
import { readSettings } from '../../queries/tenants.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['notifications'];

export function registerNotifications(app: RelayApp, context: RelayContext): void {
  registerStatus(app, context);
  registerSending(app, context);
}

function registerStatus(app: RelayApp, { sql, clock, webhooks }: RelayContext): void {
  app.get('/notifications', {
    schema: { tags, summary: 'What was told, and how it went', response: { 200: notificationStatus } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, async (transaction) => {
        const { hasSecret, isEncrypted } = await secretFacts(transaction, tenantId);
        const restsEncrypted = isEncrypted ?? webhooks.secretKey !== null;
        const open = await openConditions(transaction, tenantId);
        const deliveries = await recentDeliveries(transaction, tenantId);
        const told = [...open, ...deliveries.map(({ notification }) => notification)];
        return {
          hasSecret,
          secretStorage: restsEncrypted ? ('encrypted' as const) : ('plain' as const),
          allowsPrivate: webhooks.allowsPrivate,
          open,
          deliveries,
          names: await subjectNames(transaction, tenantId, told),
        };
      });
    },
  });

  app.put('/notifications/secret', {
    schema: {
      tags,
      summary: 'Set or remove the secret that signs; it is never answered',
      body: webhookSecret,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const { secret } = request.body;
      await sql.write(tenantId, async (transaction) => {
        await writeSecret(transaction, { tenantId, key: webhooks.secretKey }, secret);
        const outcome = { secret: secret === null ? 'removed' : 'set' };
        await writeAudit(transaction, caller, {
          action: 'change-notification-secret',
          atMs: clock(),
          selection: {},
          outcome,
        });
      });
      return reply.code(204).send(null);
    },
  });
}

function registerSending(app: RelayApp, { sql, clock, notifier }: RelayContext): void {
  async function sent(tenantId: string, id: string): Promise<Delivery> {
    await notifier.deliver(tenantId);
    const found = await sql.read(tenantId, (transaction) => readDelivery(transaction, tenantId, id));
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  app.post('/notifications/test', {
    schema: { tags, summary: 'Send a test, and say how it went', response: { 200: delivery } },
    handler: async (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const nowMs = clock();
      const id = await sql.write(tenantId, async (transaction) => {
        const { settings } = await readSettings(transaction, tenantId);
        if (
          settings.notifications.webhookUrl === null ||
          !(await secretFacts(transaction, tenantId)).hasSecret
        )
          throw new ProblemError('conflict', { detail: 'the webhook needs an address and a secret first' });
        const told = { rule: 'test' as const, subject: '', state: 'test' as const, facts: {} };
        const added = await addDelivery(transaction, { tenantId, nowMs }, told);
        await writeAudit(transaction, caller, {
          action: 'test-notification',
          atMs: nowMs,
          selection: {},
          outcome: { delivery: added },
        });
        return added;
      });
      return sent(tenantId, id);
    },
  });

  app.post('/notifications/deliveries/:id/retry', {
    schema: {
      tags,
      summary: 'Send a delivery again that was not taken',
      params: z.object({ id: z.uuid() }),
      response: { 200: delivery },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const { id } = request.params;
      const nowMs = clock();
      await sql.write(tenantId, async (transaction) => {
        if (!(await reviveDelivery(transaction, { tenantId, nowMs }, id)))
          throw new ProblemError('not-found');
        await writeAudit(transaction, caller, {
          action: 'resend-notification',
          atMs: nowMs,
          selection: {},
          outcome: { delivery: id },
        });
      });
      return sent(tenantId, id);
    },
  });
}
