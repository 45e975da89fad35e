// The port suite of SyncStore for Jest: give it a way to open a new, empty store.

import { describe, it } from '@jest/globals';

import type { SyncStore } from '../../src/sync/ports/sync-store.ts';
import { syncStoreScenarios } from './sync-store.scenarios.ts';

export interface OpenedStore {
  readonly store: SyncStore;
  readonly close: () => void;
}

export function describeSyncStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`SyncStore: ${name}`, () => {
    it.each(syncStoreScenarios)('$title', async (scenario) => {
      const { store, close } = await open();
      try {
        await scenario.run(store);
      } finally {
        close();
      }
    });
  });
}
