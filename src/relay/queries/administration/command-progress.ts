// What became of a batch of commands: the counts are whole, users come page by page.

import { z } from 'zod';
import type {
  CommandKind,
  CommandProgress,
  CommandRun,
  CommandState,
  ProgressQuery,
  RefusalReason,
} from '../../../contract/commands.ts';
import type { SqlTransaction, SqlValue } from '../../../database/sql-database.ts';
import { readOpaque, writeOpaque } from '../opaque-position.ts';

/** Counts only; null for an unknown batch. */
export async function readProgress(
  sql: SqlTransaction,
  tenantId: string,
  batchId: string,
): Promise<Omit<CommandProgress, 'runs' | 'users' | 'next'> | null> {
  const [batch] = await sql.query<{ kind: CommandKind }>(
    'SELECT kind FROM command_batches WHERE tenant_id = $1::uuid AND batch_id = $2::uuid',
    [tenantId, batchId],
  );
  if (batch === undefined) return null;
  return {
    batchId,
    kind: batch.kind,
    counts: (await readStates(sql, tenantId, [batchId])).get(batchId) ?? {},
  };
}

/** How many commands of each batch are in which state. */
export async function readStates(
  sql: SqlTransaction,
  tenantId: string,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, CommandProgress['counts']>> {
  if (batchIds.length === 0) return new Map();
  const states = await sql.query<{ batch_id: string; state: CommandState; count: number }>(
    `SELECT batch_id, state, count(*) AS count FROM commands
     WHERE tenant_id = $1::uuid AND batch_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2::jsonb))
     GROUP BY batch_id, state`,
    [tenantId, JSON.stringify(batchIds)],
  );
  const counts = new Map<string, CommandProgress['counts']>();
  for (const { batch_id, state, count } of states)
    counts.set(batch_id, { ...counts.get(batch_id), [state]: count });
  return counts;
}

interface Listed {
  userId: string;
  displayName: string;
  state: CommandState;
  reason: RefusalReason | null;
  rank: number;
  transactionNumber: number | null;
  outcome: CommandRun['outcome'] | null;
  cause: CommandRun['cause'];
}

/** How far the clock of a runner may be behind, and how long another run may keep it from the one it was asked for. */
const behindMs = 60 * 60_000;
const waitsMs = 24 * 60 * 60_000;

/**
 * A runner takes a command before it runs: what it brought is the first run for an administrator after it was sent. Of
 * thousands that are done, the three that were refused, or failed again, are what an administrator looks for.
 */
const listed = `SELECT c.user_id AS "userId", c.display_name AS "displayName", c.state, c.refusal AS reason,
    r.transaction_number AS "transactionNumber", r.outcome, r.cause,
    CASE WHEN c.state = 'refused' THEN 0 WHEN c.state = 'expired' THEN 1
      WHEN r.outcome IN ('failed', 'partly-failed', 'interrupted') THEN 2
      WHEN c.state = 'seen' THEN 3 WHEN c.state = 'sent' THEN 4 ELSE 5 END AS rank
  FROM commands c LEFT JOIN LATERAL (
    SELECT n.transaction_number, n.outcome, n.cause FROM runs n
    WHERE n.tenant_id = c.tenant_id AND n.user_id = c.user_id AND n.trigger = 'administrator'
      AND n.started_ms BETWEEN c.answered_ms - ${behindMs} AND c.answered_ms + ${waitsMs}
      -- by the relay's clock: what was over before is none of this command's
      AND n.heartbeat_ms >= c.sent_ms
    ORDER BY n.started_ms < c.sent_ms, n.started_ms LIMIT 1
  ) r ON c.kind IN ('sync-now', 'full-sync') AND c.state IN ('seen', 'done')
  WHERE c.tenant_id = $1::uuid AND c.batch_id = $2::uuid`;
const position = z.tuple([z.int(), z.string(), z.uuid()]);

/** A user whose state changes between two pages may come twice, or not at all. Null for an unknown batch. */
export async function readProgressWithUsers(
  sql: SqlTransaction,
  tenantId: string,
  { batchId, after, limit }: ProgressQuery & { readonly batchId: string },
): Promise<CommandProgress | null> {
  const progress = await readProgress(sql, tenantId, batchId);
  if (progress === null) return null;
  const from: SqlValue[] = after === undefined ? [] : readOpaque(position, after);
  const isAfter =
    after === undefined ? '' : ` WHERE (rank, "displayName", "userId") > ($3::int, $4::text, $5::uuid)`;
  const rows = await sql.query<Listed>(
    `SELECT * FROM (${listed}) l${isAfter} ORDER BY rank, "displayName", "userId" LIMIT ${limit + 1}`,
    [tenantId, batchId, ...from],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    ...progress,
    runs: await readEndedRuns(sql, tenantId, batchId),
    users: shown.map(({ rank: _, transactionNumber, outcome, cause, ...user }) => ({
      ...user,
      run: transactionNumber === null ? null : { transactionNumber, outcome, cause },
    })),
    next: last === undefined ? null : writeOpaque([last.rank, last.displayName, last.userId]),
  };
}

async function readEndedRuns(
  sql: SqlTransaction,
  tenantId: string,
  batchId: string,
): Promise<CommandProgress['runs']> {
  const ended = await sql.query<{ outcome: NonNullable<CommandRun['outcome']>; count: number }>(
    `SELECT outcome, count(*) AS count FROM (${listed}) l WHERE outcome IS NOT NULL GROUP BY outcome`,
    [tenantId, batchId],
  );
  return Object.fromEntries(ended.map(({ outcome, count }) => [outcome, count]));
}
