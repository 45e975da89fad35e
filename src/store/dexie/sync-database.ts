// The schema of the engine's database, version by version. A version that was ever shipped is never edited: a change
// of the tables is a new version with its upgrade step, and `test/store/opening.test.ts` compares the newest
// with the port.

import type { Dexie } from 'dexie';

import type { StoreId } from '../../sync/model/ids.ts';
import { newStoreId } from '../store-id.ts';
import { newDatabase } from './new-database.ts';

/** What the database says about itself; not a table of the port, so that the engine cannot change it. */
export interface AboutRow {
  readonly name: 'store-id';
  readonly value: StoreId;
}
export const aboutTable = 'about';

export const newestSyncVersion = 1;

const versionOne = {
  about: 'name',
  links: 'key, microsoft.id, sales.id',
  intents: 'intentId',
  inbox: 'id',
  cursors: 'feed',
  seen: 'id, feed',
  membership: 'kind',
  unlinked: 'id, *naturalKeys',
  exclusions: 'id',
  failures: 'id',
  conflicts: 'key',
  answers: 'key',
  keptValues: 'id, key',
  accountChoices: 'company',
  journal: 'id, key',
  heldDeletes: 'id',
  plans: 'kind',
  runs: 'runId',
  meta: 'name',
};

/** Not opened yet. */
export function createSyncDatabase(name: string): Dexie {
  const database = newDatabase({ name, version: newestSyncVersion, durability: 'strict' });
  database.version(1).stores(versionOne);
  database.on('populate', (transaction) => {
    const row: AboutRow = { name: 'store-id', value: newStoreId() };
    void transaction.table<AboutRow, string>(aboutTable).add(row);
  });
  return database;
}
