// /resources and /resourceUsers: the sales people themselves, read only, seen by everyone who signed in.
import { createHash } from 'node:crypto';
import type { Person } from '../../company/person.ts';
import type { Value } from '../store/row.ts';
import { attributesOf, readOnly } from './attribute.ts';
import type { Entry } from './entry.ts';

export const resourceAttributes = attributesOf([
  readOnly('PartyId', 'integer'),
  readOnly('PartyNumber'),
  readOnly('PartyName'),
  readOnly('PersonFirstName'),
  readOnly('PersonLastName'),
  readOnly('EmailAddress'),
  readOnly('Username'),
  readOnly('ResourceProfileId', 'integer'),
  readOnly('ResourceOrgRoleCode'),
  readOnly('ResourceOrgRoleName'),
  readOnly('StartDateActive', 'date'),
  readOnly('EndDateActive', 'date'),
  readOnly('Manager'),
  readOnly('PrimaryOrganization'),
]);

export const resourceUserAttributes = attributesOf([
  readOnly('ResourceProfileId', 'integer'),
  readOnly('ResourcePartyId', 'integer'),
  readOnly('ResourcePartyNumber'),
  readOnly('Username'),
  readOnly('ResourceEmail'),
  readOnly('PersonFirstName'),
  readOnly('PersonLastName'),
  readOnly('StartDateActive', 'date'),
  readOnly('EndDateActive', 'date'),
]);

export function resourceNumberOf(person: Person): string {
  return `CDRM_1${person.salesPartyId.slice(-6)}`;
}

function profileIdOf(person: Person): string {
  return `30010012${person.salesPartyId.slice(-7)}`;
}

function entry(key: string, id: string, values: Readonly<Record<string, Value>>): Entry {
  return { key, id, etag: null, points: [], value: (name) => values[name] ?? null };
}

export function resourceEntry(person: Person): Entry {
  const number = resourceNumberOf(person);
  return entry(number, person.salesPartyId, {
    PartyId: person.salesPartyId,
    PartyNumber: number,
    PartyName: person.displayName,
    PersonFirstName: person.givenName,
    PersonLastName: person.surname,
    EmailAddress: person.mail,
    Username: person.userName,
    ResourceProfileId: profileIdOf(person),
    ResourceOrgRoleCode: person.roles.length > 0 ? 'SALES_ADMINISTRATOR' : 'SALES_REPRESENTATIVE',
    ResourceOrgRoleName: person.roles.length > 0 ? 'Sales Administrator' : 'Sales Representative',
    StartDateActive: '2024-01-01',
    PrimaryOrganization: person.office,
  });
}

/** The path key is a hash of the primary key: a computed key finds nothing. */
export function resourceUserEntry(person: Person): Entry {
  const profileId = profileIdOf(person);
  const key = createHash('sha256')
    .update(`resourceUsers/${profileId}`)
    .digest('hex')
    .slice(0, 40)
    .toUpperCase();
  return entry(`00020000000EACED0005${key}`, profileId, {
    ResourceProfileId: profileId,
    ResourcePartyId: person.salesPartyId,
    ResourcePartyNumber: resourceNumberOf(person),
    Username: person.userName,
    ResourceEmail: person.mail,
    PersonFirstName: person.givenName,
    PersonLastName: person.surname,
    StartDateActive: '2024-01-01',
  });
}
