// What was told and still is the case: each condition is told once when it comes and once when it goes.

import { notificationRule } from '../../../contract/organisation/notifications.ts';
import type { NotificationRule, NotificationStatus } from '../../../contract/organisation/notifications.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { Condition } from './condition.ts';
import { addDelivery } from './deliveries.ts';

interface Moment {
  readonly tenantId: string;
  readonly nowMs: number;
}

interface Open {
  rule: string;
  subject: string;
  since_ms: number;
}

/** A rule that was switched off is forgotten without a word. */
export async function tellChanges(
  sql: SqlTransaction,
  moment: Moment,
  now: { readonly conditions: readonly Condition[]; isOn(rule: NotificationRule): boolean },
): Promise<void> {
  const { tenantId, nowMs } = moment;
  const open = await readOpen(sql, tenantId);
  const key = ({ rule, subject }: { rule: string; subject: string }): string => `${rule} ${subject}`;
  const known = new Set(open.map(key));
  const present = new Set(now.conditions.map(key));
  for (const { rule, subject, facts } of now.conditions) {
    if (known.has(key({ rule, subject }))) continue;
    await sql.query(
      `INSERT INTO notification_states (tenant_id, rule, subject, since_ms)
       VALUES ($1::uuid, $2::text, $3::text, $4::bigint)`,
      [tenantId, rule, subject, nowMs],
    );
    await addDelivery(sql, moment, { rule, subject, state: 'changed', facts });
  }
  for (const gone of open.filter((row) => !present.has(key(row)))) {
    await sql.query(
      'DELETE FROM notification_states WHERE tenant_id = $1::uuid AND rule = $2::text AND subject = $3::text',
      [tenantId, gone.rule, gone.subject],
    );
    const rule = notificationRule.parse(gone.rule);
    if (!now.isOn(rule)) continue;
    const facts = { since: toInstant(gone.since_ms) };
    await addDelivery(sql, moment, { rule, subject: gone.subject, state: 'recovered', facts });
  }
}

function readOpen(sql: SqlTransaction, tenantId: string): Promise<Open[]> {
  return sql.query<Open>(
    'SELECT rule, subject, since_ms FROM notification_states WHERE tenant_id = $1::uuid ORDER BY since_ms, rule',
    [tenantId],
  );
}

export async function openConditions(
  sql: SqlTransaction,
  tenantId: string,
): Promise<NotificationStatus['open']> {
  const rows = await readOpen(sql, tenantId);
  return rows.map(({ rule, subject, since_ms }) => ({
    rule: notificationRule.parse(rule),
    subject,
    since: toInstant(since_ms),
  }));
}
