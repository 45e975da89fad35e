// One plan on the table: both services, the wire, the address book, one device with its disk, and the first violation.

import { ensureBinding } from '../../../../src/store/binding.ts';
import { createMemorySyncStore } from '../../../../src/store/memory/memory-sync-store.ts';
import type { RunId, StoreId } from '../../../../src/sync/model/ids.ts';
import type { RunReport } from '../../../../src/sync/model/run-report.ts';
import type { SyncSettings } from '../../../../src/sync/model/settings.ts';
import type { Clock } from '../../../../src/sync/ports/clock.ts';
import type { SyncPorts } from '../../../../src/sync/ports/sync-ports.ts';
import type { SyncStore } from '../../../../src/sync/ports/sync-store.ts';
import { answerConflict } from '../../../../src/sync/run/deeds/answer-conflict.ts';
import { decideHeldDeletes } from '../../../../src/sync/run/deeds/decide-held-deletes.ts';
import { runSync } from '../../../../src/sync/run/run-sync.ts';
import { Violation } from '../../invariants/check.ts';
import { digests } from '../../play/digests.ts';
import { seededRandom } from '../../world/random.ts';
import { RunSignal } from '../../world/run-signal.ts';
import type { ConnectorPlan, WireRound } from '../connector-plan.ts';
import { waysOnWire } from '../wire/delta-rows.ts';
import { VirtualTime } from '../wire/virtual-time.ts';
import { Wire } from '../wire/wire.ts';
import { AddressBook } from './address-book.ts';
import { checkStores } from './book-checks.ts';
import { CATEGORY, connect, INSTANCE, SEARCH, startServices, USER, type Services } from './services.ts';

const facts = { instance: INSTANCE, owner: `tenant|${USER}`, salesUser: USER };

export class ConnectorScene {
  readonly plan: ConnectorPlan;
  readonly services: Services;
  readonly book: AddressBook;
  readonly wire: Wire;
  readonly time: VirtualTime;
  readonly store: SyncStore = createMemorySyncStore({ id: 'pane-1' as StoreId });
  readonly reached = new Map<string, number>();
  violation: Violation | null = null;
  readonly #clock: Clock;
  #ports: SyncPorts;
  #onCrash: () => void = () => undefined;
  readonly #releases = new Set<string>();
  #runs = 0;

  /** Starts both services; `end` stops them. `dataDir` is a folder for this plan alone. */
  static async start(plan: ConnectorPlan, dataDir: string): Promise<ConnectorScene> {
    const time = new VirtualTime();
    const services = await startServices(plan, { time, random: seededRandom(plan.seed), dataDir });
    return new ConnectorScene(plan, services, time);
  }

  private constructor(plan: ConnectorPlan, services: Services, time: VirtualTime) {
    this.plan = plan;
    this.services = services;
    this.time = time;
    this.book = new AddressBook(services);
    this.wire = new Wire({
      time,
      servers: services.servers,
      doDeed: (deed) => {
        this.book.act(deed);
      },
      afterWrite: () => {
        this.judge(() => {
          checkStores(services, this.book);
        });
      },
      onViolation: (violation) => {
        this.violation ??= violation;
      },
      onCrash: () => {
        this.#onCrash();
      },
      reach: (name) => {
        this.reach(name);
      },
    });
    this.#clock = time.clock(seededRandom(plan.seed + 1));
    this.#ports = this.#startDevice();
    for (const born of plan.people) this.book.add(born);
  }

