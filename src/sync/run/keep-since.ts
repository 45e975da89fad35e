// A record that is still excluded or still failing for the same reason keeps the time since when: a person sees how long it
// has waited, and judging it again changes nothing in the store.

import type { StoreOperation, SyncStore } from '../ports/sync-store.ts';

export async function keepSince(
  store: SyncStore,
  operations: readonly StoreOperation[],
): Promise<readonly StoreOperation[]> {
  const kept: StoreOperation[] = [];
  for (const operation of operations) kept.push(await keepOne(store, operation));
  return kept;
}

async function keepOne(store: SyncStore, operation: StoreOperation): Promise<StoreOperation> {
  if ('remove' in operation) return operation;
  if (operation.table === 'exclusions') {
    const before = await store.getMany(
      'exclusions',
      operation.put.map((row) => row.id),
    );
    const put = operation.put.map((row, index) => {
      const known = before[index];
      return known?.reason === row.reason ? { ...row, sinceMs: known.sinceMs } : row;
    });
    return { table: 'exclusions', put };
  }
  if (operation.table !== 'failures') return operation;
  const before = await store.getMany(
    'failures',
    operation.put.map((row) => row.id),
  );
  const put = operation.put.map((row, index) => {
    const known = before[index];
    return known?.cause === row.cause ? { ...row, sinceMs: known.sinceMs } : row;
  });
  return { table: 'failures', put };
}
