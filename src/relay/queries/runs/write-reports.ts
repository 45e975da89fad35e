// The statements of one flush: whatever the number of reports, their number is the same. Rows are taken in the order of
// their keys, so that two relay processes never wait for each other in a circle.

import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { ReportRow } from '../../reports/run-report-row.ts';
import { nowMs } from '../database-time.ts';
import { writeOpenErrors } from './open-errors.ts';

export interface WrittenReport {
  readonly tenantId: string;
  readonly oid: string;
  readonly userId: string;
  readonly runId: string;
  readonly transactionNumber: number;
  /** an older or repeated message: nothing changed */
  readonly ignored: boolean;
}

interface Resolved extends ReportRow {
  readonly user_id: string;
}

interface Upserted {
  tenant_id: string;
  user_id: string;
  run_id: string;
  transaction_number: number;
  is_written: boolean;
}

/** At most one row per run. Reports of users without a row are left out of the answer. */
export async function writeReports(
  sql: SqlTransaction,
  rows: readonly ReportRow[],
): Promise<WrittenReport[]> {
  const resolved = await resolveUsers(sql, rows);
  if (resolved.length === 0) return [];
  const upserted = await upsertRuns(sql, resolved);
  const known = new Set(upserted.map(keyOf));
  const raced = resolved.filter((row) => !known.has(keyOf(row)));
  const numbers = new Map([...upserted, ...(await readNumbers(sql, raced))].map((row) => [keyOf(row), row]));
  const keyed = resolved.map((row) => ({ row, run: numbers.get(keyOf(row)) }));
  const written = keyed.flatMap(({ row, run }) =>
    run?.is_written === true ? [{ ...row, transaction_number: run.transaction_number }] : [],
  );
  const finished = written.filter(({ finish }) => finish !== null);
  await updateProgress(
    sql,
    written.filter(({ finish }) => finish === null),
  );
  await writeOpenErrors(sql, await updateOutcomes(sql, finished));
  return keyed.flatMap(({ row, run }) =>
    run === undefined
      ? []
      : [
          {
            tenantId: row.tenant_id,
            oid: row.oid,
            userId: row.user_id,
            runId: row.run_id,
            transactionNumber: run.transaction_number,
            ignored: !run.is_written,
          },
        ],
  );
}

function keyOf(row: Pick<Upserted, 'tenant_id' | 'user_id' | 'run_id'>): string {
  return `${row.tenant_id}:${row.user_id}:${row.run_id}`;
}

/** Runs that another process began after our statement did: it could neither insert nor see them. */
async function readNumbers(sql: SqlTransaction, rows: readonly Resolved[]): Promise<Upserted[]> {
  if (rows.length === 0) return [];
  return sql.query<Upserted>(
    `SELECT r.tenant_id, r.user_id, r.run_id, r.transaction_number, false AS is_written
     FROM jsonb_to_recordset($1::jsonb) AS i(tenant_id uuid, user_id uuid, run_id uuid)
       JOIN runs r USING (tenant_id, user_id, run_id)`,
    [JSON.stringify(rows)],
  );
}

async function resolveUsers(sql: SqlTransaction, rows: readonly ReportRow[]): Promise<Resolved[]> {
  const people = rows.map(({ tenant_id, oid }) => ({ tenant_id, oid }));
  const found = await sql.query<{ tenant_id: string; oid: string; user_id: string }>(
    `SELECT DISTINCT p.tenant_id, p.oid, p.user_id
     FROM jsonb_to_recordset($1::jsonb) AS k(tenant_id uuid, oid uuid) JOIN user_profile p USING (tenant_id, oid)`,
    [JSON.stringify(people)],
  );
  const ids = new Map(found.map((row) => [`${row.tenant_id}:${row.oid}`, row.user_id]));
  return rows.flatMap((row) => {
    const user_id = ids.get(`${row.tenant_id}:${row.oid}`);
    return user_id === undefined ? [] : [{ ...row, user_id }];
  });
}

