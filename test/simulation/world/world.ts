// Virtual time, chance and the list of what the plan wants to happen at which I/O of the running round.

import type { Deed, Fault, IoKind, Place, Round } from '../plan.ts';
import { seededRandom, type Random } from './random.ts';
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
  /** names of what was reached, with counts: the `sometimes` of the run */
  readonly reached = new Map<string, number>();
  #trace = 0x811c9dc5;
  stepFaults: readonly StepFault[] = [];

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
    this.trace(`${who}${kind}`);
    const nth = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, nth);
    const planned = this.#at({ on: kind, nth });
    const step = this.stepFaults.find((fault) => fault.step === this.steps);
    return step === undefined ? planned : { ...planned, faults: [...planned.faults, step.do] };
  }

  reach(name: string): void {
    this.reached.set(name, (this.reached.get(name) ?? 0) + 1);
  }

  /** FNV-1a over everything that happened: two runs of one plan must agree */
  trace(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      this.#trace = Math.imul(this.#trace ^ text.charCodeAt(index), 0x01000193);
    }
  }

  get traceHash(): string {
    return (this.#trace >>> 0).toString(16).padStart(8, '0');
  }
}

function placeKey({ on, nth }: Place): string {
  return `${on}#${String(nth)}`;
}
