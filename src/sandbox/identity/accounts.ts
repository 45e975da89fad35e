// The people as accounts of one issuer, and what its tokens say about them.
// At Microsoft the account id is the object id, at Sales it is the user name: `sub` differs between the two.
import { TENANT_ID } from '../company/people.ts';
import type { Person } from '../company/person.ts';
import { audiences, clientIds } from './registrations.ts';
import type { Api, IssuerName } from './registrations.ts';

export interface Accounts {
  readonly issuer: IssuerName;
  readonly people: readonly Person[];
  /** the person with this account id (`sub`) */
  find(accountId: string): Person | undefined;
  /** the person with this user name or mail address, letters of any case */
  findByName(name: string): Person | undefined;
  idOf(person: Person): string;
}

export function createAccounts(issuer: IssuerName, people: readonly Person[]): Accounts {
  const idOf = (person: Person): string => (issuer === 'microsoft' ? person.oid : person.userName);
  const byId = new Map(people.map((person) => [idOf(person), person]));
  const byName = new Map(
    people.flatMap((person) => [
      [key(person.userName), person],
      [key(person.mail), person],
    ]),
  );
  return {
    issuer,
    people,
    find: (accountId) => byId.get(accountId),
    findByName: (name) => byName.get(key(name)),
    idOf,
  };
}

function key(name: string): string {
  return name.trim().toLowerCase();
}

/** Path of the issuer below any origin. */
export function mountPath({ issuer }: Accounts): string {
  return `/identity/${issuer}`;
}

type Claims = Record<string, unknown>;

/** Claims of a person's ID token and userinfo answer. */
export function identityClaims(issuer: IssuerName, person: Person): Claims {
  if (issuer === 'sales') return { user_name: person.userName, name: person.displayName, email: person.mail };
  return {
    oid: person.oid,
    tid: TENANT_ID,
    name: person.displayName,
    preferred_username: person.mail,
    email: person.mail,
    ...(person.roles.length > 0 ? { roles: person.roles } : {}),
  };
}

/** Claims of a person's access token for an API, beyond the standard ones. */
export function userTokenClaims(api: Api, person: Person): Claims {
  if (api.audience === audiences.sales)
    return { user_name: person.userName, user_displayname: person.displayName };
  const { roles, ...claims } = identityClaims('microsoft', person);
  return { ...claims, ver: '2.0', ...(api.carriesUserRoles && roles !== undefined ? { roles } : {}) };
}

/** Claims of an application token for an API. */
export function appTokenClaims(api: Api): Claims {
  const roles = [...api.appRoles];
  if (api.audience === audiences.sales) return { roles };
  return { tid: TENANT_ID, oid: applicationOid, idtyp: 'app', roles, ver: '2.0' };
}

/** Object id of the test client's service principal; another GUID than the client id, as at Entra. */
const applicationOid = clientIds.test.replace('5a1e5000', '5a1e5001');
