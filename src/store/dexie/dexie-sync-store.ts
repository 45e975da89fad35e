// The engine's memory in IndexedDB. One commit is one transaction, which first proves that this is still the database
// that was opened and that no newer lease has written to it.

import type { Dexie, Table } from 'dexie';

import { SyncError } from '../../sync/model/error.ts';
import type { StoreId } from '../../sync/model/ids.ts';
import type { IndexOf, StoreOperation, SyncStore, TableName, Tables } from '../../sync/ports/sync-store.ts';
import { fenceName, isFenced } from '../fence.ts';
import { keyOf } from '../rows.ts';
import { storageError } from './storage-error.ts';
import type { AboutRow } from './sync-database.ts';
import { aboutTable } from './sync-database.ts';

/** `database` is open and has the id `id`. Every method rejects with SyncError only. */
export function createDexieSyncStore(database: Dexie, id: StoreId): SyncStore {
  const rowsOf = <T extends TableName>(name: T): Table<Tables[T], string> => database.table(name);
  return {
    id,
    get: (table, key) => reading(() => rowsOf(table).get(key)),
    getMany: (table, keys) => reading(() => rowsOf(table).bulkGet([...keys])),
    where: (table, index, values) => reading(() => whereIn(database, { table, index, values })),
    scan: (table, { after, limit }) =>
      reading(() => {
        const rows = rowsOf(table);
        const from = after === undefined ? rows.toCollection() : rows.where(':id').above(after);
        return from.limit(limit).toArray();
      }),
    count: (table) => reading(() => rowsOf(table).count()),
    commit: (epoch, operations) => commitTo(database, id, { epoch, operations }),
  };
}

async function reading<Answer>(read: () => PromiseLike<Answer>): Promise<Answer> {
  try {
    return await read();
  } catch (error) {
    throw storageError(error, 'read');
  }
}

/**
 * One request per value, all in one transaction: a cursor over a sorted list of values takes a round trip per step.
 * A row that several values find comes once.
 */
async function whereIn<T extends TableName>(
  database: Dexie,
  query: { readonly table: T; readonly index: IndexOf<T>; readonly values: readonly string[] },
): Promise<readonly Tables[T][]> {
  const { table, index } = query;
  const found = await database.transaction('r', [table], () => {
    const rows = database.table<Tables[T], string>(table);
    const values = [...new Set(query.values)];
    return Promise.all(values.map((value) => rows.where(index).equals(value).toArray()));
  });
  const byKey = new Map(found.flat().map((row) => [keyOf(table, row), row] as const));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

interface Commit {
  readonly epoch: number | null;
  readonly operations: readonly StoreOperation[];
}

async function commitTo(database: Dexie, id: StoreId, { epoch, operations }: Commit): Promise<void> {
  const names = new Set<string>([aboutTable, 'meta', ...operations.map(({ table }) => table)]);
  try {
    for (const operation of operations) checkKeys(operation);
    await database.transaction('rw', [...names], async () => {
      const about = await database.table<AboutRow, string>(aboutTable).get('store-id');
      if (about?.value !== id) throw new SyncError('storage-lost', { at: { step: 'commit' } });
      const meta = database.table<Tables['meta'], string>('meta');
      const fence = await meta.get(fenceName);
      if (isFenced(fence, epoch)) throw new SyncError('lease-lost', { at: { step: 'commit' } });
      for (const operation of operations) await apply(database, operation);
      if (epoch !== null) await meta.put({ name: fenceName, value: epoch });
    });
  } catch (error) {
    throw storageError(error, 'commit');
  }
}

function checkKeys(operation: StoreOperation): void {
  if ('put' in operation) for (const row of operation.put) keyOf(operation.table, row);
}

async function apply(database: Dexie, operation: StoreOperation): Promise<void> {
  const table = database.table<unknown, string>(operation.table);
  if ('put' in operation) await table.bulkPut([...operation.put]);
  else await table.bulkDelete([...operation.remove]);
}
