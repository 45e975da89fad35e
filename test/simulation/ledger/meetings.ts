// When two records of one person became a pair to everybody: a run was over that had read both, and could carry out what it
// made of them.

import { bothSides, type Ledger } from './ledger.ts';

export class Meetings {
  readonly #ledger: Ledger;
  /** order at which the run began that made the plan which waits for a person (P2), by runner */
  readonly #shownAt = new Map<string, number>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** A run that began then has ended with a plan that waits for a person. */
  show(runner: string, beganAt: number): void {
    if (!this.#shownAt.has(runner)) this.#shownAt.set(runner, beganAt);
  }

  /**
   * A run has succeeded: whoever lives on both sides and was read there has met. Not who was changed since a plan was
   * shown that this run carried out: that is left for the next one (P3).
   */
  meet(runner: string): void {
    const { stories, order } = this.#ledger;
    this.#ledger.succeededAt = order;
    const shownAt = this.#shownAt.get(runner) ?? order;
    this.#shownAt.delete(runner);
    for (const story of stories) {
      const isRead = bothSides.every((side) => story.live(side).some((item) => item.servedAt.size > 0));
      const isAsShown = Math.max(story.touchedAt, story.wishedAt) <= shownAt;
      if (!isRead || !isAsShown) continue;
      story.knownAt = order;
      if (story.metAt === 0) story.metAt = order;
    }
  }
}
