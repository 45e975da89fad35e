// Opaque keys of records that a person removed, kept so that a wiped browser does not bring them back (D11).

import type { ReleaseChanges } from '../../../contract/runner-calls.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';

interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

/** the contract's longest list */
const most = 50_000;

export async function readReleases(sql: SqlTransaction, user: UserKey): Promise<string[]> {
  const rows = await sql.query<{ key: string }>(
    `SELECT key FROM releases WHERE tenant_id = $1::uuid AND user_id = $2::uuid ORDER BY key LIMIT ${most}`,
    [user.tenantId, user.userId],
  );
  return rows.map(({ key }) => key);
}

/** Removes, then adds: a key in both stays. Throws `conflict` when the list would grow beyond what can be read back. */
export async function changeReleases(
  sql: SqlTransaction,
  user: UserKey,
  changes: ReleaseChanges,
): Promise<void> {
  const key = [user.tenantId, user.userId];
  await sql.query(
    `DELETE FROM releases WHERE tenant_id = $1::uuid AND user_id = $2::uuid
       AND key IN (SELECT jsonb_array_elements_text($3::jsonb))`,
    [...key, JSON.stringify(changes.removed)],
  );
  await sql.query(
    `INSERT INTO releases (tenant_id, user_id, key)
     SELECT DISTINCT $1::uuid, $2::uuid, value FROM jsonb_array_elements_text($3::jsonb)
     ON CONFLICT DO NOTHING`,
    [...key, JSON.stringify(changes.added)],
  );
  const [row] = await sql.query<{ total: number }>(
    'SELECT count(*) AS total FROM releases WHERE tenant_id = $1::uuid AND user_id = $2::uuid',
    key,
  );
  if ((row?.total ?? 0) > most) throw new ProblemError('conflict', { detail: `at most ${most} records` });
}
