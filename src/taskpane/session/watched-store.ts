// The engine's store with an ear: after commits the screens hear that rows changed, at most every 250 ms.

import type { SyncStore } from '../../sync/ports/sync-store.ts';

const quietMs = 250;

export function watchStore(store: SyncStore, changed: () => void): SyncStore {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    id: store.id,
    get: (table, key) => store.get(table, key),
    getMany: (table, keys) => store.getMany(table, keys),
    where: (table, index, values) => store.where(table, index, values),
    scan: (table, options) => store.scan(table, options),
    count: (table) => store.count(table),
    commit: async (epoch, operations) => {
      await store.commit(epoch, operations);
      timer ??= setTimeout(() => {
        timer = null;
        changed();
      }, quietMs);
    },
  };
}
