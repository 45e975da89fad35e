// What belongs to a whole organisation: the id of this installation and the newest settings document.

import { randomBytes } from 'node:crypto';
import { completeSettings } from '../../contract/organisation/complete-settings.ts';
import { defaultOrganisationSettings } from '../../contract/settings.ts';
import type { OrganisationSettings } from '../../contract/settings.ts';
import type { SqlTransaction } from '../../database/sql-database.ts';

/** In a write transaction. Answers the id of this installation for that tenant. */
export async function ensureTenant(sql: SqlTransaction, tenantId: string, atMs: number): Promise<string> {
  await sql.query(
    `INSERT INTO tenants (tenant_id, instance_id, created_ms) VALUES ($1::uuid, $2::text, $3::bigint)
     ON CONFLICT DO NOTHING`,
    [tenantId, randomBytes(8).toString('hex'), atMs],
  );
  return (await readInstance(sql, tenantId)) ?? '';
}

export async function readInstance(sql: SqlTransaction, tenantId: string): Promise<string | null> {
  const [row] = await sql.query<{ instance_id: string }>(
    'SELECT instance_id FROM tenants WHERE tenant_id = $1::uuid',
    [tenantId],
  );
  return row?.instance_id ?? null;
}

export interface StoredSettings {
  readonly settings: OrganisationSettings;
  /** 0: nobody has changed the defaults */
  readonly version: number;
  readonly changedMs: number | null;
  readonly changedBy: string | null;
}

export async function readSettings(sql: SqlTransaction, tenantId: string): Promise<StoredSettings> {
  const [row] = await sql.query<{
    version: number;
    document: unknown;
    changed_ms: number;
    changed_by: string;
  }>(
    `SELECT version, document, changed_ms, changed_by FROM settings WHERE tenant_id = $1::uuid
     ORDER BY version DESC LIMIT 1`,
    [tenantId],
  );
  if (row === undefined)
    return { settings: defaultOrganisationSettings, version: 0, changedMs: null, changedBy: null };
  return {
    settings: completeSettings(row.document),
    version: row.version,
    changedMs: row.changed_ms,
    changedBy: row.changed_by,
  };
}

/** Longest pause between two scheduled runs of one user, in milliseconds: a run within it is of the latest cycle. */
export async function readCycleMs(sql: SqlTransaction, tenantId: string): Promise<number> {
  const { runs } = (await readSettings(sql, tenantId)).settings;
  return Math.max(runs.paneIntervalMinutes, runs.workerIntervalMinutes) * 60_000;
}