  /** Connectors that know nothing yet, on the store as it is. */
  #startDevice(): SyncPorts {
    const remotes = connect(this.plan, { clock: this.#clock, fetchOf: (side) => this.wire.fetchOf(side) });
    return { ...remotes, ...this.#relay(), store: this.store, clock: this.#clock, digests };
  }

  reach(name: string): void {
    this.reached.set(name, (this.reached.get(name) ?? 0) + 1);
  }

  /** Runs one check and keeps the first violation. */
  judge(check: () => void): void {
    if (this.violation !== null) return;
    try {
      check();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.violation = error;
    }
  }

  fail(invariant: string, message: string): void {
    this.violation ??= new Violation(invariant, message);
  }

  /** One run of the engine; null where its device died, or where it threw, which is a violation. */
  async run(round?: Pick<WireRound, 'during' | 'faults' | 'ways'>): Promise<RunReport | null> {
    this.#runs += 1;
    this.wire.beginRound(round);
    this.services.setWays(round?.ways ?? []);
    for (const way of round?.ways ?? []) if (!waysOnWire.includes(way)) this.reach(`way ${way}`);
    const request = {
      runId: `run-${String(this.#runs)}` as RunId,
      trigger: 'schedule',
      mode: 'routine',
      kinds: ['contact'],
      settings: this.#settings(),
      plans: 'apply',
      ...facts,
    } as const;
    try {
      const known = this.book.stories.length;
      await ensureBinding(this.store, facts, this.time.nowMs);
      const crashed = new Promise<null>((resolve) => {
        this.#onCrash = () => {
          resolve(null);
        };
      });
      const report = await Promise.race([runSync(this.#ports, request, new RunSignal()), crashed]);
      if (report === null) {
        await this.wire.idle();
        this.#ports = this.#startDevice();
        return null;
      }
      this.reach(`outcome ${report.outcome}`);
      if (report.outcome.startsWith('succeeded')) this.book.metUntil = known;
      return report;
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.fail('I14', `the engine threw: ${told}`);
      return null;
    }
  }

  /** The person agrees to every delete that is held, and wants back what was deleted on one side and edited on the other. */
  async decide(): Promise<void> {
    const ports = { store: this.store, clock: this.#clock };
    for (const { key, question, units } of await this.store.scan('conflicts', { limit: 1_000 })) {
      const shown = units.map(
        ({ unit, microsoftDigest, salesDigest }) =>
          [unit, { microsoft: microsoftDigest, sales: salesDigest }] as const,
      );
      const answer = {
        key,
        question,
        choices: {},
        shown: Object.fromEntries(shown),
        fate: 'recreate',
      } as const;
      await answerConflict(ports, answer);
    }
    for (const { id, keys } of await this.store.scan('heldDeletes', { limit: 1_000 }))
      await decideHeldDeletes(ports, { id, shown: keys, decision: 'apply' });
  }

  async end(): Promise<void> {
    await this.services.close();
  }

  #relay(): Pick<SyncPorts, 'lease' | 'reports'> {
    return {
      lease: {
        acquire: () =>
          Promise.resolve({
            epoch: 1,
            isNewStore: false,
            lastSuccessStartedAtMs: null,
            instance: INSTANCE,
            removedByUser: [...this.#releases].sort(),
            isCurrent: () => true,
            release: () => Promise.resolve(),
          }),
      },
      reports: {
        started: () => undefined,
        progress: () => undefined,
        releases: (added, removed) => {
          for (const key of removed) this.#releases.delete(key);
          for (const key of added) this.#releases.add(key);
          return Promise.resolve();
        },
        finished: () => Promise.resolve(),
      },
    };
  }

  #settings(): SyncSettings {
    return {
      categoryName: CATEGORY,
      totalLimit: 5_000,
      mergeUnit: 'field',
      kinds: {
        contact: {
          isOn: true,
          savedSearch: SEARCH,
          policy: this.plan.policy,
          recordLimit: 5_000,
          allowCreateInSales: true,
          allowDeleteInSales: true,
          blankNeverOverwrites: [],
          unitPolicies: {},
        },
      },
      contacts: { allowWithoutAccount: true, sharePersonalFields: false },
      safety: { deleteCount: 10, deleteShare: 0.1, firstSyncNeedsPlan: true },
    };
  }
}
