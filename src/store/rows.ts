// What every store does alike with a row: find its key and the values it is indexed under.

import type { TableName } from '../sync/ports/sync-store.ts';
import { primaryKeys, secondaryIndexes } from '../sync/ports/sync-store.ts';

export const tableNames = Object.keys(primaryKeys) as readonly TableName[];

export function indexesOf(table: TableName): readonly string[] {
  const all: Readonly<Partial<Record<TableName, readonly string[]>>> = secondaryIndexes;
  return all[table] ?? [];
}

/** Throws TypeError when the row has no string there. */
export function keyOf(table: TableName, row: unknown): string {
  const key = field(row, primaryKeys[table]);
  if (typeof key !== 'string') throw new TypeError(`a row of ${table} without its key`);
  return key;
}

/** Strings under `path` (`microsoft.id`); several for an array, none where the path ends early. */
export function indexValues(row: unknown, path: string): readonly string[] {
  const value = path.split('.').reduce(field, row);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((entry) => typeof entry === 'string');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
