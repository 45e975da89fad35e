// What an administrator changes about users: adds them before their first sign-in, and corrects their credentials.

import { randomUUID } from 'node:crypto';
import type { NewUsersAnswer } from '../../../contract/administration.ts';
import type { CredentialsChange, NewUsers } from '../../../contract/users.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { fold, searchText } from '../../fold.ts';
import { ProblemError } from '../../problem-error.ts';
import { rememberUnbound } from './deleted-users.ts';
import { findAllByCredentials, findByCredentials, findById, lockRoster, writeProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';

interface Edit {
  readonly tenantId: string;
  readonly atMs: number;
}

/** Adds those whose e-mail and Sales user name nobody has; the others are refused one by one. Two statements for all. */
export async function addUsers(
  sql: SqlTransaction,
  { tenantId, atMs }: Edit,
  users: NewUsers['users'],
): Promise<NewUsersAnswer> {
  await lockRoster(sql, tenantId);
  const known = await findAllByCredentials(sql, tenantId, users);
  const byEmail = new Map(known.map((profile) => [fold(profile.email), profile]));
  const bySales = new Map(
    known.flatMap((profile) => {
      const { salesUserName } = profile;
      return salesUserName === null ? [] : [[fold(salesUserName), profile] as const];
    }),
  );
  const added: Profile[] = [];
  const refused: NewUsersAnswer['refused'] = [];
  for (const [index, user] of users.entries()) {
    const other = byEmail.get(fold(user.email)) ?? bySales.get(fold(user.salesUserName));
    if (other !== undefined) {
      refused.push({ index, email: user.email, otherUser: other.displayName, same: sameAs(user, other) });
      continue;
    }
    const displayName = user.displayName ?? user.salesUserName;
    const profile = { ...user, userId: randomUUID(), oid: null, displayName };
    // the next line of the same list may name the same person
    byEmail.set(fold(user.email), profile);
    bySales.set(fold(user.salesUserName), profile);
    added.push(profile);
  }
  if (added.length > 0) await insertUsers(sql, { tenantId, atMs }, added);
  return { added: added.map(({ userId }) => userId), refused };
}

/** Profile and status of each; whoever was deleted under one of these e-mails needs no interactive sign-in. */
async function insertUsers(
  sql: SqlTransaction,
  { tenantId, atMs }: Edit,
  users: readonly Profile[],
): Promise<void> {
  const rows = users.map(({ userId, displayName, email, salesUserName }) => ({
    user_id: userId,
    display_name: displayName,
    sort_name: fold(displayName),
    email,
    email_key: fold(email),
    sales_user_name: salesUserName,
    sales_user_key: fold(salesUserName ?? ''),
    search_text: searchText([displayName, email, salesUserName]),
  }));
  await sql.query(
    `WITH input AS (
       SELECT * FROM jsonb_to_recordset($2::jsonb) AS i(user_id uuid, display_name text, sort_name text, email text,
         email_key text, sales_user_name text, sales_user_key text, search_text text)),
     profiles AS (
       INSERT INTO user_profile (tenant_id, user_id, display_name, email, email_key, sales_user_name, sales_user_key,
         search_text, signed_up_ms)
       SELECT $1::uuid, user_id, display_name, email, email_key, sales_user_name, sales_user_key, search_text,
         $3::bigint FROM input),
     statuses AS (
       INSERT INTO user_status (tenant_id, user_id, sort_name, search_text, signed_up_ms, microsoft_since_ms,
         sales_since_ms)
       SELECT $1::uuid, user_id, sort_name, search_text, $3::bigint, $3::bigint, $3::bigint FROM input)
     DELETE FROM deleted_users d USING input i WHERE d.tenant_id = $1::uuid AND d.email_key = i.email_key`,
    [tenantId, JSON.stringify(rows), atMs],
  );
}

/** Of two users that clash each alone, the one with the e-mail is named. */
function sameAs(user: NewUsers['users'][number], other: Profile): 'email' | 'salesUserName' | 'both' {
  const isEmail = fold(user.email) === fold(other.email);
  const isSales = fold(user.salesUserName) === fold(other.salesUserName ?? '');
  return isEmail && isSales ? 'both' : isEmail ? 'email' : 'salesUserName';
}

/**
 * Another e-mail unbinds the person until somebody with it signs in. Sign-ins become `missing`: both with a new e-mail,
 * the Sales one with a new Sales user; the person is asked for them. Throws `not-found`, or `conflict` naming the user who
 * has it already.
 */
export async function changeCredentials(
  sql: SqlTransaction,
  { tenantId, atMs, userId }: Edit & { readonly userId: string },
  change: CredentialsChange,
): Promise<void> {
  await lockRoster(sql, tenantId);
  const profile = await findById(sql, tenantId, userId);
  if (profile === null) throw new ProblemError('not-found');
  await refuseDuplicates(sql, { tenantId, userId }, change);
  const isOtherEmail = change.email !== undefined && fold(change.email) !== fold(profile.email);
  const isOtherSales =
    change.salesUserName !== undefined && fold(change.salesUserName) !== fold(profile.salesUserName ?? '');
  if (isOtherEmail && profile.oid !== null)
    await rememberUnbound(sql, { tenantId, oid: profile.oid, email: profile.email, atMs });
  await writeProfile(
    sql,
    { tenantId, userId, signedUpMs: atMs },
    {
      oid: isOtherEmail ? null : profile.oid,
      displayName: profile.displayName,
      email: change.email ?? profile.email,
      salesUserName: change.salesUserName ?? profile.salesUserName,
    },
  );
  if (isOtherEmail || isOtherSales) await resetSignIns(sql, { tenantId, userId, atMs }, isOtherEmail);
}

async function refuseDuplicates(
  sql: SqlTransaction,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  change: CredentialsChange,
): Promise<void> {
  const isOther = (profile: Profile): boolean => profile.userId !== userId;
  for (const field of ['email', 'salesUserName'] as const) {
    if (change[field] === undefined) continue;
    const other = (await findByCredentials(sql, tenantId, { [field]: change[field] })).find(isOther);
    if (other === undefined) continue;
    const detail = `is already used by ${other.displayName}`;
    const said = { pointer: `/${field}`, detail, otherUser: other.displayName };
    throw new ProblemError('conflict', { detail, errors: [said] });
  }
}

async function resetSignIns(
  sql: SqlTransaction,
  user: { readonly tenantId: string; readonly userId: string; readonly atMs: number },
  isBoth: boolean,
): Promise<void> {
  const reset = (side: 'microsoft' | 'sales'): string =>
    `${side}_state = 'missing', ${side}_since_ms = $3::bigint, ${side}_ends_ms = NULL, ${side}_cause = NULL`;
  await sql.query(
    `UPDATE user_status SET ${isBoth ? `${reset('microsoft')}, ` : ''}${reset('sales')},
       sign_in_asked_ms = coalesce(sign_in_asked_ms, $3::bigint), version = version + 1
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [user.tenantId, user.userId, user.atMs],
  );
}
