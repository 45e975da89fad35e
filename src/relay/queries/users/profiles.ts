// The searchable half of a user, and finding the row of a caller.

import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';
import { fold, searchText } from '../../fold.ts';

export interface Profile {
  readonly userId: string;
  readonly oid: string | null;
  readonly displayName: string;
  readonly email: string;
  readonly salesUserName: string | null;
}

interface StoredProfile {
  user_id: string;
  oid: string | null;
  display_name: string;
  email: string;
  sales_user_name: string | null;
}

const columns = 'user_id, oid, display_name, email, sales_user_name';

function toProfile(row: StoredProfile): Profile {
  return {
    userId: row.user_id,
    oid: row.oid,
    displayName: row.display_name,
    email: row.email,
    salesUserName: row.sales_user_name,
  };
}

export interface CallerKey {
  readonly tenantId: string;
  readonly oid: string;
}

export async function findByOid(sql: SqlTransaction, { tenantId, oid }: CallerKey): Promise<Profile | null> {
  const [row] = await sql.query<StoredProfile>(
    `SELECT ${columns} FROM user_profile WHERE tenant_id = $1::uuid AND oid = $2::uuid`,
    [tenantId, oid],
  );
  return row === undefined ? null : toProfile(row);
}

export async function findById(
  sql: SqlTransaction,
  tenantId: string,
  userId: string,
): Promise<Profile | null> {
  const [row] = await sql.query<StoredProfile>(
    `SELECT ${columns} FROM user_profile WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [tenantId, userId],
  );
  return row === undefined ? null : toProfile(row);
}

/** Others with this e-mail or this Sales user name, compared folded. */
export async function findByCredentials(
  sql: SqlTransaction,
  tenantId: string,
  wanted: { readonly email?: string | undefined; readonly salesUserName?: string | undefined },
): Promise<Profile[]> {
  const rows = await sql.query<StoredProfile>(
    `SELECT ${columns} FROM user_profile
     WHERE tenant_id = $1::uuid AND (email_key = $2::text OR sales_user_key = $3::text)`,
    [
      tenantId,
      wanted.email === undefined ? null : fold(wanted.email),
      wanted.salesUserName === undefined ? null : fold(wanted.salesUserName),
    ],
  );
  return rows.map(toProfile);
}

/** Everybody with one of these e-mails or one of these Sales user names, compared folded; each half by its own index. */
export async function findAllByCredentials(
  sql: SqlTransaction,
  tenantId: string,
  wanted: readonly { readonly email: string; readonly salesUserName: string }[],
): Promise<Profile[]> {
  const keys = wanted.map(({ email, salesUserName }) => ({
    email_wanted: fold(email),
    sales_wanted: fold(salesUserName),
  }));
  const rows = await sql.query<StoredProfile>(
    `WITH wanted AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS w(email_wanted text, sales_wanted text))
     SELECT ${columns} FROM user_profile JOIN wanted ON email_key = email_wanted WHERE tenant_id = $1::uuid
     UNION
     SELECT ${columns} FROM user_profile JOIN wanted ON sales_user_key = sales_wanted WHERE tenant_id = $1::uuid`,
    [tenantId, JSON.stringify(keys)],
  );
  return rows.map(toProfile);
}

/** The caller's own row. Throws `user-deleted` after a deletion, `not-found` before the first sign-up. */
export async function ownProfile(sql: SqlTransaction, caller: CallerKey): Promise<Profile> {
  const profile = await findByOid(sql, caller);
  if (profile !== null) return profile;
  throw await absence(sql, caller);
}

export async function absence(sql: SqlTransaction, { tenantId, oid }: CallerKey): Promise<ProblemError> {
  const deleted = await sql.query(
    'SELECT 1 FROM deleted_users WHERE tenant_id = $1::uuid AND oid = $2::uuid LIMIT 1',
    [tenantId, oid],
  );
  return deleted.length > 0
    ? new ProblemError('user-deleted')
    : new ProblemError('not-found', { detail: 'sign up first: PUT /api/v1/me' });
}

export interface ProfileContent {
  readonly oid: string | null;
  readonly displayName: string;
  readonly email: string;
  readonly salesUserName: string | null;
}

/** Inserts or replaces the profile, and keeps the name by which the hot table sorts and its words. */
export async function writeProfile(
  sql: SqlTransaction,
  key: { readonly tenantId: string; readonly userId: string; readonly signedUpMs: number },
  content: ProfileContent,
): Promise<void> {
  const words = searchText([content.displayName, content.email, content.salesUserName]);
  await sql.query(
    `INSERT INTO user_profile (tenant_id, user_id, oid, display_name, email, email_key, sales_user_name,
       sales_user_key, search_text, signed_up_ms)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::bigint)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET oid = excluded.oid, display_name = excluded.display_name,
       email = excluded.email, email_key = excluded.email_key, sales_user_name = excluded.sales_user_name,
       sales_user_key = excluded.sales_user_key, search_text = excluded.search_text`,
    [
      key.tenantId,
      key.userId,
      content.oid,
      content.displayName,
      content.email,
      fold(content.email),
      content.salesUserName,
      content.salesUserName === null ? null : fold(content.salesUserName),
      words,
      key.signedUpMs,
    ],
  );
  await sql.query(
    `UPDATE user_status SET sort_name = $3::text, search_text = $4::text
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND (sort_name, search_text) <> ($3::text, $4::text)`,
    [key.tenantId, key.userId, fold(content.displayName), words],
  );
}

/** Serialises everything of a tenant that creates, binds or renames users: their names must stay unique. */
export async function lockRoster(sql: SqlTransaction, tenantId: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('roster:' || $1::text, 0))", [tenantId]);
}

/** The same answer for users that do not exist and users of other tenants. */
export async function refuseUnknown(sql: SqlTransaction, tenantId: string, id: string): Promise<void> {
  if ((await findById(sql, tenantId, id)) === null) throw new ProblemError('not-found');
}
