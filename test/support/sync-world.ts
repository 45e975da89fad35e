// A small world for tests of the engine: virtual time, one gate for all I/O with a step counter, and faults by step.
// A crash is no SyncError, so the engine cannot catch it; after it every further I/O of that run throws as well.

import { SyncError } from '../../src/sync/model/error.ts';
import type { Clock } from '../../src/sync/ports/clock.ts';

export class Crash extends Error {
  override readonly name = 'Crash';
}

export type FaultKind = 'crash-before' | 'crash-after' | 'response-lost';
export interface Fault {
  readonly step: number;
  readonly kind: FaultKind;
}

export class World {
  nowMs = Date.UTC(2026, 0, 5, 8);
  steps = 0;
  readonly log: string[] = [];
  #fault: Fault | null = null;
  #isDead = false;
  #beforeStep: ((name: string, step: number) => void) | null = null;

  readonly clock: Clock = {
    nowMs: () => this.nowMs,
    sleep: (ms, signal) => {
      if (signal.aborted) return Promise.reject(new SyncError('cancelled'));
      this.nowMs += ms;
      return Promise.resolve();
    },
    chance: () => 0.5,
  };

  injectFault(fault: Fault | null): void {
    this.#fault = fault;
    this.steps = 0;
  }

  /** Called before every I/O, e.g. to let a person edit in between or to script an answer. */
  onStep(listener: ((name: string, step: number) => void) | null): void {
    this.#beforeStep = listener;
  }

  revive(): void {
    this.#isDead = false;
    this.#fault = null;
    this.steps = 0;
  }

  /** One I/O. `lost` answers in place of a response that never arrived; without it the connection is reported broken. */
  async io<T>(name: string, act: () => T, lost?: () => T): Promise<T> {
    await Promise.resolve();
    if (this.#isDead) throw new Crash('dead');
    this.steps += 1;
    this.nowMs += 10;
    const step = this.steps;
    this.log.push(name);
    this.#beforeStep?.(name, step);
    const fault = this.#fault?.step === step ? this.#fault.kind : null;
    if (fault === 'crash-before') this.#die();
    const answer = act();
    if (fault === 'crash-after') this.#die();
    if (fault === 'response-lost') {
      if (lost !== undefined) return lost();
      throw new SyncError('unreachable');
    }
    return structuredClone(answer);
  }

  #die(): never {
    this.#isDead = true;
    throw new Crash('crash');
  }
}

export const noSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
