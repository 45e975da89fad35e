// The device's clock for the engine. A timer of a sleeping laptop fires late, so `sleep` says at least, never exactly.

import { SyncError } from '../../sync/model/error.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Clock } from '../../sync/ports/clock.ts';

/** About 25 days; a timer with a longer delay fires at once (HTML: the delay is a signed 32-bit number of ms). */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  chance: () => Math.random(),
  sleep,
};

function sleep(ms: number, signal: CancelSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      reject(new SyncError('cancelled'));
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', cancel);
        resolve();
      },
      Math.min(ms, longestTimerMs),
    );
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel);
  });
}
