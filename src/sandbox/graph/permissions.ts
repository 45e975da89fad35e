// Which scope or role opens which target, after Microsoft's permission table. A delegated token reaches its own mailbox
// only: nobody in the sample company has shared one. An application token has no `/me`.
import type { Person } from '../company/person.ts';
import type { VerifiedToken } from '../identity/verified-token.ts';
import { accessDenied, badRequest, GraphFailure } from './wire/failure.ts';
import type { Method } from './wire/exchange.ts';
import type { TargetKind } from './wire/target.ts';

interface Permission {
  readonly delegated: readonly string[];
  readonly application: readonly string[];
}

const both = (...names: string[]): Permission => ({ delegated: names, application: names });
const readContacts = both('Contacts.Read', 'Contacts.ReadWrite');
const writeContacts = both('Contacts.ReadWrite');
const readSettings = both('MailboxSettings.Read', 'MailboxSettings.ReadWrite');
const writeSettings = both('MailboxSettings.ReadWrite');
const directory = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];
const readSelf: Permission = {
  delegated: ['User.Read', 'User.ReadWrite', ...directory],
  application: directory,
};
const readPeople: Permission = { delegated: directory, application: directory };

function permissionFor(kind: TargetKind, method: Method, isOwn: boolean): Permission {
  switch (kind) {
    case 'users':
      return readPeople;
    case 'user':
      return isOwn ? readSelf : readPeople;
    case 'translate':
      return readSelf;
    case 'settings':
    case 'categories':
    case 'category':
      return method === 'GET' ? readSettings : writeSettings;
    default:
      return method === 'GET' ? readContacts : writeContacts;
  }
}

export interface Access {
  readonly kind: TargetKind;
  readonly method: Method;
  /** whose data; null: nobody's in particular */
  readonly person: Person | null;
}

/** Throws 403 when the token does not open the target. */
export function requirePermission(token: VerifiedToken, { kind, method, person }: Access): void {
  const isOwn = person !== null && token.kind === 'user' && token.userName === person.userName;
  const permission = permissionFor(kind, method, isOwn);
  const [granted, enough] =
    token.kind === 'user' ? [token.scopes, permission.delegated] : [token.roles, permission.application];
  if (!enough.some((name) => granted.includes(name)))
    throw kind === 'users' || kind === 'user'
      ? new GraphFailure(403, [
          'Authorization_RequestDenied',
          'Insufficient privileges to complete the operation.',
        ])
      : accessDenied();
  if (token.kind === 'user' && !isOwn && kind !== 'users' && kind !== 'user') throw accessDenied();
}

/** Throws 400 for an application that says `/me`: it is nobody. */
export function noMe(): GraphFailure {
  return badRequest('/me request is only valid with delegated authentication flow.');
}
