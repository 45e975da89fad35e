// A session without anything behind it: the snapshot is set by the test, deeds are noted, lists are what the test says.

import type { Session, SessionSnapshot } from '../../src/taskpane/session/session.ts';
import { createSnapshotStore, firstSnapshot } from '../../src/taskpane/session/snapshot-store.ts';

export interface FakeLists {
  readonly conflicts: Awaited<ReturnType<Session['conflicts']>>;
  readonly exclusions: Awaited<ReturnType<Session['exclusions']>>;
  readonly failures: Awaited<ReturnType<Session['failures']>>;
  readonly keptValues: Awaited<ReturnType<Session['keptValues']>>;
  readonly heldDeletes: Awaited<ReturnType<Session['heldDeletes']>>;
  readonly plan: Awaited<ReturnType<Session['plan']>>;
  readonly runs: Awaited<ReturnType<Session['runs']>>;
  readonly memberCount: number;
}

const nothing: FakeLists = {
  conflicts: [],
  exclusions: [],
  failures: [],
  keptValues: [],
  heldDeletes: [],
  plan: null,
  runs: [],
  memberCount: 0,
};

export interface NotedDeed {
  readonly name: string;
  readonly with: readonly unknown[];
}

export interface FakeSession extends Session {
  readonly deeds: readonly NotedDeed[];
  set(change: Partial<SessionSnapshot>): void;
  setLists(change: Partial<FakeLists>): void;
  /** the next deed of this name rejects with `error` */
  failNext(name: string, error: unknown): void;
}

export function createFakeSession(
  snapshot: Partial<SessionSnapshot> = {},
  given: Partial<FakeLists> = {},
): FakeSession {
  const snapshots = createSnapshotStore({ ...firstSnapshot, ...snapshot });
  const deeds: NotedDeed[] = [];
  const failures = new Map<string, unknown>();
  let lists: FakeLists = { ...nothing, ...given };
  const note = (name: string, ...args: readonly unknown[]): void => {
    deeds.push({ name, with: args });
  };
  const deed =
    (name: string) =>
    async (...args: readonly unknown[]): Promise<void> => {
      note(name, ...args);
      if (!failures.has(name)) return;
      const error = failures.get(name);
      failures.delete(name);
      throw error;
    };
  const read =
    <K extends keyof FakeLists>(name: K) =>
    async (): Promise<FakeLists[K]> => {
      if (failures.has(name)) throw failures.get(name);
      return lists[name];
    };
  const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('not in this test')) });
  return {
    isSandbox: true,
    snapshot: snapshots.get,
    subscribe: snapshots.subscribe,
    signIn: deed('signIn'),
    cancelSignIn: () => {
      note('cancelSignIn');
    },
    startAnew: deed('startAnew'),
    forgetDevice: deed('forgetDevice'),
    loadSavedSearches: deed('loadSavedSearches'),
    countMembers: read('memberCount'),
    choose: deed('choose'),
    syncNow: () => {
      note('syncNow');
    },
    suspend: () => {
      note('suspend');
    },
    resume: () => {
      note('resume');
    },
    runFull: () => {
      note('runFull');
    },
    conflicts: read('conflicts'),
    exclusions: read('exclusions'),
    failures: read('failures'),
    keptValues: read('keptValues'),
    heldDeletes: read('heldDeletes'),
    plan: read('plan'),
    runs: read('runs'),
    answer: deed('answer'),
    alwaysFor: deed('alwaysFor'),
    restore: deed('restore'),
    approvePlan: deed('approvePlan'),
    decideDeletes: deed('decideDeletes'),
    chooseAccount: deed('chooseAccount'),
    bringBack: deed('bringBack'),
    monitor: unused as Session['monitor'],
    relayOptions: { baseUrl: 'https://localhost', getToken: () => Promise.resolve('') },
    deeds,
    set: snapshots.set,
    setLists: (change) => {
      lists = { ...lists, ...change };
      snapshots.set({ storeVersion: snapshots.get().storeVersion + 1 });
    },
    failNext: (name, error) => {
      failures.set(name, error);
    },
  };
}
