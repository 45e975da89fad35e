// The organisation's settings: every version is kept, the newest counts.

import { completeSettings } from '../../../contract/organisation/complete-settings.ts';
import { differences } from '../../../contract/organisation/differences.ts';
import {
  initialVersion,
  type SettingsHistory,
  type SettingsVersion,
} from '../../../contract/organisation/wire.ts';
import { defaultOrganisationSettings } from '../../../contract/settings.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { isSqlError } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';
import { readSettings } from '../tenants.ts';

export interface SettingsChange {
  readonly tenantId: string;
  /** the version that the writer has seen */
  readonly version: number;
  readonly settings: OrganisationSettings;
  /** the earlier version that this one brings back */
  readonly restored: number | null;
  readonly changedMs: number;
  readonly changedBy: string;
}

/** Throws `precondition-failed` unless `version` is the newest. */
export async function writeSettings(sql: SqlTransaction, change: SettingsChange): Promise<void> {
  const { version } = await readSettings(sql, change.tenantId);
  if (version !== change.version) throw new ProblemError('precondition-failed');
  try {
    await sql.query(
      `INSERT INTO settings (tenant_id, version, document, restored, changed_ms, changed_by)
       VALUES ($1::uuid, $2::int, $3::jsonb, $4::int, $5::bigint, $6::text)`,
      [
        change.tenantId,
        version + 1,
        JSON.stringify(change.settings),
        change.restored,
        change.changedMs,
        change.changedBy,
      ],
    );
  } catch (error) {
    // somebody else wrote the same version between our look and our write
    if (isSqlError(error, 'unique-violation'))
      throw new ProblemError('precondition-failed', { cause: error });
    throw error;
  }
}

interface Stored {
  version: number;
  document: unknown;
  restored: number | null;
  changed_ms: number;
  changed_by: string;
}

/** Newest first, each with what it changed; the defaults are the last of them. */
export async function readSettingsHistory(
  sql: SqlTransaction,
  tenantId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<SettingsHistory> {
  // one more, against which the last one differs
  const rows = await sql.query<Stored>(
    `SELECT version, document, restored, changed_ms, changed_by FROM settings
     WHERE tenant_id = $1::uuid AND ($2::int IS NULL OR version < $2::int)
     ORDER BY version DESC LIMIT $3::int`,
    [tenantId, before ?? null, limit + 1],
  );
  const versions = rows.map((row) => ({ row, settings: completeSettings(row.document) }));
  const saved = versions.map(({ row, settings }, at) => ({
    version: row.version,
    settings,
    changes: differences(versions[at + 1]?.settings ?? defaultOrganisationSettings, settings),
    changedAt: toInstant(row.changed_ms),
    changedBy: row.changed_by,
    restored: row.restored,
  }));
  const all: SettingsVersion[] = rows.length > limit ? saved : [...saved, initialVersion];
  const items = all.slice(0, limit);
  return { items, next: all.length > limit ? (items.at(-1)?.version ?? null) : null };
}
