// How many users a change of the settings touches, before it is saved.

import { engineSettings } from '../../../contract/organisation/used-settings.ts';
import { differences } from '../../../contract/organisation/differences.ts';
import type { SettingPath } from '../../../contract/organisation/paths.ts';
import type { SettingsPreview } from '../../../contract/organisation/wire.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { readSettings } from '../tenants.ts';

const usedByEngine = new Set<SettingPath>(engineSettings);

export async function previewSettings(
  sql: SqlTransaction,
  tenantId: string,
  next: OrganisationSettings,
): Promise<SettingsPreview> {
  const { settings: present } = await readSettings(sql, tenantId);
  const changes = differences(present, next);
  const totalUsers = await countUsers(sql, tenantId);
  const touching = changes.map(({ path }) => path).filter((path) => usedByEngine.has(path));
  if (touching.length === 0) return { changes, touchedUsers: 0, totalUsers };
  const ownChoice = touching.every(
    (path) =>
      (path === 'conflict.defaultPolicy' && next.conflict.usersMayOverride) ||
      (path === 'scope.contacts.defaultSavedSearch' && next.scope.usersMayChooseSearch),
  );
  if (!ownChoice) return { changes, touchedUsers: totalUsers, totalUsers };
  const fields = touching.map((path) => (path === 'conflict.defaultPolicy' ? 'policy' : 'savedSearch'));
  return { changes, touchedUsers: await countFollowers(sql, tenantId, fields), totalUsers };
}

async function countUsers(sql: SqlTransaction, tenantId: string): Promise<number> {
  const [row] = await sql.query<{ users: number }>(
    'SELECT count(*) AS users FROM user_status WHERE tenant_id = $1::uuid',
    [tenantId],
  );
  return row?.users ?? 0;
}

/** Users who left at least one of these to the organisation. */
async function countFollowers(
  sql: SqlTransaction,
  tenantId: string,
  fields: readonly ('policy' | 'savedSearch')[],
): Promise<number> {
  const [row] = await sql.query<{ users: number }>(
    `SELECT count(*) AS users FROM user_status s
     LEFT JOIN user_detail d ON d.tenant_id = s.tenant_id AND d.user_id = s.user_id
     LEFT JOIN LATERAL (
       SELECT kind FROM jsonb_array_elements(d.settings -> 'kinds') AS kind
       WHERE kind ->> 'kind' = 'contact' LIMIT 1) own ON true
     WHERE s.tenant_id = $1::uuid
       AND (${fields.map((field) => `own.kind ->> '${field}' IS NULL`).join(' OR ')})`,
    [tenantId],
  );
  return row?.users ?? 0;
}
