// Tells organisations what changed, by timer. Conditions and the outbox change in one transaction; sending happens outside
// of any. A process that dies between sending and noting it sends again: receivers drop repeats by the delivery's id.

import { randomUUID } from 'node:crypto';
import type { Notification, NotificationRule } from '../../contract/organisation/notifications.ts';
import type { OrganisationSettings } from '../../contract/settings.ts';
import { conditionsNow } from '../queries/notifications/conditions.ts';
import { dueDeliveries, settleDelivery } from '../queries/notifications/deliveries.ts';
import { readSecret } from '../queries/notifications/secrets.ts';
import type { SecretKey } from '../queries/notifications/secrets.ts';
import { tellChanges } from '../queries/notifications/states.ts';
import { leaveTurns, takeTurns } from '../queries/notifications/turns.ts';
import type { Mailer } from '../mail/mailer.ts';
import { readSettings } from '../queries/tenants.ts';
import type { TenantSql } from '../tenant-sql.ts';
import { sendWebhook } from './send-webhook.ts';
import type { AddressRules } from './webhook-address.ts';

export interface Notifier {
  /** One round of every organisation whose turn it is here. */
  tell(): Promise<void>;
  /** Sends what is due in one organisation, e.g. a test. */
  deliver(tenantId: string): Promise<void>;
  stop(): Promise<void>;
}

export interface NotifierParts {
  readonly sql: TenantSql;
  readonly clock: () => number;
  readonly secretKey: SecretKey;
  readonly rules: AddressRules;
  /** null: nobody gets mail */
  readonly mailer: Mailer | null;
  onError(error: unknown): void;
}

const roundMs = 30_000;

const switches: Readonly<Record<NotificationRule, Exclude<keyof Notifications, 'webhookUrl'>>> = {
  'failing-share': 'failingShare',
  'shared-cause': 'sharedCause',
  'disabled-by-engine': 'disabledByEngine',
  'credential-expiring': 'credentialExpiring',
  'silent-runner': 'silentRunner',
};
type Notifications = OrganisationSettings['notifications'];

export function startNotifier(parts: NotifierParts): Notifier {
  const { sql, clock, mailer, onError } = parts;
  const processId = randomUUID();
  let running: Promise<void> = Promise.resolve();

  async function tell(): Promise<void> {
    for (const tenantId of await sql.keep((transaction) => takeTurns(transaction, processId))) {
      // one organisation's trouble is not another's
      await tellOrganisation(parts, tenantId).catch(onError);
      await mailer?.send(tenantId).catch(onError);
    }
  }

  const timer = setInterval(() => {
    running = running.then(tell).catch(onError);
  }, roundMs);
  timer.unref();
  return {
    tell,
    deliver: (tenantId) => deliverDue(parts, { tenantId, nowMs: clock() }),
    async stop() {
      clearInterval(timer);
      await running;
      mailer?.close();
      await sql.keep((transaction) => leaveTurns(transaction, processId)).catch(onError);
    },
  };
}

async function tellOrganisation(parts: NotifierParts, tenantId: string): Promise<void> {
  const { sql, clock } = parts;
  const nowMs = clock();
  const isTold = await sql.write(tenantId, async (transaction) => {
    const { notifications: rules, scope } = (await readSettings(transaction, tenantId)).settings;
    if (rules.webhookUrl === null) return false;
    await tellChanges(
      transaction,
      { tenantId, nowMs },
      {
        conditions: await conditionsNow({
          sql: transaction,
          tenantId,
          rules,
          isSyncOn: scope.contacts.isOn,
          nowMs,
        }),
        isOn: (rule) => rules[switches[rule]].isOn,
      },
    );
    return true;
  });
  if (isTold) await deliverDue(parts, { tenantId, nowMs });
}

async function deliverDue(
  { sql, clock, secretKey, rules }: NotifierParts,
  moment: { readonly tenantId: string; readonly nowMs: number },
): Promise<void> {
  const { tenantId } = moment;
  const { url, secret, due } = await sql.read(tenantId, async (transaction) => ({
    url: (await readSettings(transaction, tenantId)).settings.notifications.webhookUrl,
    // a secret that cannot be opened is told at the delivery, where the administrator sees it
    secret: await readSecret(transaction, { tenantId, key: secretKey }).catch(() => null),
    due: await dueDeliveries(transaction, moment),
  }));
  const attempt = (told: Notification): Promise<string | null> | string => {
    if (url === null) return 'no-address';
    if (secret === null) return 'no-secret';
    const body = JSON.stringify(told);
    return sendWebhook({ url, secret, atMs: clock(), deliveryId: told.id, body }, rules);
  };
  for (const told of due) {
    const error = await attempt(told);
    await sql.write(tenantId, (transaction) =>
      settleDelivery(transaction, { tenantId, nowMs: clock() }, { id: told.id, error }),
    );
  }
}
