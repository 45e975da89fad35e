// The engine's store with an ear: after commits the screens hear that rows changed, at most every 250 ms, and nothing
// more once the store is let go.

import type { SyncStore } from '../../../sync/ports/sync-store.ts';

const quietMs = 250;

export function watchStore(store: SyncStore, changed: () => void, letGo: AbortSignal): SyncStore {
  let timer: ReturnType<typeof setTimeout> | null = null;
  letGo.addEventListener('abort', () => {
    if (timer) clearTimeout(timer);
  });
  return {
    id: store.id,
    get: (table, key) => store.get(table, key),
    getMany: (table, keys) => store.getMany(table, keys),
    where: (table, index, values) => store.where(table, index, values),
    scan: (table, options) => store.scan(table, options),
    count: (table) => store.count(table),
    commit: async (epoch, operations) => {
      await store.commit(epoch, operations);
      if (letGo.aborted) return;
      timer ??= setTimeout(() => {
        timer = null;
        changed();
      }, quietMs);
    },
  };
}
