// What became of a batch of commands.

import type {
  CommandKind,
  CommandProgress,
  CommandState,
  RefusalReason,
} from '../../../contract/commands.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

/** users listed by name; the counts are whole */
const listedUsers = 200;

/** Counts only; null for an unknown batch. */
export async function readProgress(
  sql: SqlTransaction,
  tenantId: string,
  batchId: string,
): Promise<Omit<CommandProgress, 'users'> | null> {
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

export async function readProgressWithUsers(
  sql: SqlTransaction,
  tenantId: string,
  batchId: string,
): Promise<CommandProgress | null> {
  const progress = await readProgress(sql, tenantId, batchId);
  if (progress === null) return null;
  const users = await sql.query<{
    userId: string;
    displayName: string;
    state: CommandState;
    reason: RefusalReason | null;
  }>(
    `SELECT user_id AS "userId", display_name AS "displayName", state, refusal AS reason FROM commands
     WHERE tenant_id = $1::uuid AND batch_id = $2::uuid ORDER BY display_name, user_id LIMIT ${listedUsers}`,
    [tenantId, batchId],
  );
  return { ...progress, users };
}
