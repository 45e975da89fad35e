// The time of a plan: passes by waiting and by requests, never by itself.

import { SyncError } from '../../../../src/sync/model/error.ts';
import type { Clock } from '../../../../src/sync/ports/clock.ts';
import type { Random } from '../../world/random.ts';

const startMs = Date.UTC(2026, 0, 5, 8);

export class VirtualTime {
  nowMs = startMs;

  pass(ms: number): void {
    this.nowMs += ms;
  }

  /** Sleepers that wait at the same time wait together. */
  clock(random: Random): Clock {
    return {
      nowMs: () => this.nowMs,
      chance: random,
      sleep: async (ms, signal) => {
        if (signal.aborted) throw new SyncError('cancelled');
        const wakeMs = this.nowMs + Math.max(0, ms);
        // A turn for everybody who is about to sleep too.
        await Promise.resolve();
        this.nowMs = Math.max(this.nowMs, wakeMs);
      },
    };
  }
}
