// A relay with one user, as the lease suite needs it: the simulator's, or the real one behind the real client.

import type { Lease } from '../../../src/sync/ports/lease.ts';
import type { ReportSink } from '../../../src/sync/ports/report-sink.ts';
import type { RunId } from '../../../src/sync/model/ids.ts';
import type { RunOutcome, RunReport } from '../../../src/sync/model/run-report.ts';

/** A background run, or the user's own pane. */
export type LeaseRunner = 'background' | 'pane';

export interface LeaseBench {
  /** epoch ms by the relay's clock */
  nowMs(): number;
  /** what one run of the engine is given */
  run(runner: LeaseRunner): { readonly lease: Lease; readonly reports: ReportSink };
  /** the relay hears nothing of the holder for longer than a lease lasts; the holder does not know yet */
  runOut(): Promise<void>;
  /** time for one renewal by whoever still renews */
  renewals(): Promise<void>;
  setUser(state: 'enabled' | 'disabled' | 'deleted'): Promise<void>;
  end(): Promise<void>;
}

let runs = 0;

export function reportOf(outcome: RunOutcome, startedAtMs: number): RunReport {
  runs += 1;
  const counts = { created: 0, updated: 0, deleted: 0 };
  return {
    runId: `00000000-0000-4000-8000-${String(runs).padStart(12, '0')}` as RunId,
    trigger: 'schedule',
    mode: 'routine',
    outcome,
    cause: outcome === 'failed' ? 'malformed' : null,
    causeSide: null,
    startedAtMs,
    finishedAtMs: startedAtMs + 1_000,
    durations: { totalMs: 1_000, microsoftMs: 500, salesMs: 300, internalMs: 200 },
    kinds: {
      contact: {
        microsoft: counts,
        sales: counts,
        inSync: 0,
        excluded: {},
        failing: 0,
        contested: 0,
        planned: 0,
      },
    },
    failures: [],
    requests: { microsoft: 1, sales: 1 },
    throttledMs: 0,
    oldestWaitingAtMs: null,
    holds: 0,
  };
}
