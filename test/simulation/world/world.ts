// Virtual time, chance and the list of what the plan wants to happen at which I/O of the running round.

import type { Deed, Fault, IoKind, Place, Round } from '../plan.ts';
import { seededRandom, type Random } from './random.ts';
import { TraceHash } from './trace-hash.ts';
import { Turns } from './turns.ts';

const ioMs = 10;
/** far from any epoch, so that offsets of days never meet zero */
const startMs = Date.UTC(2026, 0, 5, 8);

export interface Arrival {
  readonly deeds: readonly Deed[];
  readonly faults: readonly Fault['do'][];
}

const nothing: Arrival = { deeds: [], faults: [] };

/** What the exhaustive runner does to one I/O, counted over the whole plan. */
export interface StepFault {
  readonly step: number;
  readonly do: 'crash-before' | 'crash-after' | 'lose-response';
}

export class World {
  readonly random: Random;
  readonly turns: Turns;
  readonly #counts = new Map<IoKind, number>();
  #planned = new Map<string, Arrival>();
  nowMs = startMs;
  /** I/Os since the beginning */
  steps = 0;
  /** whose I/O is being answered, for services that do not know who asks */
  asker: 'pane' | 'worker' = 'pane';
  /** faults that happened, in their order; a planned one may never have met its I/O */
  readonly struck: Fault['do'][] = [];
  /** names of what was reached, with counts: the `sometimes` of the run */
  readonly reached = new Map<string, number>();
  readonly #trace = new TraceHash();
  stepFaults: readonly StepFault[] = [];
  /** off where nobody asks for the hash: taking everything in is a tenth of a plan's time */
  isTraced = true;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.turns = new Turns(this, this.random);
  }

  countOf(kind: IoKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  beginRound(round: Pick<Round, 'during' | 'faults'>): void {
    this.#counts.clear();
    this.#planned = new Map();
    for (const { deed, ...place } of round.during) {
      const at = this.#at(place);
      this.#planned.set(placeKey(place), { ...at, deeds: [...at.deeds, deed] });
    }
    for (const fault of round.faults) {
      const at = this.#at(fault);
      this.#planned.set(placeKey(fault), { ...at, faults: [...at.faults, fault.do] });
    }
  }

  #at(place: Place): Arrival {
    return this.#planned.get(placeKey(place)) ?? nothing;
  }

  /** One more I/O of this kind begins. */
  arrive(kind: IoKind, who: string): Arrival {
    this.steps += 1;
    this.nowMs += ioMs;
    this.trace(who, kind, this.nowMs);
    const nth = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, nth);
    const planned = this.#planned.size === 0 ? nothing : this.#at({ on: kind, nth });
    const step = this.stepFaults.find((fault) => fault.step === this.steps);
    return step === undefined ? planned : { ...planned, faults: [...planned.faults, step.do] };
  }

  reach(name: string): void {
    this.reached.set(name, (this.reached.get(name) ?? 0) + 1);
  }

  /** Plain data that two runs of one plan must agree in. */
  trace(...happened: readonly unknown[]): void {
    if (this.isTraced) for (const one of happened) this.#trace.add(one);
  }

  get traceHash(): string {
    return String(this.#trace);
  }
}

function placeKey({ on, nth }: Place): string {
  return `${on}#${String(nth)}`;
}
