// The relay as an engine meets it: one lease per user, by the relay's own clock, and the reports that make a store known.
// Imitates src/relay/queries/runs/leases.ts and src/remote/relay; the rule that background runs keep off an open pane is
// left out, because two runners at once is what a simulation wants to see (I29).

import { isSyncError, SyncError } from '../../../src/sync/model/error.ts';
import type { InstanceId, StoreId } from '../../../src/sync/model/ids.ts';
import type { RunReport } from '../../../src/sync/model/run-report.ts';
import type { Lease, LeaseGrant } from '../../../src/sync/ports/lease.ts';
import type { ReportSink } from '../../../src/sync/ports/report-sink.ts';
import type { Gate } from '../world/gate.ts';
import type { Runner } from './simulated-side.ts';

/** how long a lease lasts once nobody renews it (relay.md) */
export const leaseMs = 90_000;
/** an adapter counts its lease as over this long before it ends, by the time since it asked */
const longestRequestMs = 30_000;
/** a pane that waits for a background run asks again this soon */
const handoverRetryMs = 5_000;
const instance = 'instance-1' as InstanceId;

interface LeaseRow {
  readonly store: StoreId;
  readonly runner: Runner;
  readonly epoch: number;
  /** the first number under which this store has held it without another in between */
  readonly sinceEpoch: number;
  readonly isNewStore: boolean;
  readonly expiresMs: number;
}

/** A run that holds the lease and renews it; dead ones renew nothing. */
interface Holder {
  readonly store: StoreId;
  readonly runner: Runner;
  readonly epoch: number;
  isRenewing: boolean;
}

interface NamedGrant {
  readonly store: StoreId;
  readonly epoch: number;
}

interface NamedReport {
  readonly report: RunReport;
  readonly grant: NamedGrant | null;
}

export class RelaySide {
  readonly #nowMs: () => number;
  #row: LeaseRow | null = null;
  #holder: Holder | null = null;
  readonly #releases = new Set<string>();
  /** what a run was granted: its report names it */
  readonly #granted = new WeakMap<Gate, NamedGrant>();
  /** when each number was granted first */
  readonly #grantedAtMs = new Map<number, number>();
  /** final reports that did not arrive; a pane keeps its own and sends it before its next run */
  readonly #kept = new Map<StoreId, NamedReport>();
  lastSuccessStartedAtMs: number | null = null;
  user: 'enabled' | 'disabled' | 'deleted' = 'enabled';

  constructor({ nowMs }: { nowMs(): number }) {
    this.#nowMs = nowMs;
  }

