// A mailbox, a Sales application and a store on one table, with short words for what tests do to them.

import { createDigests } from '../../src/store/digest/keyed-digests.ts';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import type { InstanceId, RunId, SavedSearchId } from '../../src/sync/model/ids.ts';
import type { RunReport } from '../../src/sync/model/run-report.ts';
import type { KindSettings, SyncSettings } from '../../src/sync/model/settings.ts';
import type { CancelSignal } from '../../src/sync/ports/cancel-signal.ts';
import type { LeaseGrant } from '../../src/sync/ports/lease.ts';
import type { RunRequest } from '../../src/sync/ports/run-request.ts';
import type { SyncPorts } from '../../src/sync/ports/sync-ports.ts';
import type { StoreOperation, SyncStore, TableName, Tables } from '../../src/sync/ports/sync-store.ts';
import { tableNames } from '../../src/store/rows.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { FakeOutlook, FakeSales } from './sync-fake-remotes.ts';
import { noSignal, World } from './sync-world.ts';

export const contactSettings: KindSettings = {
  isOn: true,
  savedSearch: 'search-1' as SavedSearchId,
  policy: 'sales-wins',
  recordLimit: 5_000,
  allowCreateInSales: true,
  allowDeleteInSales: true,
  blankNeverOverwrites: [],
  unitPolicies: {},
};

export const syncSettings: SyncSettings = {
  categoryName: 'Shared with Sales',
  totalLimit: 5_000,
  mergeUnit: 'field',
  kinds: { contact: contactSettings },
  contacts: { allowWithoutAccount: true, sharePersonalFields: false },
  safety: { deleteCount: 10, deleteShare: 0.1, firstSyncNeedsPlan: true },
};

export type SettingsChange = Partial<Omit<SyncSettings, 'kinds'>> & {
  readonly contact?: Partial<KindSettings>;
};

export function settingsWith(change: SettingsChange): SyncSettings {
  const { contact, ...rest } = change;
  return { ...syncSettings, ...rest, kinds: { contact: { ...contactSettings, ...contact } } };
}

export class Bench {
  readonly world = new World();
  readonly outlook = new FakeOutlook(this.world);
  readonly sales = new FakeSales(this.world);
  store: SyncStore = createMemorySyncStore();
  settings: SyncSettings = syncSettings;
  grant: Partial<LeaseGrant> = {};
  lastSuccessStartedAtMs: number | null = null;
  readonly releases: string[] = [];
  #runs = 0;
  #commits: (readonly [number | null, readonly StoreOperation[]])[] = [];
  #holder: string | null = null;
  #epoch = 0;
  #isNewStore = false;

  ports(): SyncPorts {
    return {
      microsoft: this.outlook.remote(),
      sales: this.sales.remote(),
      store: this.gatedStore(),
      lease: {
        acquire: (id) => {
          // As the relay does it: every run is a grant anew, and a store is new until it succeeds.
          this.#isNewStore ||= this.#holder !== null && this.#holder !== id;
          this.#holder = id;
          this.#epoch += 1;
          return Promise.resolve({
            epoch: this.#epoch,
            isNewStore: this.#isNewStore,
            lastSuccessStartedAtMs: this.lastSuccessStartedAtMs,
            instance: 'instance-1' as InstanceId,
            removedByUser: this.releases,
            isCurrent: () => true,
            release: () => Promise.resolve(),
            ...this.grant,
          });
        },
      },
      clock: this.world.clock,
      digests: createDigests('00112233445566778899aabbccddeeff'),
      reports: {
        started: () => undefined,
        progress: () => undefined,
        releases: (added, removed) => {
          this.releases.push(...added);
          for (const key of removed)
            if (this.releases.includes(key)) this.releases.splice(this.releases.indexOf(key), 1);
          return Promise.resolve();
        },
        finished: () => Promise.resolve(),
      },
    };
  }

  /** the store behind the gate: commits are steps where a crash may come before or after */
  gatedStore(): SyncStore {
    const { store, world } = this;
    return {
      ...store,
      commit: async (epoch, operations) => {
        await world.io('store.commit.begin', () => undefined);
        await store.commit(epoch, operations);
        this.#commits.push([epoch, operations]);
        await world.io('store.commit.end', () => undefined);
      },
    };
  }

  /** F6: the disk acknowledged the newest commits and lost them; the store is the same */
  async rewind(lost: number): Promise<void> {
    const kept = this.#commits.slice(0, Math.max(0, this.#commits.length - lost));
    this.store = createMemorySyncStore({ id: this.store.id });
    this.#commits = kept;
    for (const [epoch, operations] of kept) await this.store.commit(epoch, operations);
  }

  /** another database: nothing of the old one is left */
  useStore(store: SyncStore): void {
    this.store = store;
    this.#commits = [];
  }

  request(change: Partial<RunRequest> = {}): RunRequest {
    this.#runs += 1;
    return {
      runId: `run-${String(this.#runs)}` as RunId,
      trigger: 'schedule',
      mode: 'routine',
      kinds: ['contact'],
      settings: this.settings,
      owner: 'tenant|user',
      salesUser: 'rep',
      instance: 'instance-1' as InstanceId,
      plans: 'apply',
      ...change,
    };
  }

  async run(change: Partial<RunRequest> = {}, signal: CancelSignal = noSignal): Promise<RunReport> {
    const startedAtMs = this.world.nowMs;
    const report = await runSync(this.ports(), this.request(change), signal);
    if (report.outcome.startsWith('succeeded')) {
      this.lastSuccessStartedAtMs = startedAtMs;
      this.#isNewStore = false;
    }
    return report;
  }

  rows<T extends TableName>(table: T): Promise<readonly Tables[T][]> {
    return this.store.scan(table, { limit: 10_000 });
  }

  /** everything stored but cursors, run history and the number of the lease (I19) */
  async state(): Promise<string> {
    const tables: unknown[] = [];
    for (const table of tableNames) {
      if (table === 'cursors' || table === 'runs') continue;
      const rows: readonly object[] = await this.rows(table);
      tables.push([table, rows.filter((row) => !('name' in row && row.name === 'lease-epoch'))]);
    }
    return JSON.stringify(tables);
  }

  writeCount(): number {
    return this.outlook.writes.length + this.sales.writes.length;
  }

  later(ms: number): void {
    this.world.nowMs += ms;
  }
}

export const minuteMs = 60_000;
