// When two records of one person became a pair to everybody: a run was over that had read both, and could carry out what it
// made of them.

import { bothSides, type Ledger, type Story } from './ledger.ts';

interface Shown {
  readonly beganAt: number;
  /** whom that run could show */
  readonly read: ReadonlySet<Story>;
}

export class Meetings {
  readonly #ledger: Ledger;
  /** the run that made the plan which waits for a person (P2), by runner */
  readonly #shown = new Map<string, Shown>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** A run that began then has ended with a plan that waits for a person. */
  show(runner: string, beganAt: number): void {
    if (this.#shown.has(runner)) return;
    this.#shown.set(runner, { beganAt, read: new Set(this.#ledger.stories.filter(isRead)) });
  }

  /**
   * A run that began then has succeeded: whoever lives on both sides and was read there has met. Not who was changed or read
   * since a plan was shown that this run carried out: that is left for the next one (P3). Nor whom its saved search did not
   * name (F26).
   */
  meet(runner: string, beganAt: number): void {
    const { stories, order } = this.#ledger;
    this.#ledger.succeededAt = order;
    this.#ledger.settledAt = beganAt;
    const shown = this.#shown.get(runner);
    this.#shown.delete(runner);
    for (const story of stories) {
      const isAsShown =
        shown === undefined ||
        (shown.read.has(story) && Math.max(story.touchedAt, story.wishedAt) <= shown.beganAt);
      const isUnlisted = story.live('sales').some((item) => (item.unlistedAt.get(runner) ?? 0) > beganAt);
      if (!isRead(story) || !isAsShown || isUnlisted) continue;
      story.knownAt = order;
      if (story.metAt === 0) story.metAt = order;
    }
  }
}

function isRead(story: Story): boolean {
  return bothSides.every((side) => story.live(side).some((item) => item.servedAt.size > 0));
}
