// A user's own choices per kind, as one document, and what they make of the user's row.

import { userSettings } from '../../../contract/settings.ts';
import type { UserSettings } from '../../../contract/settings.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

export async function readUserSettings(
  sql: SqlTransaction,
  tenantId: string,
  userId: string,
): Promise<UserSettings | null> {
  const [row] = await sql.query<{ settings: unknown }>(
    'SELECT settings FROM user_detail WHERE tenant_id = $1::uuid AND user_id = $2::uuid',
    [tenantId, userId],
  );
  return row === undefined || row.settings === null ? null : userSettings.parse(row.settings);
}

interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

export async function writeUserSettings(
  sql: SqlTransaction,
  { tenantId, userId }: UserKey,
  settings: UserSettings,
): Promise<void> {
  await sql.query(
    `INSERT INTO user_detail (tenant_id, user_id, settings) VALUES ($1::uuid, $2::uuid, $3::jsonb)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET settings = excluded.settings`,
    [tenantId, userId, JSON.stringify(settings)],
  );
}

/**
 * Who left nothing to sync is disabled by his own hand, and enabled by it again. What somebody else disabled stays as it
 * is.
 */
export async function switchOwnSync(
  sql: SqlTransaction,
  { tenantId, userId }: UserKey,
  { isOff, atMs }: { readonly isOff: boolean; readonly atMs: number },
): Promise<void> {
  await sql.query(
    `UPDATE user_status SET is_enabled = NOT $3::boolean, disabled_by = CASE WHEN $3::boolean THEN 'user' END,
       disabled_reason = NULL, disabled_ms = CASE WHEN $3::boolean THEN $4::bigint END, version = version + 1
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND is_enabled = $3::boolean
       AND (is_enabled OR disabled_by = 'user')`,
    [tenantId, userId, isOff, atMs],
  );
}

/** SQL of `isSwitchedOff` for a row of `user_status s`. */
export const hasSwitchedOff = `EXISTS (
  SELECT FROM user_detail d, jsonb_array_elements(d.settings->'kinds') k
  WHERE d.tenant_id = s.tenant_id AND d.user_id = s.user_id
    AND k->>'kind' = 'contact' AND k->>'isOn' = 'false' AND k->>'setBy' <> 'organisation')`;
