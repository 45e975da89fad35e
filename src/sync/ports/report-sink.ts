// Where a run tells how it goes: the pane's screen and the relay. Failures of a sink never fail a run.

import type { RunProgress, RunReport } from '../model/run-report.ts';

export interface ReportSink {
  started(runId: string, trigger: string): void;
  progress(progress: RunProgress): void;
  /** opaque keys of pairs that became or ceased to be `removed-by-you` (D11) */
  releases(added: readonly string[], removed: readonly string[]): Promise<void>;
  finished(report: RunReport): Promise<void>;
}
