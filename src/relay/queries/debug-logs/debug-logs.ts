// Debug logs of one user as an administrator sees and switches them. At most one is active; it ends by its time alone.

import { randomUUID } from 'node:crypto';
import { debugLimits, type ActiveDebugLog, type DebugLog } from '../../../contract/debug-logs.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';
import { instantOrNull } from '../users/user-row.ts';

export interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

interface StoredLog {
  log_id: string;
  started_ms: number;
  started_by: string;
  ends_ms: number;
  entries: number;
  last_entry_ms: number | null;
}

const columns = 'log_id, started_ms, started_by, ends_ms, entries, last_entry_ms';

function toDebugLog(row: StoredLog, nowMs: number): DebugLog {
  return {
    id: row.log_id,
    startedAt: toInstant(row.started_ms),
    startedBy: row.started_by,
    endsAt: toInstant(row.ends_ms),
    isActive: row.ends_ms > nowMs,
    entries: row.entries,
    lastEntryAt: instantOrNull(row.last_entry_ms),
    keptUntil: toInstant(row.ends_ms + debugLimits.keptMs),
  };
}

/** Newest first. */
export async function readDebugLogs(
  sql: SqlTransaction,
  { tenantId, userId }: UserKey,
  nowMs: number,
): Promise<DebugLog[]> {
  const rows = await sql.query<StoredLog>(
    `SELECT ${columns} FROM debug_logs WHERE tenant_id = $1::uuid AND user_id = $2::uuid
     ORDER BY started_ms DESC, log_id LIMIT 50`,
    [tenantId, userId],
  );
  return rows.map((row) => toDebugLog(row, nowMs));
}

/** What the user's runner is told to collect for, or null. */
export async function readActiveDebugLog(
  sql: SqlTransaction,
  { tenantId, userId }: UserKey,
  nowMs: number,
): Promise<ActiveDebugLog | null> {
  const [row] = await sql.query<Pick<StoredLog, 'log_id' | 'ends_ms'>>(
    `SELECT log_id, ends_ms FROM debug_logs
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND ends_ms > $3::bigint ORDER BY started_ms DESC LIMIT 1`,
    [tenantId, userId, nowMs],
  );
  return row === undefined ? null : { id: row.log_id, endsAt: toInstant(row.ends_ms) };
}

export interface StartedLog extends UserKey {
  readonly startedBy: string;
  readonly nowMs: number;
  readonly minutes: number;
}

/** While one is active its end is moved instead: pressing twice makes no second log. */
export async function startDebugLog(sql: SqlTransaction, start: StartedLog): Promise<DebugLog> {
  const { tenantId, userId, nowMs } = start;
  const endsMs = nowMs + start.minutes * 60_000;
  // two administrators at once: the second waits here and then sees the first one's log
  await sql.query('SELECT 1 FROM user_profile WHERE tenant_id = $1::uuid AND user_id = $2::uuid FOR UPDATE', [
    tenantId,
    userId,
  ]);
  const [moved] = await sql.query<StoredLog>(
    `UPDATE debug_logs SET ends_ms = $4::bigint
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND ends_ms > $3::bigint RETURNING ${columns}`,
    [tenantId, userId, nowMs, endsMs],
  );
  if (moved !== undefined) return toDebugLog(moved, nowMs);
  const [row] = await sql.query<StoredLog>(
    `INSERT INTO debug_logs (tenant_id, user_id, log_id, started_ms, started_by, ends_ms)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::bigint, $5::text, $6::bigint) RETURNING ${columns}`,
    [tenantId, userId, randomUUID(), nowMs, start.startedBy, endsMs],
  );
  if (row === undefined) throw new Error('an insert without a row');
  return toDebugLog(row, nowMs);
}

/** What was collected stays. One that has ended stays as it is. Throws `not-found`. */
export async function stopDebugLog(
  sql: SqlTransaction,
  log: UserKey & { readonly logId: string; readonly nowMs: number },
): Promise<DebugLog> {
  const [row] = await sql.query<StoredLog>(
    `UPDATE debug_logs SET ends_ms = LEAST(ends_ms, $4::bigint)
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND log_id = $3::uuid RETURNING ${columns}`,
    [log.tenantId, log.userId, log.logId, log.nowMs],
  );
  if (row === undefined) throw new ProblemError('not-found');
  return toDebugLog(row, log.nowMs);
}
