// Create, update, replace and (soft) delete of contacts and accounts on a unit of work.
// An update that changes nothing makes no new version and no new LastUpdateDate.
import { presentAttributes } from '../resource/resource.ts';
import type { Resource } from '../resource/resource.ts';
import type { ContactPoint, PartyKind, Row, Value, Values } from '../store/row.ts';
import { withValues } from '../store/row.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { isOwnedBy } from '../store/viewer.ts';
import type { Switches } from '../switches.ts';
import { badRequest, SalesError } from '../wire/sales-error.ts';
import { checkedValues } from './checked-values.ts';
import type { Changes, Payload } from './checked-values.ts';
import { pointsOf } from './contact-points.ts';
import { partyProblems, resolveReferences } from './party-rules.ts';

export interface PartyWrite {
  readonly unit: UnitOfWork;
  readonly switches: Switches;
  readonly resource: Resource;
  readonly kind: PartyKind;
  readonly payload: Payload;
}

const flags = { DoNotCallFlag: false, DoNotContactFlag: false, DoNotEmailFlag: false, DoNotMailFlag: false };

const defaults: Readonly<Record<PartyKind, Values>> = {
  contacts: {
    Type: 'ZCA_CONTACT',
    PartyStatus: 'A',
    PartyType: 'PERSON',
    CreatedByModule: 'HZ_WS',
    ...flags,
  },
  accounts: { Type: 'ZCA_PROSPECT', PartyStatus: 'A', SalesProfileStatus: 'A' },
};

interface Outcome {
  readonly changes: Changes;
  readonly values: Values;
}

function checked(write: PartyWrite, mode: 'create' | 'update', before: Values): Outcome {
  const { unit, switches, resource, payload } = write;
  const attributes = presentAttributes(resource, switches);
  const { changes, details } = checkedValues({
    payload,
    attributes,
    mode,
    switches,
    children: resource.children,
  });
  const references = resolveReferences(changes, unit);
  const values = withValues(before, changes);
  const problems = [...details, ...references, ...partyProblems(resource, { changes, after: values, unit })];
  if (problems.length > 0) throw new SalesError(400, problems);
  return { changes, values };
}

export function createParty(write: PartyWrite): Row {
  const { unit, kind } = write;
  const { viewer, stamp } = unit;
  const owner: Values = viewer.partyId === null ? {} : { OwnerPartyId: viewer.partyId };
  const { values } = checked(write, 'create', { ...defaults[kind], ...owner });
  const { partyId, partyNumber } = freshParty(write, values);
  const audit = {
    CreatedBy: viewer.name,
    CreationDate: stamp,
    LastUpdatedBy: viewer.name,
    LastUpdateDate: stamp,
  };
  const row: Row = {
    kind,
    partyId,
    partition: partitionFor(unit, values),
    version: 1,
    values: { ...values, PartyId: partyId, PartyNumber: partyNumber, ...audit },
    team: kind === 'accounts' ? [viewer.name] : [],
    points: kind === 'contacts' ? pointsOf(write.payload['ContactPoint'], partyId, write.switches) : [],
  };
  unit.stage(row);
  return row;
}

function freshParty({ unit, kind }: PartyWrite, values: Values): { partyId: string; partyNumber: string } {
  const fresh = unit.store.nextParty();
  const chosen = values['PartyNumber'];
  if (typeof chosen !== 'string') return fresh;
  unit.store.loadAll();
  if (unit.store.idOf(kind, chosen) !== undefined || unit.byNumber(kind, chosen) !== undefined) {
    throw badRequest(`A party with the registry ID ${chosen} already exists.`, '/PartyNumber');
  }
  return { partyId: fresh.partyId, partyNumber: chosen };
}

// The snapshot file of the account's owner, else of the writer; an application's rows go to the row's owner.
function partitionFor(unit: UnitOfWork, values: Values): string {
  const { company } = unit.store;
  const account = unit.byId('accounts', String(values['AccountPartyId'] ?? ''));
  if (account !== undefined) return account.partition;
  if (unit.viewer.partyId !== null) return unit.viewer.name;
  const owner =
    company.people.find((person) => person.salesPartyId === values['OwnerPartyId']) ?? company.people[0];
  if (owner === undefined) throw new Error('the sample company has no people');
  return owner.userName;
}

export function updateParty(write: PartyWrite, row: Row): Row {
  const { changes, values } = checked(write, 'update', row.values);
  const changed = Object.entries(changes).some(([name, value]) => (row.values[name] ?? null) !== value);
  return changed ? stage(write.unit, row, values) : row;
}

/** PUT: what the payload does not name becomes null. */
export function replaceParty(write: PartyWrite, row: Row): Row {
  const attributes = presentAttributes(write.resource, write.switches).values();
  const cleared: Record<string, unknown> = {};
  for (const { name, write: right, type } of attributes) {
    if (right === 'create-update' && type !== 'boolean' && row.values[name] !== undefined)
      cleared[name] = null;
  }
  // Ownership and type are not the client's to forget.
  for (const kept of ['OwnerPartyId', 'Type']) Reflect.deleteProperty(cleared, kept);
  return updateParty({ ...write, payload: { ...cleared, ...write.payload } }, row);
}

/** The party becomes inactive and stays readable; a second delete changes nothing. */
export function deleteParty(unit: UnitOfWork, row: Row): void {
  if (!unit.viewer.seesAll && !isOwnedBy(row, unit.viewer)) {
    throw new SalesError(403, [{ detail: 'You are not allowed to delete this record.', code: '27030' }]);
  }
  if (row.values['PartyStatus'] !== 'I') stage(unit, row, withValues(row.values, { PartyStatus: 'I' }));
}

/** The reverse, for which REST has no way: a person does it in the application's own pages. */
export function activateParty(unit: UnitOfWork, row: Row): Row {
  return stage(unit, row, withValues(row.values, { PartyStatus: 'A' }));
}

export function writePoints(
  unit: UnitOfWork,
  row: Row,
  change: { points: readonly ContactPoint[]; stamps: boolean },
): void {
  if (change.stamps) unit.stage({ ...stage(unit, row, row.values), points: change.points });
  else unit.stage({ ...row, points: change.points });
}

function stage(unit: UnitOfWork, row: Row, values: Values): Row {
  const audit: Readonly<Record<string, Value>> = {
    LastUpdatedBy: unit.viewer.name,
    LastUpdateDate: unit.stamp,
  };
  const next: Row = { ...row, version: row.version + 1, values: { ...values, ...audit } };
  unit.stage(next);
  return next;
}
