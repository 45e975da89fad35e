// The session's current snapshot and who wants to hear of the next one. Snapshots are replaced, never changed, so that
// React sees by identity what moved.

import type { SessionSnapshot } from './session.ts';

export interface SnapshotStore {
  get(): SessionSnapshot;
  set(change: Partial<SessionSnapshot>): void;
  subscribe(listener: () => void): () => void;
}

const nobody = { displayName: null, account: null, error: null, term: null, isBusy: false } as const;

export const firstSnapshot: SessionSnapshot = {
  isOnline: true,
  microsoft: { ...nobody, status: 'checking' },
  sales: { ...nobody, status: 'checking' },
  me: null,
  relay: 'unknown',
  storage: 'opening',
  contacts: null,
  hasChosen: false,
  savedSearches: null,
  run: { state: 'idle' },
  lastRun: null,
  lastSuccessAtMs: null,
  nextRunAtMs: null,
  problem: null,
  waitingPlans: [],
  counts: { links: 0, conflicts: 0, exclusions: 0, failures: 0, heldDeletes: 0, waiting: 0 },
  storeVersion: 0,
};

export function createSnapshotStore(initial: SessionSnapshot = firstSnapshot): SnapshotStore {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (change) => {
      current = { ...current, ...change };
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
