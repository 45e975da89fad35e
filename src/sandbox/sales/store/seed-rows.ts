// Turns the sample company's seeds of one owner into stored rows.
import type { Company } from '../../company/company.ts';
import type { AccountSeed, SalesContactSeed } from '../../company/records.ts';
import type { Row, Value } from './row.ts';

const CREATED = '2024-06-03T08:00:00.000Z';

function present(seed: object, leaveOut: readonly string[]): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(seed) as [string, unknown][]) {
    if (leaveOut.includes(name)) continue;
    if (typeof value === 'string' || typeof value === 'boolean') values[name] = value;
  }
  return values;
}

function accountRow(partition: string, seed: AccountSeed): Row {
  return {
    kind: 'accounts',
    partyId: seed.PartyId,
    partition,
    version: 1,
    team: seed.team,
    points: [],
    values: {
      ...present(seed, ['team']),
      Type: 'ZCA_CUSTOMER',
      PartyStatus: 'A',
      SalesProfileStatus: 'A',
      CreatedBy: partition,
      LastUpdatedBy: partition,
      CreationDate: CREATED,
      LastUpdateDate: CREATED,
    },
  };
}

function contactRow(partition: string, seed: SalesContactSeed): Row {
  return {
    kind: 'contacts',
    partyId: seed.PartyId,
    partition,
    version: 1,
    team: [],
    points: seed.otherEmails.map((address, index) => ({
      id: `${seed.PartyId.slice(0, 12)}${String(index + 1)}${seed.PartyId.slice(-4)}`,
      values: { ContactPointType: 'EMAIL', EmailAddress: address, PrimaryFlag: false },
    })),
    values: {
      ...present(seed, ['otherEmails']),
      Type: 'ZCA_CONTACT',
      PartyStatus: 'A',
      PartyType: 'PERSON',
      CreatedBy: partition,
      LastUpdatedBy: partition,
    },
  };
}

/** Accounts first, then their contacts. */
export function seedRows(company: Company, owner: string): Row[] {
  return [
    ...company.accountsOf(owner).map((seed) => accountRow(owner, seed)),
    ...company.salesContactsOf(owner).map((seed) => contactRow(owner, seed)),
  ];
}
