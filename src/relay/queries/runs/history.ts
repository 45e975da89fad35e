// The Transaction History of one user, newest first.

import { z } from 'zod';
import { kindCounts, recordFailure } from '../../../contract/runs.ts';
import type { RunDetails, RunPage, RunSummary } from '../../../contract/runs.ts';
import type { RunQuery } from '../../../contract/administration.ts';
import { count, durationMs, fromInstant, recordKind, toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction, SqlValue } from '../../../database/sql-database.ts';
import { invalid } from '../../problem-error.ts';
import { instantOrNull } from '../users/user-row.ts';

interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

interface StoredRun {
  transaction_number: number;
  run_id: string;
  outcome: RunSummary['outcome'];
  trigger: RunSummary['trigger'];
  mode: RunSummary['mode'];
  runner: RunSummary['runner'];
  client_version: string;
  started_ms: number;
  finished_ms: number | null;
  cause: RunSummary['cause'];
  cause_side: RunSummary['causeSide'];
  microsoft_changes: number;
  sales_changes: number;
  conflicts: number;
  failing: number;
  durations: RunSummary['durations'];
}

const columns = `transaction_number, run_id, outcome, trigger, mode, runner, client_version, started_ms, finished_ms,
  cause, cause_side, microsoft_changes, sales_changes, conflicts, failing, durations`;

function toSummary(row: StoredRun): RunSummary {
  return {
    transactionNumber: row.transaction_number,
    runId: row.run_id,
    outcome: row.outcome,
    trigger: row.trigger,
    mode: row.mode,
    runner: row.runner,
    clientVersion: row.client_version,
    startedAt: toInstant(row.started_ms),
    finishedAt: instantOrNull(row.finished_ms),
    cause: row.cause,
    causeSide: row.cause_side,
    microsoftChanges: row.microsoft_changes,
    salesChanges: row.sales_changes,
    conflicts: row.conflicts,
    failing: row.failing,
    durations: row.durations,
  };
}

const position = z.tuple([z.coerce.number().int(), z.coerce.number().int()]);

function readPosition(after: string | undefined): [number, number] | [null, null] {
  if (after === undefined) return [null, null];
  const parsed = position.safeParse(after.split('_'));
  if (!parsed.success) throw invalid('/after', 'is not a position of this list');
  return parsed.data;
}

export async function readRunPage(sql: SqlTransaction, user: UserKey, query: RunQuery): Promise<RunPage> {
  const [afterMs, afterKey] = readPosition(query.after);
  const values: SqlValue[] = [
    user.tenantId,
    user.userId,
    query.outcome ?? null,
    query.from === undefined ? null : fromInstant(query.from),
    query.to === undefined ? null : fromInstant(query.to),
  ];
  const where = `tenant_id = $1::uuid AND user_id = $2::uuid AND ($3::text IS NULL OR outcome = $3::text)
    AND ($4::bigint IS NULL OR started_ms >= $4::bigint) AND ($5::bigint IS NULL OR started_ms <= $5::bigint)`;
  const [counted] = await sql.query<{ total: number }>(
    `SELECT count(*) AS total FROM runs WHERE ${where}`,
    values,
  );
  const rows = await sql.query<StoredRun>(
    `SELECT ${columns} FROM runs WHERE ${where}
       AND ($6::bigint IS NULL OR (started_ms, transaction_number) < ($6::bigint, $7::bigint))
     ORDER BY started_ms DESC, transaction_number DESC LIMIT $8::int`,
    [...values, afterMs, afterKey, query.limit + 1],
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toSummary),
    next:
      rows.length > query.limit && last !== undefined
        ? `${last.started_ms}_${last.transaction_number}`
        : null,
    total: counted?.total ?? 0,
  };
}

const report = z.object({
  kinds: z.partialRecord(recordKind, kindCounts),
  failures: z.array(recordFailure.extend({ error_key: z.string() })),
  requests: z.object({ microsoft: count, sales: count }),
  throttledMs: durationMs,
});

/** null when the user has no such run. */
export async function readRun(
  sql: SqlTransaction,
  user: UserKey,
  transactionNumber: number,
): Promise<RunDetails | null> {
  const [row] = await sql.query<StoredRun & { report: unknown }>(
    `SELECT ${columns}, report FROM runs
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND transaction_number = $3::bigint`,
    [user.tenantId, user.userId, transactionNumber],
  );
  if (row === undefined) return null;
  const summary = toSummary(row);
  if (row.report === null)
    return { ...summary, kinds: {}, failures: [], requests: { microsoft: 0, sales: 0 }, throttledMs: 0 };
  const { kinds, failures, requests, throttledMs } = report.parse(row.report);
  return {
    ...summary,
    kinds,
    failures: failures.map(({ error_key: _, ...failure }) => failure),
    requests,
    throttledMs,
  };
}