  get removedByUser(): readonly string[] {
    return [...this.#releases].sort();
  }

  lease(gate: Gate): Lease {
    return {
      acquire: async (store) => {
        let grantedMs = 0;
        const grant = await gate.io('lease.acquire', {
          act: () => {
            grantedMs = this.#nowMs();
            return this.#take(store, gate.runner);
          },
          lost: unreachable,
        });
        this.#granted.set(gate, { store, epoch: grant.epoch });
        // Asleep before it heard of its grant (F7): renewed too late, it is over, and may be somebody else's.
        const isRenewing = this.#nowMs() - grantedMs < leaseMs - longestRequestMs;
        const holder: Holder = { store, runner: gate.runner, epoch: grant.epoch, isRenewing };
        if (isRenewing) this.#holder = holder;
        return { ...grant, ...this.#hold(holder, gate) };
      },
    };
  }

  reports(gate: Gate): ReportSink {
    return {
      started: () => undefined,
      progress: () => undefined,
      releases: (added, removed) =>
        gate.io('reports.releases', {
          act: () => {
            for (const key of removed) this.#releases.delete(key);
            for (const key of added) this.#releases.add(key);
          },
          lost: unreachable,
        }),
      finished: async (report) => {
        const grant = this.#granted.get(gate) ?? null;
        const act = (): void => {
          this.#accept({ report, grant });
        };
        try {
          await gate.io('reports.finished', { act, lost: unreachable });
        } catch (error) {
          if (!isSyncError(error)) throw error;
          if (gate.runner === 'pane' && grant !== null) this.#kept.set(grant.store, { report, grant });
        }
      },
    };
  }

  /** The holder was away for too long: it must stop, and anybody may take the lease. */
  expireLease(): void {
    if (this.#holder !== null) this.#holder.isRenewing = false;
    this.#holder = null;
    if (this.#row !== null) this.#row = { ...this.#row, expiresMs: this.#nowMs() };
  }

  /** Its engine is dead or its machine asleep: the lease ends by itself, `leaseMs` from now. */
  holderIsSilent(runner: Runner): void {
    if (this.#holder?.runner === runner) this.#stopRenewing(this.#holder);
  }

  /** Whether somebody holds the lease under this number and goes on renewing it. */
  isCurrent(epoch: number): boolean {
    return this.#holder !== null && this.#holder.epoch === epoch && this.#isRenewed(this.#holder);
  }

  #hold(holder: Holder, gate: Gate): Pick<LeaseGrant, 'isCurrent' | 'release'> {
    return {
      isCurrent: () => this.#isRenewed(holder),
      release: async () => {
        this.#stopRenewing(holder);
        const act = (): void => {
          const row = this.#row;
          if (row?.store === holder.store && row.expiresMs > this.#nowMs())
            this.#row = { ...row, expiresMs: this.#nowMs() };
        };
        // A lease that cannot be given back ends by itself after its time.
        await gate.io('lease.release', { act, lost: () => undefined }).catch((error: unknown) => {
          if (!isSyncError(error)) throw error;
        });
      },
    };
  }

  #take(store: StoreId, runner: Runner): Omit<LeaseGrant, 'isCurrent' | 'release'> {
    if (this.user === 'deleted') throw new SyncError('user-deleted');
    if (this.user === 'disabled') throw new SyncError('user-disabled');
    const kept = this.#kept.get(store);
    if (kept !== undefined) this.#accept(kept);
    this.#kept.delete(store);
    const row = this.#grant(store, runner);
    this.#row = row;
    if (!this.#grantedAtMs.has(row.epoch)) this.#grantedAtMs.set(row.epoch, this.#nowMs());
    return {
      epoch: row.epoch,
      isNewStore: row.isNewStore,
      lastSuccessStartedAtMs: this.lastSuccessStartedAtMs,
      instance,
      removedByUser: this.removedByUser,
    };
  }

  #grant(store: StoreId, runner: Runner): LeaseRow {
    const [row, nowMs] = [this.#row, this.#nowMs()];
    const lasting = { store, runner, expiresMs: nowMs + leaseMs };
    if (row === null) {
      const first = Math.floor(nowMs / 1_000);
      return { ...lasting, epoch: first, sinceEpoch: first, isNewStore: false };
    }
    const leftMs = this.#leftMs(row);
    if (row.store !== store && leftMs > 0) {
      const isHandover = runner === 'pane' && row.runner === 'worker';
      throw new SyncError('lease-refused', {
        retryAfterMs: isHandover ? Math.min(leftMs, handoverRetryMs) : leftMs,
      });
    }
    const isSame = row.store === store && leftMs > 0;
    return {
      ...lasting,
      epoch: isSame ? row.epoch : row.epoch + 1,
      sinceEpoch: row.store === store ? row.sinceEpoch : row.epoch + 1,
      isNewStore: row.isNewStore || row.store !== store,
    };
  }

  #leftMs(row: LeaseRow): number {
    const isRenewed = this.#holder !== null && this.#isRenewed(this.#holder);
    return isRenewed ? leaseMs : Math.max(0, row.expiresMs - this.#nowMs());
  }

  /** Whether the renewals of this holder, every 30 s, still succeed. */
  #isRenewed({ isRenewing, store, epoch }: Holder): boolean {
    const row = this.#row;
    return isRenewing && this.user === 'enabled' && row?.store === store && row.epoch === epoch;
  }

  #stopRenewing(holder: Holder): void {
    const row = this.#row;
    if (row !== null && this.#isRenewed(holder)) this.#row = { ...row, expiresMs: this.#nowMs() + leaseMs };
    holder.isRenewing = false;
    if (this.#holder === holder) this.#holder = null;
  }

  // A report only names its grant: the runner's own clock may be wrong, and the store may have lost the lease meanwhile.
  #accept({ report: { outcome }, grant }: NamedReport): void {
    if (grant === null || (outcome !== 'succeeded' && outcome !== 'succeeded-with-conflicts')) return;
    const grantedMs = this.#grantedAtMs.get(grant.epoch) ?? 0;
    this.lastSuccessStartedAtMs = Math.max(this.lastSuccessStartedAtMs ?? 0, grantedMs);
    const row = this.#row;
    if (row?.store === grant.store && grant.epoch >= row.sinceEpoch)
      this.#row = { ...row, isNewStore: false };
  }
}

function unreachable(): never {
  throw new SyncError('relay-unreachable');
}
