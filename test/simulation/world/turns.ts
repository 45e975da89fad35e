// Whose turn it is where two engines are at work. An engine has one I/O or one sleep open at most, so when all engines that
// are running wait here, nothing else can happen: one of them is picked by chance and the clock moves only when all sleep.

import type { Random } from './random.ts';

interface Waiting {
  readonly dueMs: number;
  readonly go: () => void;
}

export class Turns {
  readonly #waiting: Waiting[] = [];
  readonly #random: Random;
  readonly #time: { nowMs: number };
  #running = 0;

  constructor(time: { nowMs: number }, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  begin(): void {
    this.#running += 1;
  }

  end(): void {
    this.#running -= 1;
    this.#pick();
  }

  /** Resolves when it is the caller's turn, not before `dueMs` of virtual time. */
  async take(dueMs: number): Promise<void> {
    if (this.#running <= 1) {
      this.#time.nowMs = Math.max(this.#time.nowMs, dueMs);
      return Promise.resolve();
    }
    return new Promise((go) => {
      this.#waiting.push({ dueMs, go });
      this.#pick();
    });
  }

  #pick(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#running) return;
    const soonest = Math.min(...this.#waiting.map((waiting) => waiting.dueMs));
    this.#time.nowMs = Math.max(this.#time.nowMs, soonest);
    const ready = this.#waiting.filter((waiting) => waiting.dueMs <= this.#time.nowMs);
    const next = ready[Math.floor(this.#random() * ready.length)];
    if (next === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.go();
  }
}
