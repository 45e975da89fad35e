// Outbox of notifications: waiting, delivered, or dead after the last attempt. A dead one waits for an administrator.

import { randomUUID } from 'node:crypto';
import { notification } from '../../../contract/organisation/notifications.ts';
import type { Delivery, Notification } from '../../../contract/organisation/notifications.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { instantOrNull } from '../users/user-row.ts';

interface Moment {
  readonly tenantId: string;
  readonly nowMs: number;
}

/** pauses after the 1st, 2nd … failed attempt; after the last one the delivery is dead */
const pausesMs = [30_000, 120_000, 600_000, 3_600_000, 21_600_000];
const dueAtOnce = 20;

export async function addDelivery(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
  told: Pick<Notification, 'rule' | 'subject' | 'state' | 'facts'>,
): Promise<string> {
  const id = randomUUID();
  const body: Notification = { id, ...told, at: toInstant(nowMs), tenantId };
  await sql.query(
    `INSERT INTO deliveries (tenant_id, delivery_id, notification, state, created_ms, next_ms)
     VALUES ($1::uuid, $2::uuid, $3::jsonb, 'waiting', $4::bigint, $4::bigint)`,
    [tenantId, id, JSON.stringify(body), nowMs],
  );
  return id;
}

interface Stored {
  notification: unknown;
  state: Delivery['state'];
  attempts: number;
  last_ms: number | null;
  next_ms: number | null;
  last_error: string | null;
}
const columns = 'notification, state, attempts, last_ms, next_ms, last_error';

export async function dueDeliveries(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
): Promise<Notification[]> {
  const rows = await sql.query<Stored>(
    `SELECT ${columns} FROM deliveries WHERE tenant_id = $1::uuid AND state = 'waiting' AND next_ms <= $2::bigint
     ORDER BY next_ms, position LIMIT ${dueAtOnce}`,
    [tenantId, nowMs],
  );
  return rows.map((row) => notification.parse(row.notification));
}

/** `error` null: it was taken. */
export async function settleDelivery(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
  { id, error }: { readonly id: string; readonly error: string | null },
): Promise<void> {
  const [row] = await sql.query<{ attempts: number }>(
    `UPDATE deliveries SET attempts = attempts + 1, last_ms = $3::bigint, last_error = $4::text,
       state = CASE WHEN $4::text IS NULL THEN 'delivered' ELSE state END, next_ms = NULL
     WHERE tenant_id = $1::uuid AND delivery_id = $2::uuid RETURNING attempts`,
    [tenantId, id, nowMs, error],
  );
  if (row === undefined || error === null) return;
  const pauseMs = pausesMs[row.attempts - 1];
  await sql.query(
    `UPDATE deliveries SET state = $3::text, next_ms = $4::bigint
     WHERE tenant_id = $1::uuid AND delivery_id = $2::uuid`,
    [
      tenantId,
      id,
      pauseMs === undefined ? 'dead' : 'waiting',
      pauseMs === undefined ? null : nowMs + pauseMs,
    ],
  );
}

/** *Send again*: from the first attempt on. Answers whether there is such a one that was not delivered. */
export async function reviveDelivery(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
  id: string,
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE deliveries SET state = 'waiting', attempts = 0, next_ms = $3::bigint
     WHERE tenant_id = $1::uuid AND delivery_id = $2::uuid AND state <> 'delivered' RETURNING 1`,
    [tenantId, id, nowMs],
  );
  return rows.length > 0;
}

export async function readDelivery(
  sql: SqlTransaction,
  tenantId: string,
  id: string,
): Promise<Delivery | null> {
  const [row] = await sql.query<Stored>(
    `SELECT ${columns} FROM deliveries WHERE tenant_id = $1::uuid AND delivery_id = $2::uuid`,
    [tenantId, id],
  );
  return row === undefined ? null : toDelivery(row);
}

export async function recentDeliveries(sql: SqlTransaction, tenantId: string): Promise<Delivery[]> {
  const rows = await sql.query<Stored>(
    `SELECT ${columns} FROM deliveries WHERE tenant_id = $1::uuid
     ORDER BY (state = 'dead') DESC, position DESC LIMIT 50`,
    [tenantId],
  );
  return rows.map(toDelivery);
}

function toDelivery(row: Stored): Delivery {
  return {
    notification: notification.parse(row.notification),
    state: row.state,
    attempts: row.attempts,
    lastAttemptAt: instantOrNull(row.last_ms),
    nextAttemptAt: instantOrNull(row.next_ms),
    lastError: row.last_error,
  };
}
