// That runners are there, without a report: an open event stream, a look for commands.

import type { SqlTransaction } from '../../../database/sql-database.ts';
import { nowMs } from '../database-time.ts';

export interface PresentRunner {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly is_pane: boolean;
}

/**
 * Touches no indexed column and wakes no monitor. A pane that never took the work over (`authorizations.ts`) is no runner,
 * however long it is open.
 */
export async function markPresent(sql: SqlTransaction, runners: readonly PresentRunner[]): Promise<void> {
  if (runners.length === 0) return;
  const isRunner = "(s.runner IS NULL OR s.runner = 'pane')";
  await sql.query(
    `UPDATE user_status s SET runner_seen_ms = ${nowMs},
       pane_seen_ms = CASE WHEN r.has_pane AND ${isRunner} THEN ${nowMs} ELSE s.pane_seen_ms END
     FROM (SELECT tenant_id, user_id, bool_or(is_pane) AS has_pane, bool_or(NOT is_pane) AS has_background
       FROM jsonb_to_recordset($1::jsonb) AS i(tenant_id uuid, user_id uuid, is_pane boolean)
       GROUP BY tenant_id, user_id) r
     WHERE s.tenant_id = r.tenant_id AND s.user_id = r.user_id AND (r.has_background OR ${isRunner})`,
    [JSON.stringify(runners)],
  );
}
