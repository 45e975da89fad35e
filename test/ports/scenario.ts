// One behaviour of the SyncStore port.

import type { SyncStore } from '../../src/sync/ports/sync-store.ts';

export interface Scenario {
  readonly title: string;
  /** `store` is new and empty; throws when the store misbehaves */
  run(store: SyncStore): Promise<void>;
}
