// What time alone changes: silent runs, old commands, old history. Every relay process does it; doing it twice harms nothing.

import { debugLimits } from '../../contract/debug-logs.ts';
import type { SqlTransaction } from '../../database/sql-database.ts';
import { changesKeptMs, recordChanges } from './changes.ts';
import type { Change } from './changes.ts';
import { heartbeatMs, runnerSilentMs } from './users/user-row.ts';

/** a runner that was silent for this long has lost its run */
export const silentRunMs = 10 * 60_000;
const dayMs = 86_400_000;
const longestDebugMs = debugLimits.minutes.most * 60_000;
export const commandLifeMs = 7 * dayMs;
export const runsKeptMs = 90 * dayMs;
export const auditKeptMs = 400 * dayMs;
/** rows deleted at once: the lock is short and the log small */
const deleteBatch = 5_000;

interface Touched {
  tenant_id: string;
  user_id: string;
}

/** Runs without a word for 10 minutes become `interrupted`. */
export async function interruptSilentRuns(sql: SqlTransaction, nowMs: number): Promise<void> {
  const silent = await sql.query<Touched>(
    `WITH silent AS (
       UPDATE runs SET state = 'interrupted', outcome = 'interrupted', cause = 'interrupted',
         finished_ms = heartbeat_ms
       WHERE state = 'running' AND heartbeat_ms < $1::bigint
       RETURNING tenant_id, user_id, run_id, started_ms)
     UPDATE user_status s SET run_id = NULL, version = s.version + 1,
       badge = CASE WHEN i.started_ms >= s.newest_finished_ms THEN 'interrupted' ELSE s.badge END,
       badge_cause = CASE WHEN i.started_ms >= s.newest_finished_ms THEN 'interrupted' ELSE s.badge_cause END,
       badge_cause_side = CASE WHEN i.started_ms >= s.newest_finished_ms THEN NULL ELSE s.badge_cause_side END,
       newest_finished_ms = GREATEST(s.newest_finished_ms, i.started_ms)
     FROM silent i
     WHERE s.tenant_id = i.tenant_id AND s.user_id = i.user_id AND s.run_id = i.run_id
     RETURNING s.tenant_id, s.user_id`,
    [nowMs - silentRunMs],
  );
  await recordChanges(sql, changesOf(silent, nowMs));
}

/** Users whose heartbeat became too old within the last `windowMs`: their row changed without any report. */
export async function announceQuietRuns(sql: SqlTransaction, nowMs: number, windowMs: number): Promise<void> {
  const quiet = await sql.query<Touched>(
    `SELECT tenant_id, user_id FROM user_status
     WHERE run_id IS NOT NULL AND heartbeat_ms <= $1::bigint AND heartbeat_ms > $2::bigint`,
    [nowMs - heartbeatMs, nowMs - heartbeatMs - windowMs],
  );
  await recordChanges(sql, changesOf(quiet, nowMs));
}

/** Users whose runner fell silent within the last `windowMs`: what their row says is old from now on. */
export async function announceSilentRunners(
  sql: SqlTransaction,
  nowMs: number,
  windowMs: number,
): Promise<void> {
  const silent = await sql.query<Touched>(
    `WITH gone AS (
       SELECT tenant_id, user_id, GREATEST(
         CASE WHEN runner = 'pane' THEN pane_seen_ms ELSE runner_seen_ms END,
         CASE WHEN runner <> 'pane' THEN next_run_ms END) AS last_ms
       FROM user_status WHERE runner IS NOT NULL)
     SELECT tenant_id, user_id FROM gone WHERE last_ms < $1::bigint AND last_ms >= $2::bigint LIMIT 10000`,
    [nowMs - runnerSilentMs, nowMs - runnerSilentMs - windowMs],
  );
  await recordChanges(sql, changesOf(silent, nowMs));
}

function changesOf(rows: readonly Touched[], atMs: number): Omit<Change, 'sequence'>[] {
  const users = new Map<string, string[]>();
  for (const { tenant_id, user_id } of rows) users.set(tenant_id, [...(users.get(tenant_id) ?? []), user_id]);
  return [...users].map(([tenantId, ids]) => ({ tenantId, atMs, what: { users: ids } }));
}

/** What the relay did itself is in effect, whether or not a runner ever said so. */
export async function expireCommands(sql: SqlTransaction, nowMs: number): Promise<void> {
  const batches = await sql.query<{ tenant_id: string; batch_id: string }>(
    `WITH expired AS (
       UPDATE commands SET answered_ms = $1::bigint,
         state = CASE WHEN kind IN ('disable', 'enable') THEN 'done' ELSE 'expired' END
       WHERE state IN ('sent', 'seen') AND sent_ms < $2::bigint RETURNING tenant_id, batch_id)
     SELECT DISTINCT tenant_id, batch_id FROM expired`,
    [nowMs, nowMs - commandLifeMs],
  );
  await recordChanges(
    sql,
    batches.map(({ tenant_id, batch_id }) => ({
      tenantId: tenant_id,
      atMs: nowMs,
      what: { batches: [batch_id] },
    })),
  );
}

/** Answers whether there may be more to drop. */
export async function dropOld(sql: SqlTransaction, nowMs: number): Promise<boolean> {
  const limits: Readonly<Record<string, string>> = {
    changes: `at_ms < ${nowMs - changesKeptMs}`,
    exports: `expires_ms < ${nowMs}`,
    runs: `started_ms < ${nowMs - runsKeptMs}`,
    audit: `at_ms < ${nowMs - auditKeptMs}`,
    commands: `sent_ms < ${nowMs - auditKeptMs}`,
    deleted_names: `deleted_ms < ${nowMs - auditKeptMs}`,
    deliveries: `created_ms < ${nowMs - runsKeptMs} AND state <> 'waiting'`,
    debug_chunks: `received_ms < ${nowMs - debugLimits.keptMs - longestDebugMs}`,
    debug_logs: `ends_ms < ${nowMs - debugLimits.keptMs}`,
  };
  let most = 0;
  for (const [table, isOld] of Object.entries(limits)) {
    const dropped = await sql.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${isOld} LIMIT ${deleteBatch}))
       RETURNING 1`,
    );
    most = Math.max(most, dropped.length);
  }
  return most === deleteBatch;
}
