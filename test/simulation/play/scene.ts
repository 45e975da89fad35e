// Everything on one table: the world, both services, the relay, two devices, the people, the ledger and the checks. The first
// violation is kept; the engine under test never sees it.

import type { KeptValue } from '../../../src/sync/model/decision.ts';
import type { InstanceId, RunId, SavedSearchId } from '../../../src/sync/model/ids.ts';
import type { JournalRow } from '../../../src/sync/model/state.ts';
import type { ConflictPolicy, SyncSettings } from '../../../src/sync/model/settings.ts';
import type { RunRequest } from '../../../src/sync/ports/run-request.ts';
import type { SyncStore } from '../../../src/sync/ports/sync-store.ts';
import type { HistoryEvent } from '../history.ts';
import {
  judgesOf,
  Violation,
  type Check,
  type EngineEvent,
  type Facts,
  type Judge,
  type Judges,
} from '../invariants/check.ts';
import { Mirror } from '../invariants/mirror.ts';
import { Together } from '../invariants/together.ts';
import { atFirst, type Circumstances } from '../ledger/circumstances.ts';
import { Ledger } from '../ledger/ledger.ts';
import { Meetings } from '../ledger/meetings.ts';
import type { Deed, Plan } from '../plan.ts';
import { OutlookSide } from '../sides/outlook-side.ts';
import { RelaySide } from '../sides/relay-side.ts';
import { SalesSide } from '../sides/sales-side.ts';
import type { SideOptions } from '../sides/side-options.ts';
import { EngineHost, type Runner, type Sleep } from '../world/engine-host.ts';
import { World } from '../world/world.ts';
import { allChecks } from './all-checks.ts';
import { decide } from './decisions.ts';
import { digests } from './digests.ts';
import { HeldValues } from './held-values.ts';
import { People } from './people.ts';
import { whoIs } from './values.ts';

export class Scene {
  readonly plan: Plan;
  readonly world: World;
  readonly ledger = new Ledger();
  readonly meetings = new Meetings(this.ledger);
  readonly outlook: OutlookSide;
  readonly sales: SalesSide;
  readonly relay: RelaySide;
  readonly hosts: Readonly<Record<Runner, EngineHost>>;
  readonly mirrors: Readonly<Record<Runner, Mirror>> = { pane: new Mirror(), worker: new Mirror() };
  readonly people: People;
  readonly circumstances: Circumstances = atFirst();
  readonly facts: Facts;
  violation: Violation | null = null;
  /** what happens while a device sleeps in the middle of its run; set by whoever plays the plan */
  sleep: (runner: Runner, how: Sleep) => Promise<boolean> = () => Promise.resolve(false);
  /** who ran to its end in this round while the runner of the round slept */
  overtaker: Runner | null = null;
  policy: ConflictPolicy;
  /** engine writes the services applied */
  engineWrites = 0;
  /** the same by operation, side and link key */
  readonly applied = new Map<string, number>();
  /** losing values that a disk kept before it was lost */
  readonly lostKept: KeptValue[] = [];
  /** what it had journalled, by id */
  readonly lostJournal = new Map<string, JournalRow>();
  readonly #together = new Together();
  readonly #judges: Judges;
  readonly #held = new HeldValues();
  #runs = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.policy = plan.policy;
    this.world = new World(plan.seed);
    const { world } = this;
    const nowMs = (): number => world.nowMs;
    const listener = (event: HistoryEvent): void => {
      this.#hear(event);
    };
    const hides: NonNullable<SideOptions['hides']> = (side, ids, how) => {
      this.ledger.hide(side, ids, { runner: world.asker, how });
    };
    const showsDead: NonNullable<SideOptions['showsDead']> = (...shown) => {
      this.ledger.showDead(...shown);
    };
    const reach = (name: string): void => {
      world.reach(name);
    };
    const { quirks } = plan;
    const options = { nowMs, quirks, listener, hides, showsDead, reach, random: world.random };
    this.outlook = new OutlookSide(options);
    this.sales = new SalesSide({
      ...options,
      isPoisoned: (units) => whoIs(units) === plan.poisoned,
      unlists: (ids) => {
        this.ledger.unlist(ids, world.asker);
      },
    });
    this.relay = new RelaySide({ nowMs });
    this.people = new People({ outlook: this.outlook, sales: this.sales, ledger: this.ledger });
    this.facts = {
      plan,
      ledger: this.ledger,
      circumstances: this.circumstances,
      nowMs,
      hasStruck: (...faults) => world.struck.some((fault) => faults.includes(fault)),
      reach,
    };
    this.hosts = { pane: this.#host('pane'), worker: this.#host('worker') };
    const disks = new Map(Object.entries(this.mirrors) as [Runner, Mirror][]);
    const checks = [this.#together.check, ...allChecks(disks, (...at) => this.#held.has(...at))];
    this.#judges = judgesOf(checks);
    for (const entity of plan.entities) this.people.add(entity);
  }

  #host(runner: Runner): EngineHost {
    return new EngineHost({
      world: this.world,
      runner,
      clockOffsetMs: this.plan.quirks.clockOffsetMs,
      digests,
      services: (gate) => ({
        microsoft: this.outlook.remote(gate),
        sales: this.sales.remote(gate),
        lease: this.relay.lease(gate),
        reports: this.relay.reports(gate),
      }),
      doDeed: (deed) => this.act(deed),
      loseLease: () => {
        this.relay.expireLease();
      },
      sleep: (how) => this.sleep(runner, how),
      isCurrent: (epoch) => this.relay.isCurrent(epoch),
      onCommit: (commit) => {
        this.world.trace(commit);
        this.check('commits', { runner, ...commit }, this.facts);
      },
      onAsk: (kind, isLeaseLost) => {
        this.check('asks', { runner, kind, isLeaseLost }, this.facts);
      },
      onAnswer: (kind, answer, error) => {
        this.check('answers', { runner, kind, answer, error }, this.facts);
      },
    });
  }

