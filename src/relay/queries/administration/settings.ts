// The organisation's settings: every version is kept, the newest counts.

import { organisationSettings } from '../../../contract/settings.ts';
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
  readonly changedMs: number;
  readonly changedBy: string;
}

/** Throws `precondition-failed` unless `version` is the newest. */
export async function writeSettings(sql: SqlTransaction, change: SettingsChange): Promise<void> {
  const { version } = await readSettings(sql, change.tenantId);
  if (version !== change.version) throw new ProblemError('precondition-failed');
  try {
    await sql.query(
      `INSERT INTO settings (tenant_id, version, document, changed_ms, changed_by)
       VALUES ($1::uuid, $2::int, $3::jsonb, $4::bigint, $5::text)`,
      [change.tenantId, version + 1, JSON.stringify(change.settings), change.changedMs, change.changedBy],
    );
  } catch (error) {
    // somebody else wrote the same version between our look and our write
    if (isSqlError(error, 'unique-violation'))
      throw new ProblemError('precondition-failed', { cause: error });
    throw error;
  }
}

interface Version {
  readonly version: number;
  readonly settings: OrganisationSettings;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Newest first, at most 100. */
export async function readSettingsHistory(sql: SqlTransaction, tenantId: string): Promise<Version[]> {
  const rows = await sql.query<{
    version: number;
    document: unknown;
    changed_ms: number;
    changed_by: string;
  }>(
    `SELECT version, document, changed_ms, changed_by FROM settings WHERE tenant_id = $1::uuid
     ORDER BY version DESC LIMIT 100`,
    [tenantId],
  );
  return rows.map((row) => ({
    version: row.version,
    settings: organisationSettings.parse(row.document),
    changedAt: toInstant(row.changed_ms),
    changedBy: row.changed_by,
  }));
}
