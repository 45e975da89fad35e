// The memory of deletions: a runner that goes on after its user was deleted must not bring the row back.

import { randomUUID } from 'node:crypto';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { fold } from '../../fold.ts';
import type { CallerKey } from './profiles.ts';

interface Deletion {
  deletion_id: string;
  was_enabled: boolean;
  disabled_by: string | null;
  disabled_reason: string | null;
  disabled_ms: number | null;
}

/** The deletion that concerns this caller, forgotten when the sign-in is interactive; null if there is none. */
export async function takeDeletion(
  sql: SqlTransaction,
  caller: CallerKey & { readonly email: string },
  isInteractive: boolean,
): Promise<Deletion | 'needs-interaction' | null> {
  const [deletion] = await sql.query<Deletion>(
    `SELECT deletion_id, was_enabled, disabled_by, disabled_reason, disabled_ms FROM deleted_users
     WHERE tenant_id = $1::uuid AND (oid = $2::uuid OR (oid IS NULL AND email_key = $3::text))
     ORDER BY deleted_ms DESC LIMIT 1`,
    [caller.tenantId, caller.oid, fold(caller.email)],
  );
  if (deletion === undefined) return null;
  if (!isInteractive) return 'needs-interaction';
  await sql.query(
    `DELETE FROM deleted_users
     WHERE tenant_id = $1::uuid AND (oid = $2::uuid OR (oid IS NULL AND email_key = $3::text))`,
    [caller.tenantId, caller.oid, fold(caller.email)],
  );
  return deletion;
}

/** The person is bound to a row again. */
export async function forgetDeletion(sql: SqlTransaction, { tenantId, oid }: CallerKey): Promise<void> {
  await sql.query('DELETE FROM deleted_users WHERE tenant_id = $1::uuid AND oid = $2::uuid', [tenantId, oid]);
}

/** A row lost its person to another e-mail: their runner stops, and does not make a second row by itself. */
export async function rememberUnbound(
  sql: SqlTransaction,
  user: CallerKey & { readonly email: string; readonly atMs: number },
): Promise<void> {
  await sql.query(
    `INSERT INTO deleted_users (tenant_id, deletion_id, oid, email_key, was_enabled, deleted_ms)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::text, true, $5::bigint)`,
    [user.tenantId, randomUUID(), user.oid, fold(user.email), user.atMs],
  );
}

/** Tables with rows of a user besides profile and status. Commands and audit stay: they are the administrators' record. */
const ownedTables = [
  'user_detail',
  'user_errors',
  'runs',
  'leases',
  'lease_grants',
  'releases',
  'debug_logs',
  'debug_chunks',
  'sign_in_mails',
];

/** Deletes these users of a tenant; their names stay for the audit. Answers the ids that existed. */
export async function deleteUsers(
  sql: SqlTransaction,
  tenantId: string,
  { ids, atMs }: { readonly ids: readonly string[]; readonly atMs: number },
): Promise<string[]> {
  const list = [tenantId, JSON.stringify(ids)];
  const those =
    'tenant_id = $1::uuid AND user_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2::jsonb))';
  await sql.query(
    `INSERT INTO deleted_users (tenant_id, deletion_id, oid, email_key, was_enabled, disabled_by, disabled_reason,
       disabled_ms, deleted_ms)
     SELECT tenant_id, gen_random_uuid(), p.oid, p.email_key, s.is_enabled, s.disabled_by, s.disabled_reason,
       s.disabled_ms, $3::bigint
     FROM user_profile p JOIN user_status s USING (tenant_id, user_id) WHERE ${those}`,
    [...list, atMs],
  );
  await sql.query(
    `INSERT INTO deleted_names (tenant_id, user_id, display_name, search_text, deleted_ms)
     SELECT tenant_id, user_id, p.display_name, ' ' || s.sort_name, $3::bigint
     FROM user_profile p JOIN user_status s USING (tenant_id, user_id) WHERE ${those}`,
    [...list, atMs],
  );
  for (const table of ownedTables) await sql.query(`DELETE FROM ${table} WHERE ${those}`, list);
  await sql.query(
    `UPDATE commands SET state = 'refused', refusal = 'user-deleted', answered_ms = $3::bigint
     WHERE ${those} AND state IN ('sent', 'seen')`,
    [...list, atMs],
  );
  await sql.query(`DELETE FROM user_status WHERE ${those}`, list);
  const gone = await sql.query<{ user_id: string }>(
    `DELETE FROM user_profile WHERE ${those} RETURNING user_id`,
    list,
  );
  return gone.map(({ user_id }) => user_id);
}