const runColumns = `tenant_id uuid, user_id uuid, run_id uuid, sequence int, state text, trigger text, mode text,
  runner text, client_version text, started_ms bigint, heartbeat_ms bigint, finish jsonb`;

/** A number is drawn for new runs only: progress must not burn them. An unwritten row is answered with its number. */
function upsertRuns(sql: SqlTransaction, rows: readonly Resolved[]): Promise<Upserted[]> {
  return sql.query<Upserted>(
    `WITH input AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(${runColumns})),
     known AS (SELECT i.*, r.transaction_number AS known_number
       FROM input i LEFT JOIN runs r USING (tenant_id, user_id, run_id)),
     written AS (
       INSERT INTO runs AS r (tenant_id, user_id, run_id, transaction_number, sequence, state, outcome, trigger, mode,
         runner, client_version, started_ms, finished_ms, heartbeat_ms, cause, cause_side, microsoft_changes,
         sales_changes, conflicts, failing, durations, report)
       SELECT k.tenant_id, k.user_id, k.run_id, coalesce(k.known_number, nextval('run_transactions')), k.sequence,
         k.state, k.finish->>'outcome', k.trigger, k.mode, k.runner, k.client_version, k.started_ms,
         (k.finish->>'finished_ms')::bigint, k.heartbeat_ms, k.finish->>'cause', k.finish->>'cause_side',
         coalesce((k.finish->>'microsoft_changes')::int, 0), coalesce((k.finish->>'sales_changes')::int, 0),
         coalesce((k.finish->>'conflicts')::int, 0), coalesce((k.finish->>'failing')::int, 0),
         k.finish->'durations',
         CASE WHEN k.finish IS NOT NULL AND k.finish <> 'null'::jsonb THEN jsonb_build_object('kinds', k.finish->'kinds',
           'failures', k.finish->'failures', 'requests', k.finish->'requests',
           'throttledMs', k.finish->'throttled_ms') END
       FROM known k ORDER BY k.tenant_id, k.user_id, k.run_id
       ON CONFLICT (tenant_id, user_id, run_id) DO UPDATE SET sequence = excluded.sequence, state = excluded.state,
         outcome = excluded.outcome, finished_ms = excluded.finished_ms, heartbeat_ms = excluded.heartbeat_ms,
         cause = excluded.cause, cause_side = excluded.cause_side,
         microsoft_changes = excluded.microsoft_changes, sales_changes = excluded.sales_changes,
         conflicts = excluded.conflicts, failing = excluded.failing, durations = excluded.durations,
         report = excluded.report
       WHERE r.state <> 'finished' AND excluded.sequence > r.sequence
       RETURNING tenant_id, user_id, run_id, transaction_number)
     SELECT tenant_id, user_id, run_id, transaction_number, true AS is_written FROM written
     UNION ALL
     SELECT k.tenant_id, k.user_id, k.run_id, k.known_number, false FROM known k
     WHERE k.known_number IS NOT NULL AND NOT EXISTS (SELECT FROM written w
       WHERE (w.tenant_id, w.user_id, w.run_id) = (k.tenant_id, k.user_id, k.run_id))`,
    [JSON.stringify(rows)],
  );
}

/** Shared by both updates: the client of the newest message, and that a runner, perhaps a pane, was seen. */
const seen = `runner = i.runner, client_version = i.client_version, runner_seen_ms = ${nowMs},
  pane_seen_ms = CASE WHEN i.runner = 'pane' THEN ${nowMs} ELSE s.pane_seen_ms END,
  last_start_ms = GREATEST(s.last_start_ms, i.started_ms),
  last_scheduled_ms = CASE WHEN i.trigger IN ('schedule', 'start')
    THEN GREATEST(s.last_scheduled_ms, i.started_ms) ELSE s.last_scheduled_ms END,
  version = s.version + 1`;

