// An administrator puts open errors aside. They count no more until a run reports them again; who did it stays in the audit.

import type { ErrorDismissal } from '../../../contract/users.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

export interface Dismissal {
  readonly tenantId: string;
  readonly userId: string;
  readonly what: ErrorDismissal;
  readonly by: string;
  readonly nowMs: number;
}

/** Answers how many were open and are dismissed now. */
export async function dismissErrors(sql: SqlTransaction, call: Dismissal): Promise<number> {
  const user = [call.tenantId, call.userId];
  const keys = 'all' in call.what ? null : call.what.errors.map(keyOf);
  const dismissed = await sql.query(
    `UPDATE user_errors SET dismissed_ms = $3::bigint, dismissed_by = $4::text
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND dismissed_ms IS NULL
       AND ($5::jsonb IS NULL OR error_key IN (SELECT jsonb_array_elements_text($5::jsonb)))
     RETURNING error_key`,
    [...user, call.nowMs, call.by, keys === null ? null : JSON.stringify(keys)],
  );
  if (dismissed.length === 0) return 0;
  await sql.query(
    // a run counts more failures than it lists: those go only when all are dismissed
    `UPDATE user_status SET version = version + 1,
       open_errors = CASE WHEN $4::boolean THEN 0 ELSE GREATEST(open_errors - $3::int, 0) END
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [...user, dismissed.length, keys === null],
  );
  return dismissed.length;
}

/** As run-report-row.ts writes it. */
function keyOf({
  kind,
  recordKey,
  side,
  operation,
}: Extract<ErrorDismissal, { errors: unknown }>['errors'][number]): string {
  return [kind, recordKey, side, operation].join(':');
}
