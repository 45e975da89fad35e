// Runs inside a real page: the scenarios of the store's port suite, and what only a real browser can show.

import { Dexie } from 'dexie';

import { databaseName, runLockName } from '../../src/store/dexie/database-name.ts';
import { deleteDatabase } from '../../src/store/dexie/delete-database.ts';
import type { Opening } from '../../src/store/dexie/open-database.ts';
import { openSyncStore } from '../../src/store/dexie/open-sync-store.ts';
import { openPaneValues } from '../../src/store/dexie/pane-values.ts';
import { createSecretBox } from '../../src/store/dexie/secret-box.ts';
import { newestSyncVersion } from '../../src/store/dexie/sync-database.ts';
import type { LockSource } from '../../src/store/dexie/web-lock.ts';
import { withRunLock } from '../../src/store/dexie/web-lock.ts';
import { isSyncError } from '../../src/sync/model/error.ts';
import type { SyncStore } from '../../src/sync/ports/sync-store.ts';
import { syncStoreScenarios } from '../ports/sync-store.scenarios.ts';
import { linkRow } from './store-rows.ts';

const ownerNamed = (user: string) => ({ instance: 'i', tenant: 't', user });
const locks = (Reflect.get(globalThis, 'navigator') as { readonly locks: LockSource }).locks;

let opening: Opening<SyncStore> | undefined;
let lostCount = 0;
let finishRun = (): void => undefined;

function store(): SyncStore {
  if (opening?.state !== 'open') throw new Error('open a store first');
  return opening.opened;
}

async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'done';
  } catch (error) {
    return isSyncError(error) ? error.code : String(error);
  }
}

function linksFrom(first: number, count: number, title: string) {
  return Array.from({ length: count }, (_, at) => ({
    ...linkRow(String(first + at).padStart(6, '0')),
    title,
  }));
}

const storePage = {
  titles: (): readonly string[] => syncStoreScenarios.map(({ title }) => title),

  /** null when the scenario holds, else what it said */
  async runScenario(title: string): Promise<string | null> {
    const fresh = await openSyncStore(ownerNamed(title));
    if (fresh.state !== 'open') return fresh.reason;
    try {
      await syncStoreScenarios.find((scenario) => scenario.title === title)?.run(fresh.opened);
      return null;
    } catch (error) {
      return String(error);
    } finally {
      fresh.close();
    }
  },

  /** `open`, or why not; opened stores stay for the other calls */
  async open(user: string): Promise<string> {
    opening = await openSyncStore(ownerNamed(user), { onLost: () => lostCount++, blockedGraceMs: 0 });
    return opening.state === 'open' ? 'open' : opening.reason;
  },
  id: (): string => store().id,
  lostCount: (): number => lostCount,
  count: (): Promise<number> => store().count('links'),
  fence: async (): Promise<unknown> => (await store().get('meta', 'lease-epoch'))?.value ?? null,

  /** `done` or the code of the SyncError; `titleLength` makes the rows heavy */
  commitLinks: (epoch: number, count: number, titleLength = 10): Promise<string> =>
    codeOf(store().commit(epoch, [{ table: 'links', put: linksFrom(0, count, 'x'.repeat(titleLength)) }])),

  deleteStore: (user: string): Promise<string> => deleteDatabase('sync', ownerNamed(user), 0),

  /** What a pane of the next build does at its start. */
  async upgradeAsNextBuild(user: string): Promise<void> {
    const next = new Dexie(databaseName('sync', ownerNamed(user)));
    next.version(newestSyncVersion + 1).stores({ links: 'key' });
    await next.open();
  },

  async putSecret(user: string, secret: string): Promise<void> {
    const values = await openPaneValues(ownerNamed(user));
    if (values.state === 'open') await createSecretBox(values.opened).put('sales-refresh', secret);
  },
  async getSecret(user: string): Promise<string | null> {
    const values = await openPaneValues(ownerNamed(user));
    return values.state === 'open' ? createSecretBox(values.opened).get('sales-refresh') : null;
  },

  /** Begins a run that lasts until `finishRun`; `busy` when another pane has one. */
  beginRun: (user: string, ifAvailable: boolean): Promise<'running' | 'busy'> =>
    new Promise((resolve, reject) => {
      const run = (): Promise<void> => {
        resolve('running');
        return new Promise((finish) => void (finishRun = finish));
      };
      withRunLock(runLockName(ownerNamed(user)), run, { locks, ifAvailable }).then(({ ran }) => {
        resolve(ran ? 'running' : 'busy');
      }, reject);
    }),
  finishRun(): void {
    finishRun();
  },

  /** ms for `total` links in commits of `batch`, on a store that is open */
  async measureLinks(total: number, batch: number): Promise<number> {
    const startedAt = performance.now();
    for (let first = 0; first < total; first += batch) {
      await store().commit(1, [{ table: 'links', put: linksFrom(first, batch, 'measured') }]);
    }
    return performance.now() - startedAt;
  },
};

export type StorePage = typeof storePage;

Object.assign(globalThis, { storePage });
