// Small values of the pane by name, and the key that seals secrets. Its own database: it must open in a few milliseconds
// before anything is known about the engine, and outlives the engine's.

import type { Dexie } from 'dexie';

import type { DatabaseOwner } from './database-name.ts';
import { databaseName } from './database-name.ts';
import { newDatabase } from './new-database.ts';
import type { OpenOptions, Opening } from './open-database.ts';
import { openDatabase } from './open-database.ts';
import { storageError } from './storage-error.ts';

/** Values are plain data, and CryptoKey. Methods reject with SyncError `storage-full` or `storage-lost`. */
export interface PaneValues {
  /** undefined when there is none; the caller checks its shape */
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
  /** the value that is there already, else the given one, which is then there: decided in one transaction */
  putFirst(name: string, value: unknown): Promise<unknown>;
  remove(name: string): Promise<void>;
}

interface ValueRow {
  readonly name: string;
  readonly value: unknown;
}

const newestVersion = 1;

/** Never rejects. */
export function openPaneValues(
  owner: DatabaseOwner,
  options: OpenOptions = {},
): Promise<Opening<PaneValues>> {
  const database = newDatabase({
    name: databaseName('pane', owner),
    version: newestVersion,
    durability: 'strict',
  });
  database.version(1).stores({ values: 'name' });
  return openDatabase(database, { ...options, whenOpen: valuesIn });
}

function valuesIn(database: Dexie): PaneValues {
  const rows = database.table<ValueRow, string>('values');
  return {
    get: (name) => guarded(async () => (await rows.get(name))?.value),
    put: (name, value) =>
      guarded(async () => {
        await rows.put({ name, value });
      }),
    putFirst: (name, value) =>
      guarded(() =>
        database.transaction('rw', rows, async () => {
          const first = await rows.get(name);
          if (first !== undefined) return first.value;
          await rows.add({ name, value });
          return value;
        }),
      ),
    remove: (name) => guarded(() => rows.delete(name)),
  };
}

async function guarded<Answer>(act: () => PromiseLike<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    throw storageError(error, 'pane-values');
  }
}
