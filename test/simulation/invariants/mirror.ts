// The rows a runner committed, kept up by its commits: what the disk holds, without a scan after every step.

import type { StoreOperation, TableName, Tables } from '../../../src/sync/ports/sync-store.ts';
import { keyOf } from '../../../src/store/rows.ts';

type Watched =
  'links' | 'intents' | 'inbox' | 'conflicts' | 'answers' | 'cursors' | 'unlinked' | 'heldDeletes';
const watched: readonly TableName[] = [
  'links',
  'intents',
  'inbox',
  'conflicts',
  'answers',
  'cursors',
  'unlinked',
  'heldDeletes',
] satisfies readonly Watched[];

export class Mirror {
  readonly #tables = new Map<TableName, Map<string, unknown>>(watched.map((name) => [name, new Map()]));

  table<T extends Watched>(name: T): ReadonlyMap<string, Tables[T]> {
    return this.#tables.get(name) as ReadonlyMap<string, Tables[T]>;
  }

  take(operations: readonly StoreOperation[]): void {
    for (const operation of operations) {
      const rows = this.#tables.get(operation.table);
      if (rows === undefined) continue;
      if ('remove' in operation) for (const key of operation.remove) rows.delete(key);
      else for (const row of operation.put) rows.set(keyOf(operation.table, row), row);
    }
  }

  clear(): void {
    for (const rows of this.#tables.values()) rows.clear();
  }
}
