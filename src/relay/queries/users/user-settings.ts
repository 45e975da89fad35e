// A user's own choices per kind, as one document.

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

export async function writeUserSettings(
  sql: SqlTransaction,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  settings: UserSettings,
): Promise<void> {
  await sql.query(
    `INSERT INTO user_detail (tenant_id, user_id, settings) VALUES ($1::uuid, $2::uuid, $3::jsonb)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET settings = excluded.settings`,
    [tenantId, userId, JSON.stringify(settings)],
  );
}
