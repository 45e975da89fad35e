// Opens the engine's memory of one person in this browser.

import type { Dexie } from 'dexie';

import { SyncError } from '../../sync/model/error.ts';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import type { DatabaseOwner } from './database-name.ts';
import { databaseName } from './database-name.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import type { OpenOptions, Opening } from './open-database.ts';
import { openDatabase } from './open-database.ts';
import type { AboutRow } from './sync-database.ts';
import { aboutTable, createSyncDatabase } from './sync-database.ts';

/** Never rejects. A database that is made by this call has a new store id, so its first run is a round by A6. */
export function openSyncStore(owner: DatabaseOwner, options: OpenOptions = {}): Promise<Opening<SyncStore>> {
  const database = createSyncDatabase(databaseName('sync', owner));
  return openDatabase(database, { ...options, whenOpen: storeOf });
}

async function storeOf(database: Dexie): Promise<SyncStore> {
  const about = await database.table<AboutRow, string>(aboutTable).get('store-id');
  if (about === undefined) throw new SyncError('storage-lost', { at: { step: 'open' } });
  return createDexieSyncStore(database, about.value);
}
