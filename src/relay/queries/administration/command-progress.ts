// What became of a batch of commands: the counts are whole, users come page by page.

import { z } from 'zod';
import type {
  CommandKind,
  CommandProgress,
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
): Promise<Omit<CommandProgress, 'users' | 'next'> | null> {
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
}

/** Of thousands that are done, the three that were refused are what an administrator looks for. */
const rank = `CASE state WHEN 'refused' THEN 0 WHEN 'expired' THEN 1 WHEN 'seen' THEN 2 WHEN 'sent' THEN 3 ELSE 4 END`;
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
    after === undefined ? '' : ` AND (${rank}, display_name, user_id) > ($3::int, $4::text, $5::uuid)`;
  const rows = await sql.query<Listed>(
    `SELECT user_id AS "userId", display_name AS "displayName", state, refusal AS reason, ${rank} AS rank FROM commands
     WHERE tenant_id = $1::uuid AND batch_id = $2::uuid${isAfter}
     ORDER BY ${rank}, display_name, user_id LIMIT ${limit + 1}`,
    [tenantId, batchId, ...from],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    ...progress,
    users: shown.map(({ rank: _, ...user }) => user),
    next: last === undefined ? null : writeOpaque([last.rank, last.displayName, last.userId]),
  };
}