/** No indexed column changes after the first message of a run: these updates stay on their page. */
async function updateProgress(sql: SqlTransaction, rows: readonly Resolved[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `UPDATE user_status s SET run_id = i.run_id, run_started_ms = i.started_ms, heartbeat_ms = i.heartbeat_ms,
       phase = i.phase, done = i.done, total = i.total, left_ms = i.left_ms, ${seen}
     FROM (SELECT DISTINCT ON (tenant_id, user_id) * FROM jsonb_to_recordset($1::jsonb) AS r(tenant_id uuid,
       user_id uuid, run_id uuid, trigger text, runner text, client_version text, started_ms bigint,
       heartbeat_ms bigint, phase text, done int, total int, left_ms bigint)
       ORDER BY tenant_id, user_id, started_ms DESC, run_id) i
     WHERE s.tenant_id = i.tenant_id AND s.user_id = i.user_id
       AND (s.run_id IS NULL OR s.run_id = i.run_id OR i.started_ms >= s.run_started_ms)`,
    [JSON.stringify(rows)],
  );
}

const outcomeColumns = `finished_ms bigint, outcome text, counts boolean, succeeded boolean, replaces_errors boolean,
  touches_errors boolean, cause text, cause_side text, suspended_by text, conflicts int, failing int, durations jsonb,
  throttled_ms bigint, counted boolean, oldest_waiting_ms bigint, holds int, next_run_ms bigint, kinds jsonb,
  store_id text, epoch bigint`;

interface Numbered extends Resolved {
  readonly transaction_number: number;
}

/**
 * Oldest run first, one statement per round: of two runs of one user in a batch the newer must have the last word.
 * When a run began is taken from the grant of its lease; one that is not known any more moves nothing.
 * Answers the runs that now are their users' newest in success or failure.
 */
async function updateOutcomes(sql: SqlTransaction, rows: readonly Numbered[]): Promise<Numbered[]> {
  const newest: Numbered[] = [];
  for (const round of rounds(rows)) {
    const moved = await sql.query<{ run_id: string }>(
      `UPDATE user_status s SET ${seen},
         run_id = CASE WHEN s.run_id = i.run_id OR s.run_started_ms <= i.started_ms THEN NULL ELSE s.run_id END,
         heartbeat_ms = CASE WHEN s.run_id = i.run_id OR s.run_started_ms <= i.started_ms
           THEN i.heartbeat_ms ELSE s.heartbeat_ms END,
         newest_finished_ms = GREATEST(s.newest_finished_ms, i.started_ms),
         ${whenNewest({
           badge: 'CASE WHEN f.counts THEN NULL ELSE f.outcome END',
           badge_cause: 'CASE WHEN f.counts THEN NULL ELSE f.cause END',
           badge_cause_side: 'CASE WHEN f.counts THEN NULL ELSE f.cause_side END',
           badge_by: 'f.suspended_by',
           last_finish_ms: 'f.finished_ms',
           next_run_ms: 'f.next_run_ms',
           throttled_ms: 'f.throttled_ms',
           oldest_waiting_ms: 'CASE WHEN f.counted THEN f.oldest_waiting_ms ELSE s.oldest_waiting_ms END',
           holds: 'CASE WHEN f.counted THEN f.holds ELSE s.holds END',
         })},
         ${whenCounting({
           outcome: 'f.outcome',
           cause: 'f.cause',
           cause_side: 'f.cause_side',
           outcome_started_ms: 'i.started_ms',
           duration_ms: "(f.durations->>'totalMs')::bigint",
           microsoft_ms: "(f.durations->>'microsoftMs')::bigint",
           sales_ms: "(f.durations->>'salesMs')::bigint",
           internal_ms: "(f.durations->>'internalMs')::bigint",
           conflicts: 'CASE WHEN f.replaces_errors THEN f.conflicts ELSE s.conflicts END',
           open_errors:
             'CASE WHEN f.replaces_errors THEN f.failing ELSE GREATEST(s.open_errors, f.failing) END',
         })},
         last_success_ms = CASE WHEN f.succeeded THEN GREATEST(s.last_success_ms, f.finished_ms)
           ELSE s.last_success_ms END,
         last_success_started_ms = CASE WHEN f.succeeded THEN GREATEST(s.last_success_started_ms, g.granted_ms)
           ELSE s.last_success_started_ms END
       FROM jsonb_to_recordset($1::jsonb) AS i(${runColumns})
         CROSS JOIN LATERAL jsonb_to_record(i.finish) AS f(${outcomeColumns})
         LEFT JOIN lease_grants g ON g.tenant_id = i.tenant_id AND g.user_id = i.user_id AND g.epoch = f.epoch
           AND g.store_id = f.store_id
       WHERE s.tenant_id = i.tenant_id AND s.user_id = i.user_id
       RETURNING CASE WHEN f.counts AND s.outcome_started_ms = i.started_ms THEN i.run_id END AS run_id`,
      [JSON.stringify(round)],
    );
    const ids = new Set(moved.map(({ run_id }) => run_id));
    const counting = round.filter(({ run_id }) => ids.has(run_id));
    if (counting.length > 0) await writeCounts(sql, counting);
    newest.push(...counting);
  }
  if (rows.length > 0) await acceptStores(sql, rows);
  return newest;
}

