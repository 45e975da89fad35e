// A report sink that notes the same facts in a debug log. A run's end hands everything in.

import { runTriggers, type RunDurations } from '../../sync/model/run-report.ts';
import type { ReportSink } from '../../sync/ports/report-sink.ts';
import type { DebugCollector } from './debug-collector.ts';

export function tracedReports(sink: ReportSink, collector: DebugCollector): ReportSink {
  return {
    started: (runId, trigger) => {
      const known = runTriggers.find((name) => name === trigger);
      if (known) collector.add({ type: 'run-started', trigger: known });
      sink.started(runId, trigger);
    },
    progress: (progress) => {
      const { phase, kind, done, total } = progress;
      collector.add({ type: 'progress', phase, kind, done, total });
      sink.progress(progress);
    },
    releases: (added, removed) => sink.releases(added, removed),
    finished: async (report) => {
      for (const failure of report.failures) collector.add({ type: 'failure', failure });
      const { outcome, cause, causeSide, durations, requests, throttledMs, holds } = report;
      collector.add({
        type: 'run-finished',
        outcome,
        cause,
        causeSide,
        durations: rounded(durations),
        requests,
        throttledMs: Math.round(throttledMs),
        holds,
      });
      await sink.finished(report);
      await collector.flush();
    },
  };
}

function rounded(durations: RunDurations): RunDurations {
  return {
    totalMs: Math.round(durations.totalMs),
    microsoftMs: Math.round(durations.microsoftMs),
    salesMs: Math.round(durations.salesMs),
    internalMs: Math.round(durations.internalMs),
  };
}
