// One device: a disk, a clock that may be wrong, and the engine's life on it. A crash is not an error the engine could catch:
// the I/O it happened in never answers, the run is left behind, and the next run starts from the disk.

import { createMemorySyncStore } from '../../../src/store/memory/memory-sync-store.ts';
import type { Digests } from '../../../src/sync/ports/digest.ts';
import { SyncError } from '../../../src/sync/model/error.ts';
import type { RunReport } from '../../../src/sync/model/run-report.ts';
import type { StoreId } from '../../../src/sync/model/ids.ts';
import type { Clock } from '../../../src/sync/ports/clock.ts';
import type { RunRequest } from '../../../src/sync/ports/run-request.ts';
import type { SyncPorts } from '../../../src/sync/ports/sync-ports.ts';
import type { StoreOperation, SyncStore } from '../../../src/sync/ports/sync-store.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import type { Deed, Fault, IoKind } from '../plan.ts';
import { fits, isService, isSideFault, sideOf } from './fault-fits.ts';
import type { Gate, IoCall } from './gate.ts';
import { RunSignal } from './run-signal.ts';
import type { World } from './world.ts';

export type Runner = Gate['runner'];
export type RunEnd = { readonly end: 'reported'; readonly report: RunReport } | { readonly end: 'crashed' };

/** What a device needs of the rest of the world. */
export interface HostOptions {
  readonly world: World;
  readonly runner: Runner;
  readonly clockOffsetMs: number;
  readonly digests: Digests;
  /** the services as this device reaches them */
  readonly services: (gate: Gate) => Pick<SyncPorts, 'microsoft' | 'sales' | 'lease' | 'reports'>;
  readonly doDeed: (deed: Deed) => Promise<void>;
  readonly loseLease: () => void;
  /** F7: hours pass, and nothing of this device happens in them; answers whether the other one ran meanwhile */
  readonly sleep: (how: Sleep) => Promise<boolean>;
  /** whether the relay calls the lease of this number held */
  readonly isCurrent: (epoch: number) => boolean;
  readonly onCommit: (commit: Committed) => void;
  readonly onAsk: (kind: IoKind, isLeaseLost: boolean) => void;
  /** what the engine got, or the error it got */
  readonly onAnswer: (kind: IoKind, answer: unknown, error: unknown) => void;
}

export interface Committed {
  readonly epoch: number | null;
  readonly operations: readonly StoreOperation[];
  /** the lease was held when the engine asked for the commit; a person's own rows need none */
  readonly wasCurrent: boolean;
}

/** F28: whether the other device runs while this one sleeps. */
export interface Sleep {
  readonly isOvertaken: boolean;
}

type Commit = readonly [number | null, readonly StoreOperation[]];
const dayMs = 86_400_000;

export class EngineHost {
  readonly runner: Runner;
  readonly #options: HostOptions;
  #disk: SyncStore;
  #commits: Commit[] = [];
  #disks = 0;
  #life = 0;
  #signal = new RunSignal();
  #onCrash: () => void = () => undefined;
  clockOffsetMs: number;
  isRunning = false;

  constructor(options: HostOptions) {
    this.#options = options;
    this.runner = options.runner;
    this.clockOffsetMs = options.clockOffsetMs;
    this.#disk = this.#newDisk();
  }

  /** the disk itself, for scans and for a person's own decisions; not gated */
  get disk(): SyncStore {
    return this.#disk;
  }

  get clock(): Clock {
    const { world } = this.#options;
    return {
      nowMs: () => world.nowMs + this.clockOffsetMs,
      chance: world.random,
      sleep: async (ms, signal) => {
        if (signal.aborted) throw new SyncError('cancelled');
        await world.turns.take(world.nowMs + Math.max(0, ms));
      },
    };
  }

  /** F29: nothing is left, and the next store has another identity. */
  wipe(): void {
    this.#disk = this.#newDisk();
    this.#commits = [];
  }

  /** F6: the newest commits were acknowledged and never reached the platter. Answers what is left. */
  async rewind(lost: number): Promise<readonly (readonly StoreOperation[])[]> {
    const kept = this.#commits.slice(0, Math.max(0, this.#commits.length - lost));
    this.#disk = createMemorySyncStore({ id: this.#disk.id });
    this.#commits = kept;
    for (const [epoch, operations] of kept) await this.#disk.commit(epoch, operations);
    return kept.map(([, operations]) => operations);
  }

  /** A person's own decision: no lease, no step of the engine. */
  async commitByPerson(epoch: number | null, operations: readonly StoreOperation[]): Promise<void> {
    await this.#disk.commit(epoch, operations);
    this.#commits.push([epoch, operations]);
    this.#options.onCommit({ epoch, operations, wasCurrent: true });
  }

