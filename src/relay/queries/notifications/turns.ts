// Which relay process tells for which organisation. A lease on the organisation's row, by the database's clock: a process
// that died lets go by itself.

import type { SqlTransaction } from '../../../database/sql-database.ts';
import { nowMs } from '../database-time.ts';

/** longer than a round with slow receivers takes; renewed by every round */
export const turnMs = 5 * 60_000;

/** Takes or renews what is free. Answers the organisations whose turn it is. */
export async function takeTurns(sql: SqlTransaction, processId: string): Promise<string[]> {
  const rows = await sql.query<{ tenant_id: string }>(
    `UPDATE tenants SET notifier_id = $1::text, notifier_until_ms = ${nowMs} + ${turnMs}
     WHERE notifier_id = $1::text OR notifier_until_ms < ${nowMs} RETURNING tenant_id`,
    [processId],
  );
  return rows.map(({ tenant_id }) => tenant_id);
}

/** At the end: the next process need not wait. */
export async function leaveTurns(sql: SqlTransaction, processId: string): Promise<void> {
  await sql.query(
    'UPDATE tenants SET notifier_id = NULL, notifier_until_ms = 0 WHERE notifier_id = $1::text',
    [processId],
  );
}
