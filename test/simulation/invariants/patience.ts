// I27 across runs: a run that ends because a service asked for patience says how long the next one has to wait. Within a run
// ports.ts sees to it.

import { isSyncError } from '../../../src/sync/model/error.ts';
import type { WriteOutcome } from '../../../src/sync/model/write.ts';
import type { Runner } from '../world/engine-host.ts';
import { violated, type Check } from './check.ts';

export function patienceChecks(): Check {
  /** virtual time before which nobody may ask this runner's services again: the newest word of either */
  const until = new Map<Runner, number>();
  return {
    asks({ runner, kind }) {
      if (kind === 'lease.acquire') until.delete(runner);
    },
    answers({ runner, answer, error }, facts) {
      const waitMs = Math.max(waitOf(error), ...waitsOf(answer));
      if (waitMs > 0) until.set(runner, Math.max(until.get(runner) ?? 0, facts.nowMs() + waitMs));
    },
    runEnds(runner, facts, end) {
      const leftMs = (until.get(runner) ?? 0) - facts.nowMs();
      if (leftMs <= 0 || end.end !== 'reported' || end.report.cause !== 'throttled') return;
      facts.reach('patience for the next run');
      const saidMs = end.report.nextRunInMs ?? 0;
      if (saidMs < leftMs)
        violated(
          'I27',
          `the next run may come in ${String(saidMs)} ms, and a service said ${String(leftMs)}`,
        );
    },
  };
}

function waitOf(error: unknown): number {
  return isSyncError(error) && error.code === 'throttled' ? (error.facts.retryAfterMs ?? 0) : 0;
}

function waitsOf(answer: unknown): readonly number[] {
  if (!Array.isArray(answer)) return [];
  return (answer as readonly Partial<WriteOutcome>[]).map((outcome) =>
    outcome.result === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0,
  );
}
