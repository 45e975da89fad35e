// Waiting because a service asked for it, within the patience of one run (I27). Nothing is sent before the time is over.

import { isSyncError, SyncError } from '../model/error.ts';
import { checkpoint, type Run } from './run-context.ts';

/** First wait where the service names none; doubles up to the last. */
const firstWaitMs = 30_000;
const lastWaitMs = 10 * 60_000;

export async function patiently<T>(run: Run, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isSyncError(error) || error.code !== 'throttled') throw error;
      await waitForService(run, error.facts.retryAfterMs ?? null, attempt);
    }
  }
}

/** Throws `throttled` when the wait would exceed what the run has left: everything stays for the next run. */
export async function waitForService(run: Run, askedMs: number | null, attempt: number): Promise<void> {
  const ms = askedMs ?? Math.min(firstWaitMs * 2 ** attempt, lastWaitMs);
  if (ms > run.tally.patienceMs) {
    run.tally.nextRunInMs = ms;
    throw new SyncError('throttled', { retryAfterMs: ms });
  }
  run.tally.patienceMs -= ms;
  run.tally.throttledMs += ms;
  await run.ports.clock.sleep(ms, run.signal);
  checkpoint(run);
}
