// Walking whole tables in slices, so that memory and the main thread stay free with 10,000 links.

import type { TableName, Tables } from '../ports/sync-store.ts';
import type { SyncPorts } from '../ports/sync-ports.ts';

const sliceSize = 500;

type Keyed = { readonly [T in TableName]: (row: Tables[T]) => string };
const keyOf: Pick<
  Keyed,
  'links' | 'inbox' | 'exclusions' | 'conflicts' | 'failures' | 'unlinked' | 'journal'
> = {
  links: (row) => row.key,
  inbox: (row) => row.id,
  exclusions: (row) => row.id,
  conflicts: (row) => row.key,
  failures: (row) => row.id,
  unlinked: (row) => row.id,
  journal: (row) => row.id,
};

export async function forEachRow<T extends keyof typeof keyOf>(
  store: SyncPorts['store'],
  table: T,
  visit: (row: Tables[T]) => void,
): Promise<void> {
  const key: (row: Tables[T]) => string = keyOf[table];
  let after: string | undefined;
  for (;;) {
    const rows: readonly Tables[T][] = await store.scan(
      table,
      after === undefined ? { limit: sliceSize } : { after, limit: sliceSize },
    );
    for (const row of rows) visit(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < sliceSize) return;
    after = key(last);
  }
}

/** Rows of a small table, all at once. */
export async function allRows<T extends TableName>(
  store: SyncPorts['store'],
  table: T,
): Promise<readonly Tables[T][]> {
  return store.scan(table, { limit: 10_000 });
}

export function slices<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}
