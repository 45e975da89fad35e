// What an administrator changes about users: adds them before their first sign-in, and corrects their credentials.

import { randomUUID } from 'node:crypto';
import type { NewUsersAnswer } from '../../../contract/administration.ts';
import type { CredentialsChange, NewUsers } from '../../../contract/users.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { fold } from '../../fold.ts';
import { ProblemError } from '../../problem-error.ts';
import { forgetEmail, rememberUnbound } from './deleted-users.ts';
import { findByCredentials, findById, lockRoster, writeProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';

interface Edit {
  readonly tenantId: string;
  readonly atMs: number;
}

/** Adds those whose e-mail and Sales user name nobody has; the others are refused one by one. */
export async function addUsers(
  sql: SqlTransaction,
  { tenantId, atMs }: Edit,
  users: NewUsers['users'],
): Promise<NewUsersAnswer> {
  await lockRoster(sql, tenantId);
  const answer: NewUsersAnswer = { added: [], refused: [] };
  for (const [index, user] of users.entries()) {
    const [other] = await findByCredentials(sql, tenantId, user);
    if (other !== undefined) {
      const same = sameAs(user, other);
      answer.refused.push({ index, email: user.email, otherUser: other.displayName, same });
      continue;
    }
    const userId = randomUUID();
    const displayName = user.displayName ?? user.salesUserName;
    await writeProfile(
      sql,
      { tenantId, userId, signedUpMs: atMs },
      { oid: null, displayName, email: user.email, salesUserName: user.salesUserName },
    );
    await sql.query(
      `INSERT INTO user_status (tenant_id, user_id, sort_name, signed_up_ms, microsoft_since_ms, sales_since_ms)
       VALUES ($1::uuid, $2::uuid, $3::text, $4::bigint, $4::bigint, $4::bigint)`,
      [tenantId, userId, fold(displayName), atMs],
    );
    await forgetEmail(sql, tenantId, user.email);
    answer.added.push(userId);
  }
  return answer;
}

/** Of two users that clash each alone, the one with the e-mail is named. */
function sameAs(user: NewUsers['users'][number], other: Profile): 'email' | 'salesUserName' | 'both' {
  const isEmail = fold(user.email) === fold(other.email);
  const isSales = fold(user.salesUserName) === fold(other.salesUserName ?? '');
  return isEmail && isSales ? 'both' : isEmail ? 'email' : 'salesUserName';
}

/**
 * Another e-mail unbinds the person until somebody with it signs in. Sign-ins become `missing`: both with a new e-mail,
 * the Sales one with a new Sales user. Throws `not-found`, or `conflict` naming the user who has it already.
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
    `UPDATE user_status SET ${isBoth ? `${reset('microsoft')}, ` : ''}${reset('sales')}, version = version + 1
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [user.tenantId, user.userId, user.atMs],
  );
}
