// Many small operations as one put and one removal per table: a commit of a batch stays cheap on every store.

import { primaryKeys, type StoreOperation, type TableName } from '../ports/sync-store.ts';

type Rows = Map<string, unknown>;
const removed = Symbol('removed');

export function gatherOperations(operations: readonly StoreOperation[]): readonly StoreOperation[] {
  const tables = new Map<TableName, Rows>();
  for (const operation of operations) {
    const rows = tables.get(operation.table) ?? new Map<string, unknown>();
    tables.set(operation.table, rows);
    if ('remove' in operation) for (const key of operation.remove) rows.set(key, removed);
    else for (const row of operation.put) rows.set(keyOf(operation.table, row), row);
  }
  return [...tables].flatMap(([table, rows]) => split(table, rows));
}

function keyOf(table: TableName, row: object): string {
  const key: unknown = Reflect.get(row, primaryKeys[table]);
  if (typeof key !== 'string') throw new TypeError(`a row of ${table} without its key`);
  return key;
}

function split(table: TableName, rows: Rows): readonly StoreOperation[] {
  const put = [...rows.values()].filter((row) => row !== removed);
  const remove = [...rows].filter(([, row]) => row === removed).map(([key]) => key);
  const operations: unknown[] = [];
  if (remove.length > 0) operations.push({ table, remove });
  if (put.length > 0) operations.push({ table, put });
  return operations as readonly StoreOperation[];
}
