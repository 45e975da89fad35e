// The server's own time. Stamps never go back, not even when an operator moves the clock or the process starts again.
import type { Switches } from '../switches.ts';

export interface ServerClock {
  /** epoch milliseconds, moved by the switch */
  nowMs(): number;
  /** ISO 8601 UTC for LastUpdateDate; at least the last one given out */
  stamp(): string;
}

export interface ClockState {
  lastStampMs: number;
}

export function createServerClock(
  switches: Switches,
  state: ClockState,
  now: () => number = Date.now,
): ServerClock {
  const nowMs = (): number => now() + switches.clockOffsetMs;
  return {
    nowMs,
    stamp() {
      state.lastStampMs = Math.max(state.lastStampMs, nowMs());
      return new Date(state.lastStampMs).toISOString();
    },
  };
}
