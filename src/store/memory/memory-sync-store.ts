// The engine's memory without a disk: for tests, and below a store that writes a journal.
// A commit copies and checks everything first and then applies, so nothing can fail in the middle.

import { SyncError } from '../../sync/model/error.ts';
import type { StoreId } from '../../sync/model/ids.ts';
import type { IndexOf, StoreOperation, SyncStore, TableName, Tables } from '../../sync/ports/sync-store.ts';
import { fenceName, isFenced } from '../fence.ts';
import { newStoreId } from '../store-id.ts';
import { indexesOf, keyOf, tableNames } from '../rows.ts';
import { frozenCopy } from './frozen-copy.ts';
import { MemoryTable } from './memory-table.ts';

type Step = (tables: ReadonlyMap<TableName, MemoryTable>) => void;

/** An empty store. Rows are frozen copies; every call answers in the next microtask. */
export function createMemorySyncStore(options: { readonly id?: StoreId } = {}): SyncStore {
  const tables: ReadonlyMap<TableName, MemoryTable> = new Map(
    tableNames.map((name) => [name, new MemoryTable(indexesOf(name))]),
  );
  return {
    id: options.id ?? newStoreId(),
    get: <T extends TableName>(table: T, key: string) =>
      promised(() => tableIn(tables, table).get(key) as Tables[T] | undefined),
    getMany: <T extends TableName>(table: T, keys: readonly string[]) =>
      promised(() => keys.map((key) => tableIn(tables, table).get(key) as Tables[T] | undefined)),
    where: <T extends TableName>(table: T, index: IndexOf<T>, values: readonly string[]) =>
      promised(() => tableIn(tables, table).where(index, values) as Tables[T][]),
    scan: <T extends TableName>(table: T, page: { readonly after?: string; readonly limit: number }) =>
      promised(() => tableIn(tables, table).scan(page.after, page.limit) as Tables[T][]),
    count: (table) => promised(() => tableIn(tables, table).size),
    commit: (epoch, operations) =>
      promised(() => {
        const fence = tableIn(tables, 'meta').get(fenceName) as Tables['meta'] | undefined;
        if (isFenced(fence, epoch)) throw new SyncError('lease-lost', { at: { step: 'commit' } });
        for (const step of prepare(epoch, operations)) step(tables);
      }),
  };
}

/** What `act` throws is the promise's rejection. */
function promised<Answer>(act: () => Answer): Promise<Answer> {
  return new Promise((resolve) => {
    resolve(act());
  });
}

function prepare(epoch: number | null, operations: readonly StoreOperation[]): readonly Step[] {
  try {
    const steps = operations.map(stepOf);
    if (epoch === null) return steps;
    return [...steps, stepOf({ table: 'meta', put: [{ name: fenceName, value: epoch }] })];
  } catch (cause) {
    throw new SyncError('unknown', { at: { step: 'commit' }, cause });
  }
}

function stepOf(operation: StoreOperation): Step {
  const { table } = operation;
  if ('remove' in operation) {
    const keys = [...operation.remove];
    return (tables) => {
      for (const key of keys) tableIn(tables, table).remove(key);
    };
  }
  const rows = operation.put.map((row) => [keyOf(table, row), frozenCopy<unknown>(row)] as const);
  return (tables) => {
    for (const [key, row] of rows) tableIn(tables, table).put(key, row);
  };
}

function tableIn(tables: ReadonlyMap<TableName, MemoryTable>, name: TableName): MemoryTable {
  const table = tables.get(name);
  if (table === undefined) throw new RangeError(`no table ${name}`);
  return table;
}
