// Open record errors of a user: the failures of the newest run that looked at the records. `since` survives from run to run.

import { recordFailure } from '../../../contract/runs.ts';
import type { OpenErrors } from '../../../contract/users.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { ReportRow } from '../../reports/run-report-row.ts';

interface FinishedRun extends ReportRow {
  readonly user_id: string;
  readonly transaction_number: number;
}

/**
 * A run that failed as a whole looked at little: its failures join the known ones. Any other lists what it tried, and
 * names what still fails though nobody tried it: the rest is mended. One that names nothing and counts more than it lists
 * mended nothing that we know.
 */
export async function writeOpenErrors(sql: SqlTransaction, runs: readonly FinishedRun[]): Promise<void> {
  const newest = newestPerUser(runs);
  const looked = newest.filter(({ finish }) => finish?.replaces_errors);
  const replacing = looked.filter(
    ({ finish }) => Array.isArray(finish?.still_failing) || finish?.failing === finish?.failures.length,
  );
  if (replacing.length > 0)
    await sql.query(
      `DELETE FROM user_errors e
       USING jsonb_to_recordset($1::jsonb) AS u(tenant_id uuid, user_id uuid, kept jsonb)
       WHERE e.tenant_id = u.tenant_id AND e.user_id = u.user_id AND NOT u.kept ? e.error_key`,
      [JSON.stringify(replacing.map(keptKeys))],
    );
  const failures = newest.flatMap((run) => (run.finish?.touches_errors === true ? errorRows(run) : []));
  if (failures.length > 0) await insertErrors(sql, failures);
  if (looked.length > 0) await forgetDismissed(sql, looked);
}

async function insertErrors(sql: SqlTransaction, failures: readonly object[]): Promise<void> {
  await sql.query(
    `INSERT INTO user_errors AS e (tenant_id, user_id, error_key, cause, failure, since_ms, transaction_number)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(tenant_id uuid, user_id uuid, error_key text, cause text,
       failure jsonb, since_ms bigint, transaction_number bigint)
     ORDER BY tenant_id, user_id, error_key
     ON CONFLICT (tenant_id, user_id, error_key) DO UPDATE SET cause = excluded.cause, failure = excluded.failure,
       transaction_number = excluded.transaction_number, dismissed_ms = NULL, dismissed_by = NULL,
       since_ms = CASE WHEN e.dismissed_ms IS NULL THEN e.since_ms ELSE excluded.since_ms END`,
    [JSON.stringify(failures)],
  );
}

/** The run counted them among its failing records; for the administrator they are put aside. */
async function forgetDismissed(sql: SqlTransaction, runs: readonly FinishedRun[]): Promise<void> {
  await sql.query(
    `UPDATE user_status s SET open_errors = GREATEST(s.open_errors - d.dismissed, 0)
     FROM (SELECT e.tenant_id, e.user_id, count(*)::int AS dismissed
       FROM jsonb_to_recordset($1::jsonb) AS u(tenant_id uuid, user_id uuid)
         JOIN user_errors e USING (tenant_id, user_id)
       WHERE e.dismissed_ms IS NOT NULL GROUP BY e.tenant_id, e.user_id) d
     WHERE s.tenant_id = d.tenant_id AND s.user_id = d.user_id`,
    [JSON.stringify(runs.map(({ tenant_id, user_id }) => ({ tenant_id, user_id })))],
  );
}

function newestPerUser(runs: readonly FinishedRun[]): FinishedRun[] {
  const newest = new Map<string, FinishedRun>();
  for (const run of runs) {
    const key = `${run.tenant_id}:${run.user_id}`;
    const known = newest.get(key);
    if (run.finish?.touches_errors === true && (known === undefined || run.started_ms >= known.started_ms))
      newest.set(key, run);
  }
  return [...newest.values()];
}

function keptKeys({ tenant_id, user_id, finish }: FinishedRun): object {
  const listed = finish?.failures.map(({ error_key }) => error_key) ?? [];
  return { tenant_id, user_id, kept: [...listed, ...(finish?.still_failing ?? [])] };
}

function errorRows({ tenant_id, user_id, transaction_number, finish }: FinishedRun): object[] {
  // one row per key: an insert cannot meet the same row twice
  const byKey = new Map((finish?.failures ?? []).map((failure) => [failure.error_key, failure]));
  return [...byKey.values()].map(({ error_key, ...failure }) => ({
    tenant_id,
    user_id,
    error_key,
    cause: failure.cause,
    failure,
    since_ms: finish?.finished_ms,
    transaction_number,
  }));
}

export async function readOpenErrors(
  sql: SqlTransaction,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
): Promise<OpenErrors> {
  const rows = await sql.query<{ failure: unknown; since_ms: number; transaction_number: number }>(
    `SELECT failure, since_ms, transaction_number FROM user_errors
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND dismissed_ms IS NULL
     ORDER BY since_ms DESC, error_key LIMIT 2000`,
    [tenantId, userId],
  );
  return {
    items: rows.map((row) => ({
      ...recordFailure.parse(row.failure),
      since: toInstant(row.since_ms),
      transactionNumber: row.transaction_number,
    })),
  };
}
