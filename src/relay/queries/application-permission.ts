// What the worker said last about its permission; one row per organisation.

import { permissionSilenceMs } from '../../contract/organisation/application-permission.ts';
import type {
  ApplicationPermission,
  PermissionError,
  PermissionReport,
} from '../../contract/organisation/application-permission.ts';
import { toInstant } from '../../contract/wire.ts';
import type { SqlTransaction } from '../../database/sql-database.ts';
import { instantOrNull } from './users/user-row.ts';

export async function writePermission(
  sql: SqlTransaction,
  { tenantId, atMs }: { readonly tenantId: string; readonly atMs: number },
  { state, error, certificateEndsAt }: PermissionReport,
): Promise<void> {
  await sql.query(
    `INSERT INTO application_permissions (tenant_id, state, error, certificate_ends_ms, reported_ms)
     VALUES ($1::uuid, $2::text, $3::jsonb, $4::bigint, $5::bigint)
     ON CONFLICT (tenant_id) DO UPDATE SET state = excluded.state, error = excluded.error,
       certificate_ends_ms = excluded.certificate_ends_ms, reported_ms = excluded.reported_ms`,
    [
      tenantId,
      state,
      error === null ? null : JSON.stringify(error),
      certificateEndsAt === null ? null : Date.parse(certificateEndsAt),
      atMs,
    ],
  );
}

interface Stored {
  state: 'active' | 'inactive';
  error: PermissionError | null;
  certificate_ends_ms: number | null;
  reported_ms: number;
}

export async function readPermission(
  sql: SqlTransaction,
  tenantId: string,
  nowMs: number,
): Promise<ApplicationPermission> {
  const [row] = await sql.query<Stored>(
    `SELECT state, error, certificate_ends_ms, reported_ms FROM application_permissions
     WHERE tenant_id = $1::uuid`,
    [tenantId],
  );
  if (row === undefined)
    return {
      state: 'not-enabled',
      error: null,
      certificateEndsAt: null,
      reportedAt: null,
      isSilent: false,
    };
  return {
    state: row.state,
    error: row.error,
    certificateEndsAt: instantOrNull(row.certificate_ends_ms),
    reportedAt: toInstant(row.reported_ms),
    isSilent: nowMs - row.reported_ms > permissionSilenceMs,
  };
}
