// Operating the Sales side from inside this process: what a person would do in the Sales application's own pages.
// Every change obeys the same rules as one over HTTP; what is refused throws a SalesError.
import type { SavedSearches } from './search/saved-searches.ts';
import { resources } from './resource/resource.ts';
import type { Row, Value } from './store/row.ts';
import type { SalesStore } from './store/sales-store.ts';
import { UnitOfWork } from './store/unit-of-work.ts';
import { viewerNamed } from './store/viewer.ts';
import type { Viewer } from './store/viewer.ts';
import type { Switches } from './switches.ts';
import { notFound } from './wire/sales-error.ts';
import { activateParty, createParty, deleteParty, updateParty } from './write/write-party.ts';
import type { Payload } from './write/checked-values.ts';

export interface SalesRecord {
  readonly partyId: string;
  readonly partyNumber: string;
  readonly active: boolean;
  /** ISO 8601 UTC */
  readonly lastUpdateDate: string;
  /** stored attributes with the account's name; absent means null */
  readonly values: Readonly<Record<string, Value>>;
}

export interface SearchState {
  readonly queryUuid: string;
  readonly name: string;
  readonly access: 'Public' | 'Private';
  readonly isDefault: boolean;
  readonly memberIds: readonly string[];
}

export interface SalesControl {
  /** contacts the person sees, inactive ones too, the latest change first */
  contacts(userName: string): SalesRecord[];
  accounts(userName: string): SalesRecord[];
  create(userName: string, values: Payload): SalesRecord;
  edit(userName: string, partyId: string, values: Payload): SalesRecord;
  /** soft delete: the party becomes inactive */
  remove(userName: string, partyId: string): void;
  /** the party is active again */
  restore(userName: string, partyId: string): SalesRecord;
  /** the victim becomes inactive; the survivor takes over what it lacks */
  merge(userName: string, pair: { readonly victimId: string; readonly survivorId: string }): SalesRecord;
  searches(userName: string): SearchState[];
  setMember(userName: string, queryUuid: string, member: { partyId: string; inside: boolean }): void;
  switches(): Readonly<Switches>;
  setSwitches(changes: Partial<Switches>): void;
}

interface Parts {
  readonly store: SalesStore;
  readonly searches: SavedSearches;
}

export function createSalesControl({ store, searches }: Parts): SalesControl {
  const viewer = (userName: string): Viewer => {
    const found = viewerNamed(userName, store.company);
    if (found === null) throw notFound(`There is no person named ${userName}.`);
    return found;
  };
  const unitOf = (userName: string): UnitOfWork => new UnitOfWork(store, viewer(userName));
  const saved = (unit: UnitOfWork, row: Row): SalesRecord => {
    unit.commit();
    return recordOf(store, row);
  };
  const list = (kind: 'contacts' | 'accounts', userName: string): SalesRecord[] =>
    unitOf(userName)
      .visible(kind)
      .map((row) => recordOf(store, row))
      .sort((a, b) => (a.lastUpdateDate < b.lastUpdateDate ? 1 : -1));
  return {
    contacts: (userName) => list('contacts', userName),
    accounts: (userName) => list('accounts', userName),
    create(userName, values) {
      const unit = unitOf(userName);
      return saved(unit, createParty(contactWrite(unit, values)));
    },
    edit(userName, partyId, values) {
      const unit = unitOf(userName);
      return saved(unit, updateParty(contactWrite(unit, values), contact(unit, partyId)));
    },
    remove(userName, partyId) {
      const unit = unitOf(userName);
      deleteParty(unit, contact(unit, partyId));
      unit.commit();
    },
    restore(userName, partyId) {
      const unit = unitOf(userName);
      return saved(unit, activateParty(unit, contact(unit, partyId)));
    },
    merge(userName, { victimId, survivorId }) {
      const unit = unitOf(userName);
      const victim = contact(unit, victimId);
      const survivor = contact(unit, survivorId);
      deleteParty(unit, victim);
      return saved(unit, updateParty(contactWrite(unit, missingValues(survivor, victim)), survivor));
    },
    searches: (userName) =>
      searches.list(viewer(userName)).map((search) => {
        const { queryUuid, name, access, isDefault } = search;
        const memberIds = searches.rows(viewer(userName), search).map((row) => row.partyId);
        return { queryUuid, name, access, isDefault, memberIds };
      }),
    setMember(userName, queryUuid, member) {
      if (searches.find(viewer(userName), queryUuid) === undefined)
        throw notFound('The saved search was not found.');
      searches.setMember(viewer(userName), queryUuid, member);
    },
    switches: () => store.switches,
    setSwitches(changes) {
      Object.assign(store.switches, changes);
      store.stateChanged();
    },
  };
}

function contact(unit: UnitOfWork, partyId: string): Row {
  const row = unit.byId('contacts', partyId);
  if (row === undefined) throw notFound(`The contact ${partyId} was not found.`);
  return row;
}

function contactWrite(unit: UnitOfWork, payload: Payload): Parameters<typeof updateParty>[0] {
  const resource = resources.get('contacts');
  if (resource === undefined) throw new Error('the resource contacts is missing');
  return { unit, switches: unit.store.switches, resource, kind: 'contacts', payload };
}

const takenOver = ['MiddleName', 'JobTitle', 'Department', 'EmailAddress', 'WorkPhoneNumber', 'MobileNumber'];

function missingValues(survivor: Row, victim: Row): Payload {
  const names = takenOver.filter(
    (name) => survivor.values[name] === undefined && victim.values[name] !== undefined,
  );
  return Object.fromEntries(names.map((name) => [name, victim.values[name]]));
}

function recordOf(store: SalesStore, row: Row): SalesRecord {
  const account = store.latest(String(row.values['AccountPartyId'] ?? ''));
  const accountName = account?.values['OrganizationName'] ?? null;
  return {
    partyId: row.partyId,
    partyNumber: String(row.values['PartyNumber']),
    active: row.values['PartyStatus'] === 'A',
    lastUpdateDate: String(row.values['LastUpdateDate']),
    values: accountName === null ? row.values : { ...row.values, AccountName: accountName },
  };
}
