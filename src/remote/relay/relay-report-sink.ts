// Tells the relay about a run. Progress is sent at most once a second and never waited for; the final report is kept
// and sent again by the caller when the relay was away, because the relay takes it once by run id and sequence.

import type { RunLease, RunMessage, Runner, Suspender } from '../../contract/runs.ts';
import { toInstant } from '../../contract/wire.ts';
import type { RunProgress, RunReport, RunTrigger } from '../../sync/model/run-report.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { ReportSink } from '../../sync/ports/report-sink.ts';
import { relaySyncError } from './relay-lease.ts';
import type { RunnerClient } from './runner-client.ts';

export interface RelayReportOptions {
  readonly client: RunnerClient;
  readonly clock: Clock;
  readonly runner: Runner;
  readonly clientVersion: string;
  readonly mode: 'routine' | 'full';
  /** the grant the run worked under, asked when the final report is made; a kept report keeps it */
  granted(): RunLease | null;
  /** when the next run is due, epoch ms, null for never; `askedMs`: the pause that a service asks for. Asked at the end */
  nextRunAtMs(askedMs: number | null): number | null;
  /** who asked the run to stop; null: nobody did */
  suspendedBy(): Suspender | null;
  /** the final report could not be delivered: keep it and send it later */
  undelivered(runId: string, message: RunMessage): Promise<void>;
}

const progressEveryMs = 1_000;
/** A running run must be heard of at least every 90 s; the heartbeat is well below. */
const heartbeatEveryMs = 30_000;

export function createRelayReportSink(options: RelayReportOptions): ReportSink & { stop(): void } {
  let sequence = 0;
  let run: { readonly id: string; readonly trigger: RunTrigger; readonly startedAt: string } | null = null;
  let latest: RunProgress | null = null;
  let sentAtMs = 0;
  const stopped = new AbortController();

  const send = (): void => {
    if (!run) return;
    sentAtMs = options.clock.nowMs();
    sequence += 1;
    // Lost progress is replaced by the next; the final report carries everything.
    void options.client
      .putRun(run.id, startMessage(options, run, { sequence, latest }))
      .catch(() => undefined);
  };
  const beat = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await options.clock.sleep(heartbeatEveryMs, stopped.signal).catch(() => undefined);
      if (run && options.clock.nowMs() - sentAtMs >= heartbeatEveryMs) send();
    }
  };

  return {
    started: (runId, trigger) => {
      run = { id: runId, trigger: trigger as RunTrigger, startedAt: toInstant(options.clock.nowMs()) };
      send();
      void beat();
    },
    progress: (progress) => {
      latest = progress;
      if (options.clock.nowMs() - sentAtMs >= progressEveryMs) send();
    },
    releases: (added, removed) =>
      options.client.changeReleases(added, removed).catch((error: unknown) => {
        throw relaySyncError(error);
      }),
    finished: async (report) => {
      stopped.abort();
      run = null;
      sequence += 1;
      const message = finishMessage(options, report, sequence);
      await options.client
        .putRun(report.runId, message)
        .catch(() => options.undelivered(report.runId, message));
    },
    stop: () => {
      stopped.abort();
    },
  };
}

function startMessage(
  options: RelayReportOptions,
  run: { readonly trigger: RunTrigger; readonly startedAt: string },
  now: { readonly sequence: number; readonly latest: RunProgress | null },
): RunMessage {
  const { latest } = now;
  return {
    state: 'running',
    sequence: now.sequence,
    trigger: run.trigger,
    mode: options.mode,
    runner: options.runner,
    clientVersion: options.clientVersion,
    startedAt: run.startedAt,
    progress: latest && {
      phase: latest.phase,
      kind: latest.kind,
      done: latest.done,
      total: latest.total,
      estimatedMsLeft: latest.estimatedMsLeft === null ? null : Math.round(latest.estimatedMsLeft),
    },
  };
}

function finishMessage(options: RelayReportOptions, report: RunReport, sequence: number): RunMessage {
  const next = options.nextRunAtMs(report.nextRunInMs ?? null);
  return {
    state: 'finished',
    sequence,
    trigger: report.trigger,
    mode: report.mode,
    runner: options.runner,
    clientVersion: options.clientVersion,
    startedAt: toInstant(report.startedAtMs),
    finishedAt: toInstant(report.finishedAtMs),
    lease: options.granted(),
    outcome: report.outcome,
    cause: report.cause,
    causeSide: report.causeSide,
    suspendedBy: report.outcome === 'suspended' ? options.suspendedBy() : null,
    durations: rounded(report.durations),
    kinds: report.kinds,
    failures: report.failures.slice(0, 500),
    requests: report.requests,
    throttledMs: Math.round(report.throttledMs),
    counted: report.counted ?? true,
    oldestWaitingAt: report.oldestWaitingAtMs === null ? null : toInstant(report.oldestWaitingAtMs),
    holds: report.holds,
    stillFailing: report.stillFailing?.slice() ?? null,
    nextRunAt: next === null ? null : toInstant(next),
  };
}

/** Whole milliseconds that still sum to the total: internal takes what rounding leaves. */
function rounded(durations: RunReport['durations']): RunReport['durations'] {
  const totalMs = Math.round(durations.totalMs);
  const microsoftMs = Math.round(durations.microsoftMs);
  const salesMs = Math.round(durations.salesMs);
  return { totalMs, microsoftMs, salesMs, internalMs: Math.max(0, totalMs - microsoftMs - salesMs) };
}