  /** Runs the engine once. Throws what the engine throws, which is a violation. */
  async run(request: RunRequest): Promise<RunEnd> {
    const { world } = this.#options;
    this.#life += 1;
    this.#signal = new RunSignal();
    this.isRunning = true;
    world.turns.begin();
    const crashed = new Promise<RunEnd>((resolve) => {
      this.#onCrash = () => {
        resolve({ end: 'crashed' });
      };
    });
    try {
      const gate = this.#gate(this.#life);
      const ports: SyncPorts = {
        ...this.#options.services(gate),
        store: this.#gatedDisk(gate),
        clock: this.clock,
        digests: this.#options.digests,
      };
      const reported = runSync(ports, request, this.#signal).then((report): RunEnd => ({
        end: 'reported',
        report,
      }));
      return await Promise.race([reported, crashed]);
    } finally {
      this.isRunning = false;
      world.turns.end();
    }
  }

  #gate(life: number): Gate {
    const { world, runner, onAsk, onAnswer } = this.#options;
    return {
      runner,
      nowMs: () => world.nowMs,
      io: async (kind, call) => {
        await world.turns.take(world.nowMs);
        if (this.#life !== life) return never();
        const arrival = world.arrive(kind, runner);
        for (const deed of arrival.deeds) await this.#options.doDeed(deed);
        this.#note(kind, arrival.faults);
        onAsk(kind, arrival.faults.includes('lease-lost'));
        world.asker = runner;
        try {
          await this.#sleepBefore(call, arrival.faults);
          const answer = await this.#answer(kind, call, arrival.faults);
          await this.#sleepAfter(arrival.faults);
          onAnswer(kind, answer, null);
          return answer;
        } catch (error) {
          onAnswer(kind, undefined, error);
          throw error;
        }
      },
    };
  }

  /** What a service does instead of its duty is counted by the service, where it takes effect. */
  #note(kind: IoKind, faults: readonly Fault['do'][]): void {
    const { world } = this.#options;
    world.struck.push(...faults);
    const isDead = faults.includes('crash-before');
    const happening = isDead ? (['crash-before'] as const) : faults.filter((fault) => fits(kind, fault));
    for (const fault of happening) world.reach(`struck ${fault}`);
  }

  async #sleepBefore(call: IoCall<unknown>, faults: readonly Fault['do'][]): Promise<void> {
    const isOvertaken = faults.includes('overtake');
    if (!isOvertaken && !faults.includes('suspend')) return;
    if (await this.#sleep({ isOvertaken })) this.#options.world.reach('struck overtake');
    call.wakes?.();
  }

  async #sleepAfter(faults: readonly Fault['do'][]): Promise<void> {
    const isOvertaken = faults.includes('overtake-after');
    if (!isOvertaken && !faults.includes('suspend-after')) return;
    if (await this.#sleep({ isOvertaken })) this.#options.world.reach('struck overtake-after');
  }

  async #sleep(how: Sleep): Promise<boolean> {
    const wasOvertaken = await this.#options.sleep(how);
    this.#options.world.asker = this.#options.runner;
    return wasOvertaken;
  }

  #answer<Answer>(
    kind: IoKind,
    call: IoCall<Answer>,
    faults: readonly Fault['do'][],
  ): Answer | Promise<Answer> {
    if (faults.length === 0) return call.act(null);
    const { world } = this.#options;
    const has = (fault: Fault['do']): boolean => faults.includes(fault);
    if (has('crash-before')) return this.#crash();
    if (has('abort')) this.#signal.abort();
    if (has('lease-lost')) this.#options.loseLease();
    if (has('clock-jump')) this.clockOffsetMs += Math.round((world.random() * 2 - 1) * dayMs);
    if (kind === 'store.commit') {
      if (has('storage-full')) throw new SyncError('storage-full', { at: { step: 'commit' } });
    } else if (has('lose-request') || has('unreachable')) return lostAnswer(kind, call);
    else if (has('sign-in') && isService(kind)) {
      throw new SyncError('sign-in-needed', { at: { side: sideOf(kind) }, status: 401 });
    } else if (has('forbidden') && isService(kind)) {
      world.reach('refused as forbidden');
      throw new SyncError('access-denied', { at: { side: sideOf(kind) }, status: 403 });
    }
    const trouble = faults.find(isSideFault) ?? null;
    const answer = call.act(trouble);
    if (has('crash-after')) {
      // A commit that the store refuses while its engine dies has nobody left to tell.
      if (answer instanceof Promise) answer.catch(() => undefined);
      return this.#crash();
    }
    if (kind === 'store.commit') return answer;
    if (has('lose-response')) return lostAnswer(kind, call);
    if (has('malformed') && isService(kind)) {
      if (call.lost !== undefined) return call.lost();
      throw new SyncError('malformed', { at: { side: sideOf(kind) } });
    }
    return answer;
  }

  #crash(): Promise<never> {
    this.#life += 1;
    this.#options.world.reach('crash');
    this.#onCrash();
    return never();
  }

  /** The store behind the gate: a commit is one step; reading the own disk is none. */
  #gatedDisk(gate: Gate): SyncStore {
    const disk = this.#disk;
    return {
      ...disk,
      commit: async (epoch, operations) => {
        const wasCurrent = epoch === null || this.#options.isCurrent(epoch);
        await gate.io('store.commit', {
          act: () => {
            const committed = disk.commit(epoch, operations);
            return committed.then(() => {
              this.#commits.push([epoch, operations]);
              this.#options.onCommit({ epoch, operations, wasCurrent });
            });
          },
        });
      },
    };
  }

  #newDisk(): SyncStore {
    this.#disks += 1;
    return createMemorySyncStore({ id: `${this.#options.runner}-${String(this.#disks)}` as StoreId });
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function lostAnswer<Answer>(kind: IoKind, call: IoCall<Answer>): Answer {
  if (call.lost !== undefined) return call.lost();
  if (isService(kind)) throw new SyncError('unreachable', { at: { side: sideOf(kind) } });
  throw new SyncError('relay-unreachable');
}
