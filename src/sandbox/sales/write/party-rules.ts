// What must hold for a whole party after a write: required attributes, references, and this customer's own validation.
import type { Resource } from '../resource/resource.ts';
import { resourceNumberOf } from '../resource/person-resources.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import type { Values } from '../store/row.ts';
import type { ErrorDetail } from '../wire/sales-error.ts';
import type { Changes } from './checked-values.ts';

interface Written {
  readonly changes: Changes;
  /** the party as it would be stored */
  readonly after: Values;
  readonly unit: UnitOfWork;
}

/** Replaces references by number or address through the id they stand for; what fits nobody is reported. */
export function resolveReferences(changes: Changes, unit: UnitOfWork): ErrorDetail[] {
  return [...resolveAccount(changes, unit), ...resolveOwner(changes, unit)];
}

function invalid(name: string, value: unknown): ErrorDetail {
  const detail = `The value ${String(value).slice(0, 60)} for attribute ${name} is not valid.`;
  return { detail, code: '27042', path: `/${name}` };
}

function resolveAccount(changes: Changes, unit: UnitOfWork): ErrorDetail[] {
  const details: ErrorDetail[] = [];
  const number = changes['AccountPartyNumber'];
  if (number !== undefined) {
    Reflect.deleteProperty(changes, 'AccountPartyNumber');
    const account = number === null ? null : unit.byNumber('accounts', String(number));
    if (account === undefined) details.push(invalid('AccountPartyNumber', number));
    else changes['AccountPartyId'] = account?.partyId ?? null;
  }
  const partyId = changes['AccountPartyId'];
  if (partyId === undefined || partyId === null) return details;
  const account = unit.byId('accounts', String(partyId));
  if (account?.values['PartyStatus'] !== 'A') details.push(invalid('AccountPartyId', partyId));
  return details;
}

function resolveOwner(changes: Changes, unit: UnitOfWork): ErrorDetail[] {
  const { people } = unit.store.company;
  const details: ErrorDetail[] = [];
  const by = {
    OwnerPartyNumber: (value: string) => people.find((person) => resourceNumberOf(person) === value),
    OwnerEmailAddress: (value: string) => people.find((person) => person.mail === value.toLowerCase()),
    OwnerPartyId: (value: string) => people.find((person) => person.salesPartyId === value),
  };
  for (const [name, find] of Object.entries(by)) {
    const value = changes[name];
    if (value === undefined) continue;
    if (name !== 'OwnerPartyId') Reflect.deleteProperty(changes, name);
    if (value === null) {
      changes['OwnerPartyId'] = null;
      continue;
    }
    const person = find(String(value));
    if (person === undefined) details.push(invalid(name, value));
    else changes['OwnerPartyId'] = person.salesPartyId;
  }
  return details;
}

const ADDRESS = [
  'AddressLine1',
  'AddressLine2',
  'AddressLine3',
  'AddressLine4',
  'City',
  'State',
  'PostalCode',
];

function missing(name: string): ErrorDetail {
  return { detail: `You must provide a value for the ${name} attribute.`, code: '27014', path: `/${name}` };
}

export function partyProblems(resource: Resource, written: Written): ErrorDetail[] {
  const { after, changes } = written;
  const details: ErrorDetail[] = [];
  if (resource.name === 'accounts' && after['OrganizationName'] === undefined)
    details.push(missing('OrganizationName'));
  if (resource.name === 'contacts') details.push(...nameProblems(written));
  const country = after['Country'];
  const addressed = ADDRESS.some((name) => after[name] !== undefined);
  if (country === undefined && addressed) details.push(missing('Country'));
  if (country !== undefined && 'Country' in changes && !/^[A-Z]{2}$/.test(String(country))) {
    details.push(invalid('Country', country));
  }
  return details;
}

// The last name is refused by a validation script of this customer: no description of the resource announces it.
function nameProblems({ after, changes, unit }: Written): ErrorDetail[] {
  if (after['FirstName'] === undefined && after['LastName'] === undefined) return [missing('LastName')];
  const refused = unit.store.company.refusedSurname;
  if (String(changes['LastName'] ?? '').toLowerCase() !== refused.toLowerCase()) return [];
  const detail = `The last name ${refused} is not allowed. Enter the contact's own last name.`;
  return [{ detail, code: 'ZMM:::ZMM_CONTACT_LAST_NAME_RESERVED', path: '/LastName' }];
}