type Assignments = Readonly<Record<string, string>>;

const whenNewest = (set: Assignments): string => assignWhen('i.started_ms >= s.newest_finished_ms', set);
const whenCounting = (set: Assignments): string =>
  assignWhen('f.counts AND i.started_ms >= s.outcome_started_ms', set);

function assignWhen(condition: string, set: Assignments): string {
  return Object.entries(set)
    .map(([column, value]) => `${column} = CASE WHEN ${condition} THEN ${value} ELSE s.${column} END`)
    .join(', ');
}

function rounds(rows: readonly Numbered[]): Numbered[][] {
  const ordered = [...rows].sort((a, b) => a.started_ms - b.started_ms);
  const result: Numbered[][] = [];
  const counts = new Map<string, number>();
  for (const row of ordered) {
    const key = `${row.tenant_id}:${row.user_id}`;
    const round = counts.get(key) ?? 0;
    counts.set(key, round + 1);
    (result[round] ??= []).push(row);
  }
  return result;
}

/** Counts per kind of the newest run that looked at the records. */
async function writeCounts(sql: SqlTransaction, rows: readonly Numbered[]): Promise<void> {
  await sql.query(
    `INSERT INTO user_detail (tenant_id, user_id, counts)
     SELECT i.tenant_id, i.user_id, f.kinds
     FROM jsonb_to_recordset($1::jsonb) AS i(${runColumns}), jsonb_to_record(i.finish) AS f(${outcomeColumns})
     WHERE f.replaces_errors
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET
       counts = coalesce(user_detail.counts, '{}'::jsonb) || excluded.counts`,
    [JSON.stringify(rows)],
  );
}

/**
 * A store that has finished a run in success is not new any more (rule A6 ends). A report may come late: only one of the
 * present store counts, and only of a run since that store took over.
 */
async function acceptStores(sql: SqlTransaction, rows: readonly Numbered[]): Promise<void> {
  await sql.query(
    `UPDATE leases l SET is_new_store = false
     FROM jsonb_to_recordset($1::jsonb) AS i(${runColumns}), jsonb_to_record(i.finish) AS f(${outcomeColumns})
     WHERE l.tenant_id = i.tenant_id AND l.user_id = i.user_id AND l.is_new_store AND f.succeeded
       AND l.store_id = f.store_id AND f.epoch >= l.since_epoch`,
    [JSON.stringify(rows)],
  );
}
