// What a runner tells the relay about one run: start, progress, finish. Idempotent by run id and sequence number.
// Strict objects: a field that is not known here is refused, so that no content of a record can slip through.

import { z } from 'zod';
import { runOutcomes, runPhases, runTriggers } from '../sync/model/run-report.ts';
import { causeCode, exclusionReason } from './causes.ts';
import { count, durationMs, instant, opaqueKey, recordKind, side, storeId } from './wire.ts';

export const runner = z.enum(['pane', 'worker', 'delegated']);
export type Runner = z.infer<typeof runner>;

export const runOutcome = z.enum([...runOutcomes, 'interrupted']);
export type WireRunOutcome = z.infer<typeof runOutcome>;

/** Who asked a run to stop at its next safe point. */
export const suspender = z.enum(['user', 'administrator']);
export type Suspender = z.infer<typeof suspender>;

const sideCounts = z.strictObject({ created: count, updated: count, deleted: count });

export const kindCounts = z.strictObject({
  microsoft: sideCounts,
  sales: sideCounts,
  inSync: count,
  excluded: z.partialRecord(exclusionReason, count),
  failing: count,
  contested: count,
  planned: count,
});

export const recordFailure = z.strictObject({
  kind: recordKind,
  recordKey: opaqueKey,
  side,
  operation: z.enum(['create', 'update', 'delete', 'read']),
  cause: causeCode,
  attribute: z
    .string()
    .regex(/^[A-Za-z0-9_.]{1,64}$/)
    .nullable(),
  status: z.int().min(100).max(599).nullable(),
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .nullable(),
});

/** The same failure in every run. */
export const failureName = recordFailure
  .pick({ kind: true, recordKey: true, side: true, operation: true })
  .strict();

export const runDurations = z.strictObject({
  totalMs: durationMs,
  microsoftMs: durationMs,
  salesMs: durationMs,
  internalMs: durationMs,
});

export const runStart = z.strictObject({
  state: z.literal('running'),
  /** grows with every message of this run; an older one is ignored */
  sequence: z.int().min(0),
  trigger: z.enum(runTriggers),
  mode: z.enum(['routine', 'full']),
  runner,
  clientVersion: z.string().max(32),
  startedAt: instant,
  progress: z
    .strictObject({
      phase: z.enum(runPhases),
      kind: recordKind.nullable(),
      done: count,
      total: count,
      estimatedMsLeft: durationMs.nullable(),
    })
    .nullable(),
});

/** Which of the relay's grants a run worked under. The relay knows when it gave that one, whatever the runner's clock says. */
export const runLease = z.strictObject({ storeId, epoch: z.int().min(0) });
export type RunLease = z.infer<typeof runLease>;

export const runFinish = z.strictObject({
  state: z.literal('finished'),
  sequence: z.int().min(0),
  trigger: z.enum(runTriggers),
  mode: z.enum(['routine', 'full']),
  runner,
  clientVersion: z.string().max(32),
  startedAt: instant,
  finishedAt: instant,
  /** null: it got none, or the report was kept by a build that did not say it; then it makes no store known (A6) */
  lease: runLease.nullable().default(null),
  outcome: z.enum(runOutcomes),
  cause: causeCode.nullable(),
  causeSide: side.nullable(),
  /** of a suspended run: whose deed it was; null: nobody's (the pane closed), or a build that did not say it */
  suspendedBy: suspender.nullable().default(null),
  durations: runDurations,
  kinds: z.partialRecord(recordKind, kindCounts),
  /** at most 500; more are only counted */
  failures: z.array(recordFailure).max(500),
  requests: z.strictObject({ microsoft: count, sales: count }),
  throttledMs: durationMs,
  /** false: the run got to count nothing; what it says of lag and holds is not known, rather than none */
  counted: z.boolean().default(true),
  oldestWaitingAt: instant.nullable(),
  holds: count,
  /** every failure that stands, tried by this run or not: any other is mended; null: not known */
  stillFailing: z.array(failureName).max(500).nullable().default(null),
  nextRunAt: instant.nullable(),
});

export const runMessage = z.discriminatedUnion('state', [runStart, runFinish]);
export type RunMessage = z.infer<typeof runMessage>;

export const runAccepted = z.object({ transactionNumber: z.int().min(1), ignored: z.boolean() });
export type RunAccepted = z.infer<typeof runAccepted>;

/** One line of the Transaction History. */
export const runSummary = z.object({
  transactionNumber: z.int(),
  runId: z.uuid(),
  outcome: runOutcome.nullable(),
  trigger: z.enum(runTriggers),
  mode: z.enum(['routine', 'full']),
  runner,
  clientVersion: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  cause: causeCode.nullable(),
  causeSide: side.nullable(),
  microsoftChanges: count,
  salesChanges: count,
  conflicts: count,
  failing: count,
  durations: runDurations.nullable(),
});
export type RunSummary = z.infer<typeof runSummary>;

export const runDetails = runSummary.extend({
  kinds: z.partialRecord(recordKind, kindCounts),
  failures: z.array(recordFailure),
  requests: z.object({ microsoft: count, sales: count }),
  throttledMs: durationMs,
});
export type RunDetails = z.infer<typeof runDetails>;

export const runPage = z.object({ items: z.array(runSummary), next: z.string().nullable(), total: count });
export type RunPage = z.infer<typeof runPage>;