  /** Asks every check that listens to this, and keeps the first violation. */
  check<Hook extends keyof Check>(hook: Hook, ...told: Parameters<Judge<Hook>>): void {
    if (this.violation !== null) return;
    this.guard(() => {
      for (const judge of this.#judges[hook]) (judge as (...facts: unknown[]) => void)(...told);
    });
  }

  guard(judge: () => void): void {
    try {
      judge();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.violation ??= this.#together.named(error);
    }
  }

  hasFailed(): boolean {
    return this.violation !== null;
  }

  fail(invariant: string, message: string): void {
    this.violation ??= new Violation(invariant, message);
  }

  #hear(event: HistoryEvent): void {
    this.#held.note(event);
    this.world.trace(event);
    if (event.type !== 'changed') {
      this.ledger.note(event);
      return;
    }
    if (isByEngine(event)) {
      this.engineWrites += 1;
      const name = `${event.write.operation} ${event.side} ${event.write.key}`;
      this.applied.set(name, (this.applied.get(name) ?? 0) + 1);
      this.check('engineChanges', event, this.facts);
    }
    this.ledger.note(event);
    if (event.by === 'person') this.check('personChanges', event, this.facts);
  }

  async act(deed: Deed): Promise<void> {
    switch (deed.do) {
      case 'policy':
        this.policy = deed.policy;
        return;
      case 'answer':
      case 'decide-held':
      case 'bring-back':
      case 'restore-kept':
      case 'approve':
        for (const runner of ['pane', 'worker'] as const) {
          const ports = { store: this.#personal(runner), clock: this.hosts[runner].clock };
          await decide(ports, deed, this.facts);
        }
        return;
      default:
        this.people.act(deed);
    }
  }

  /** The disk as a person's own decisions reach it. */
  #personal(runner: Runner): SyncStore {
    const host = this.hosts[runner];
    return {
      ...host.disk,
      commit: async (epoch, operations) => {
        await host.commitByPerson(epoch, operations);
      },
    };
  }

  async wipe(runner: Runner): Promise<void> {
    this.world.reach('disk wiped');
    await this.#remember(runner);
    this.hosts[runner].wipe();
    this.mirrors[runner].clear();
    this.#memoryLost(runner);
  }

  async #remember(runner: Runner): Promise<void> {
    const { disk } = this.hosts[runner];
    this.lostKept.push(...(await disk.scan('keptValues', { limit: 10_000 })));
    for (const row of await disk.scan('journal', { limit: 10_000 })) this.lostJournal.set(row.id, row);
  }

  async rewind(runner: Runner, lost: number): Promise<void> {
    this.world.reach('disk set back');
    await this.#remember(runner);
    const kept = await this.hosts[runner].rewind(lost);
    this.mirrors[runner].clear();
    for (const operations of kept) this.mirrors[runner].take(operations);
    this.#memoryLost(runner);
  }

  #memoryLost(runner: Runner): void {
    this.check('diskChanges', runner, this.facts);
  }

  /** Another runner goes on with what its own disk knows (A6). */
  handOver(runner: Runner): void {
    this.#memoryLost(runner);
  }

  request(runner: Runner, mode: RunRequest['mode']): RunRequest {
    this.#runs += 1;
    this.circumstances.policies.set(runner, this.policy);
    this.circumstances.workedBy.push(this.policy);
    return {
      runId: `run-${String(this.#runs)}` as RunId,
      trigger: 'schedule',
      mode,
      kinds: ['contact'],
      settings: this.#settings(),
      owner: 'tenant|user',
      salesUser: 'rep',
      instance: 'instance-1' as InstanceId,
      plans: this.plan.asksFirst && runner === 'pane' ? 'ask' : 'apply',
    };
  }

  #settings(): SyncSettings {
    const { plan } = this;
    return {
      categoryName: this.people.categoryName,
      totalLimit: 5_000,
      mergeUnit: plan.mergeUnit,
      kinds: {
        contact: {
          isOn: true,
          savedSearch: 'search-1' as SavedSearchId,
          policy: this.policy,
          recordLimit: 5_000,
          allowCreateInSales: true,
          allowDeleteInSales: plan.allowDeleteInSales,
          blankNeverOverwrites: [],
          unitPolicies: {},
        },
      },
      contacts: { allowWithoutAccount: true, sharePersonalFields: false },
      safety: { deleteCount: plan.deleteLimit, deleteShare: 0.1, firstSyncNeedsPlan: true },
    };
  }
}

function isByEngine(event: Extract<HistoryEvent, { type: 'changed' }>): event is EngineEvent {
  return event.by === 'engine' && event.write !== null && event.runner !== null;
}
