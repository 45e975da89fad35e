// The report of a run that has nothing to count: it was not given the lease, or its own store failed it.

import type { SyncError } from '../../model/error.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { RunRequest } from '../../ports/run-request.ts';
import { causeOfError, outcomeOf } from '../classify-error.ts';

export function failedReport(
  request: RunRequest,
  facts: { readonly startedAtMs: number; readonly finishedAtMs: number; readonly error: SyncError },
): RunReport {
  const { startedAtMs, finishedAtMs, error } = facts;
  const totalMs = Math.max(0, finishedAtMs - startedAtMs);
  return {
    runId: request.runId,
    trigger: request.trigger,
    mode: request.mode,
    outcome: outcomeOf(error),
    cause: causeOfError(error),
    causeSide: error.facts.at?.side ?? null,
    startedAtMs,
    finishedAtMs,
    durations: { totalMs, microsoftMs: 0, salesMs: 0, internalMs: totalMs },
    kinds: {},
    failures: [],
    requests: { microsoft: 0, sales: 0 },
    throttledMs: 0,
    counted: false,
    oldestWaitingAtMs: null,
    holds: 0,
    ...(error.facts.retryAfterMs === undefined ? {} : { nextRunInMs: error.facts.retryAfterMs }),
  };
}
