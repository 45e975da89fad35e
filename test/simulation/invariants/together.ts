// I29: what I1, I2 and I5 forbid they forbid two runners too, however their I/Os interleave. A breach of one of them while
// both have been at work under a lease of their own is a breach of I29, and says which.

import type { Runner } from '../world/engine-host.ts';
import { Violation, type Check } from './check.ts';

const kept: readonly string[] = ['I1', 'I2', 'I5'];

export class Together {
  /** who was granted a lease in a run that is not over */
  readonly #granted = new Set<Runner>();
  #isTogether = false;

  /** Put it before every other check. */
  readonly check: Check = {
    answers: ({ runner, kind, answer }, facts) => {
      if (kind !== 'lease.acquire' || answer === undefined) return;
      this.#granted.add(runner);
      if (this.#granted.size < 2) return;
      this.#isTogether = true;
      facts.reach('two runners at work');
    },
    runEnds: (runner) => {
      this.#granted.delete(runner);
      if (this.#granted.size === 0) this.#isTogether = false;
    },
  };

  named(violation: Violation): Violation {
    return this.#isTogether && kept.includes(violation.invariant)
      ? new Violation('I29', `two runners at work, and ${violation.message}`)
      : violation;
  }
}
