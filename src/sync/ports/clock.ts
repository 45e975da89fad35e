// Time and chance for the engine. The device clock decides nothing about records: only waits and intervals.

import type { CancelSignal } from './cancel-signal.ts';

export interface Clock {
  /** epoch ms of this device; may be wrong by a day and may jump */
  nowMs(): number;
  /** resolves after `ms`; rejects with SyncError `cancelled` when the signal fires first */
  sleep(ms: number, signal: CancelSignal): Promise<void>;
  /** [0, 1), for jitter only */
  chance(): number;
}
