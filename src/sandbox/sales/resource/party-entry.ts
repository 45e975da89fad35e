// A stored party as one viewer reads it: the stored attributes, those copied from other rows, those made up of parts.
import type { Company } from '../../company/company.ts';
import type { Person } from '../../company/person.ts';
import type { Row, Value } from '../store/row.ts';
import { stringOf } from '../store/row.ts';
import { isOwnedBy } from '../store/viewer.ts';
import type { Viewer } from '../store/viewer.ts';
import type { Entry } from './entry.ts';
import { resourceNumberOf } from './person-resources.ts';

export interface Reader {
  readonly viewer: Viewer;
  readonly company: Company;
  /** the person whose resource has this PartyId */
  readonly salesPerson: (partyId: string) => Person | undefined;
  /** part of every ETag: those of another sandbox never match */
  readonly instanceId: string;
  /** any party by id, whoever may see it: names are copied across data security */
  readonly party: (partyId: string) => Row | undefined;
}

type Rule = (row: Row, reader: Reader) => Value | null;

function fromOwner(pick: (person: Person) => string): Rule {
  return (row, { salesPerson }) => {
    const person = salesPerson(stringOf(row, 'OwnerPartyId') ?? '');
    return person === undefined ? null : pick(person);
  };
}

function fromAccount(attribute: string): Rule {
  return (row, reader) => {
    const account = reader.party(stringOf(row, 'AccountPartyId') ?? '');
    return account === undefined ? null : stringOf(account, attribute);
  };
}

function joined(row: Row, attributes: readonly string[]): string | null {
  const parts = attributes.map((name) => stringOf(row, name)).filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

const contactName: Rule = (row) => joined(row, ['FirstName', 'MiddleName', 'LastName', 'NameSuffix']);

/** `+34 (91) 4762732 x 12`, as the Sales user interface shows it. */
function formatted(prefix: string, number: string): Rule {
  return (row) => {
    const digits = stringOf(row, number);
    if (digits === null) return null;
    const country = stringOf(row, `${prefix}CountryCode`);
    const area = stringOf(row, `${prefix}AreaCode`);
    const extension = stringOf(row, `${prefix}Extension`);
    return [
      ...(country === null ? [] : [`+${country.replace(/^\+/, '')}`]),
      ...(area === null ? [] : [`(${area})`]),
      digits,
      ...(extension === null ? [] : [`x ${extension}`]),
    ].join(' ');
  };
}

function raw(prefix: string, number: string): Rule {
  return (row) => {
    const digits = stringOf(row, number);
    if (digits === null) return null;
    return [stringOf(row, `${prefix}CountryCode`), stringOf(row, `${prefix}AreaCode`), digits]
      .filter(Boolean)
      .join('');
  };
}

const work = formatted('WorkPhone', 'WorkPhoneNumber');
const mobile = formatted('Mobile', 'MobileNumber');

const both: Readonly<Record<string, Rule>> = {
  OwnerName: fromOwner((person) => person.displayName),
  OwnerPartyNumber: fromOwner(resourceNumberOf),
  OwnerEmailAddress: fromOwner((person) => person.mail),
  UpdateFlag: () => true,
  DeleteFlag: (row, { viewer }) => viewer.seesAll || isOwnedBy(row, viewer),
};

const rules: Readonly<Record<Row['kind'], Readonly<Record<string, Rule>>>> = {
  contacts: {
    ...both,
    ContactName: contactName,
    ContactUniqueName: contactName,
    AccountName: fromAccount('OrganizationName'),
    AccountPartyNumber: fromAccount('PartyNumber'),
    AccountSourceSystem: fromAccount('SourceSystem'),
    AccountSourceSystemReferenceValue: fromAccount('SourceSystemReferenceValue'),
    FormattedWorkPhoneNumber: work,
    RawWorkPhoneNumber: raw('WorkPhone', 'WorkPhoneNumber'),
    FormattedMobileNumber: mobile,
    RawMobileNumber: raw('Mobile', 'MobileNumber'),
    FormattedHomePhoneNumber: formatted('HomePhone', 'HomePhoneNumber'),
    RawHomePhoneNumber: raw('HomePhone', 'HomePhoneNumber'),
    FormattedFaxNumber: formatted('Fax', 'FaxNumber'),
    RawFaxNumber: raw('Fax', 'FaxNumber'),
    OverallPrimaryFormattedPhoneNumber: (row, reader) => work(row, reader) ?? mobile(row, reader),
  },
  accounts: {
    ...both,
    PartyUniqueName: (row) => joined(row, ['OrganizationName', 'UniqueNameSuffix']),
  },
};

/** Opaque: it changes with every write of the row and names neither the row nor the count openly. */
export function etagOf(row: Row, instanceId: string): string {
  const text = `${instanceId}/${row.partyId}/${String(row.version)}`;
  return `ACED0005737200136A6176612E7574696C2E41727261794C697374${Buffer.from(text).toString('hex').toUpperCase()}`;
}

export function partyEntry(row: Row, reader: Reader): Entry {
  const own = rules[row.kind];
  return {
    key: stringOf(row, 'PartyNumber') ?? '',
    id: row.partyId,
    etag: etagOf(row, reader.instanceId),
    points: row.points,
    value: (name) => {
      const rule = own[name];
      return rule === undefined ? (row.values[name] ?? null) : rule(row, reader);
    },
  };
}
