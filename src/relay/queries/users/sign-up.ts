// `PUT /me`: makes or refreshes the caller's row. A row is found by object id; one that an administrator added or renamed
// has none and is bound by e-mail. A deleted user comes back only by an interactive sign-in, and stays disabled.

import { randomUUID } from 'node:crypto';
import { isVisible } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { fold } from '../../fold.ts';
import { ProblemError } from '../../problem-error.ts';
import { writeAuthorizations } from './authorizations.ts';
import type { SignUpCall } from './authorizations.ts';
import { forgetDeletion, takeDeletion } from './deleted-users.ts';
import { findByCredentials, findByOid, lockRoster, writeProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';

/** Answers the user's id. In a write transaction after `ensureTenant`. */
export async function signUp(sql: SqlTransaction, call: SignUpCall): Promise<string> {
  const known = await findByOid(sql, call.caller);
  if (known !== null) return refresh(sql, call, known);
  await lockRoster(sql, call.caller.tenantId);
  const found = (await findByOid(sql, call.caller)) ?? (await findUnbound(sql, call));
  return found === null ? create(sql, call) : refresh(sql, call, found);
}

async function findUnbound(sql: SqlTransaction, { caller }: SignUpCall): Promise<Profile | null> {
  if (caller.email === '') return null;
  const same = await findByCredentials(sql, caller.tenantId, { email: caller.email });
  return same.find(({ oid }) => oid === null) ?? null;
}

async function refresh(sql: SqlTransaction, call: SignUpCall, profile: Profile): Promise<string> {
  const { caller, body } = call;
  const { tenantId } = caller;
  if (profile.oid === null) await forgetDeletion(sql, caller);
  const sales = await mapSales(sql, call, profile);
  const next = {
    oid: caller.oid,
    displayName: firstVisible([
      sales.isWrong ? null : body.salesDisplayName,
      profile.displayName,
      ...ownNames(caller),
    ]),
    email: caller.email || profile.email,
    salesUserName: sales.userName,
  };
  const isSame =
    profile.oid === next.oid &&
    profile.displayName === next.displayName &&
    profile.email === next.email &&
    profile.salesUserName === next.salesUserName;
  if (!isSame) await writeProfile(sql, { tenantId, userId: profile.userId, signedUpMs: call.atMs }, next);
  await writeAuthorizations(sql, call, { userId: profile.userId, isWrongSalesAccount: sales.isWrong });
  return profile.userId;
}

async function create(sql: SqlTransaction, call: SignUpCall): Promise<string> {
  const { caller, body, atMs } = call;
  const deletion = await takeDeletion(sql, caller, body.interactive);
  if (deletion === 'needs-interaction') throw new ProblemError('user-deleted');
  const userId = randomUUID();
  const sales = await mapSales(sql, call, null);
  const displayName = firstVisible([sales.isWrong ? null : body.salesDisplayName, ...ownNames(caller)]);
  await writeProfile(
    sql,
    { tenantId: caller.tenantId, userId, signedUpMs: atMs },
    { oid: caller.oid, displayName, email: caller.email, salesUserName: sales.userName },
  );
  await sql.query(
    `INSERT INTO user_status (tenant_id, user_id, sort_name, search_text, signed_up_ms, microsoft_since_ms,
       sales_since_ms, is_enabled, disabled_by, disabled_reason, disabled_ms)
     SELECT tenant_id, user_id, $3::text, search_text, $4::bigint, $4::bigint, $4::bigint,
       $5::boolean, $6::text, $7::text, $8::bigint
     FROM user_profile WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [
      caller.tenantId,
      userId,
      fold(displayName),
      atMs,
      deletion?.was_enabled ?? true,
      deletion?.disabled_by ?? null,
      deletion?.disabled_reason ?? null,
      deletion?.disabled_ms ?? null,
    ],
  );
  await writeAuthorizations(sql, call, { userId, isWrongSalesAccount: sales.isWrong });
  return userId;
}

/** A name that nobody sees is no name. */
const firstVisible = (names: readonly (string | null)[]): string =>
  names.find((name) => name !== null && isVisible(name)) ?? '';

const ownNames = ({ displayName, email }: SignUpCall['caller']): string[] => [displayName, email];

interface SalesMapping {
  readonly userName: string | null;
  readonly isWrong: boolean;
}

/** The Sales user must be the mapped one; the first one that nobody else has becomes it. */
async function mapSales(
  sql: SqlTransaction,
  call: SignUpCall,
  profile: Profile | null,
): Promise<SalesMapping> {
  const { salesUserName } = call.body;
  const mapped = profile?.salesUserName ?? null;
  if (salesUserName === null) return { userName: mapped, isWrong: false };
  if (mapped !== null) return { userName: mapped, isWrong: fold(mapped) !== fold(salesUserName) };
  await lockRoster(sql, call.caller.tenantId);
  const others = await findByCredentials(sql, call.caller.tenantId, { salesUserName });
  const isTaken = others.some(({ userId }) => userId !== profile?.userId);
  return { userName: isTaken ? null : salesUserName, isWrong: isTaken };
}
