// What a run did, as counts and codes: no title, no value, no address ever stands in it.

import type { CauseCode, ExclusionReason } from './cause.ts';
import type { RunId } from './ids.ts';
import type { RecordKind } from './record.ts';
import type { Side } from './side.ts';

export const runOutcomes = [
  'succeeded',
  'succeeded-with-conflicts',
  'partly-failed',
  'failed',
  'suspended',
  'skipped',
] as const;
export type RunOutcome = (typeof runOutcomes)[number];

export const runTriggers = ['schedule', 'user', 'administrator', 'start', 'change'] as const;
export type RunTrigger = (typeof runTriggers)[number];

export const runPhases = ['preparing', 'reading', 'planning', 'writing', 'finishing'] as const;
export type RunPhase = (typeof runPhases)[number];

export interface SideCounts {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

export interface KindCounts {
  readonly microsoft: SideCounts;
  readonly sales: SideCounts;
  readonly inSync: number;
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
  readonly failing: number;
  readonly contested: number;
  /** waiting in a plan that a person must approve (P2) */
  readonly planned: number;
}

export interface RecordFailure {
  readonly kind: RecordKind;
  /** keyed pseudonym of the record, the same in every run of this store */
  readonly recordKey: string;
  readonly side: Side;
  readonly operation: 'create' | 'update' | 'delete' | 'read';
  readonly cause: CauseCode;
  /** merge unit or wire attribute, if one is to blame */
  readonly attribute: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
}

/** The same failure in every run: what goes wrong with one record in one direction. */
export type FailureName = Pick<RecordFailure, 'kind' | 'recordKey' | 'side' | 'operation'>;

export interface RunProgress {
  readonly runId: RunId;
  readonly phase: RunPhase;
  readonly kind: RecordKind | null;
  readonly done: number;
  /** 0 while unknown */
  readonly total: number;
  readonly estimatedMsLeft: number | null;
}

export interface RunDurations {
  readonly totalMs: number;
  /** wall time with a request in flight there; overlap halved; the three sum to totalMs */
  readonly microsoftMs: number;
  readonly salesMs: number;
  readonly internalMs: number;
}

export interface RunReport {
  readonly runId: RunId;
  readonly trigger: RunTrigger;
  readonly mode: 'routine' | 'full';
  readonly outcome: RunOutcome;
  /** why it failed or was skipped; null on success */
  readonly cause: CauseCode | null;
  readonly causeSide: Side | null;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly durations: RunDurations;
  readonly kinds: Readonly<Partial<Record<RecordKind, KindCounts>>>;
  readonly failures: readonly RecordFailure[];
  readonly requests: Readonly<Record<Side, number>>;
  readonly throttledMs: number;
  /** false: the run got to count nothing, so that lag and holds are not known rather than none; absent = it counted */
  readonly counted?: false;
  /**
   * oldest change read but not yet on the other side: epoch ms of its server time, or since when it fails or is held;
   * null when nothing waits
   */
  readonly oldestWaitingAtMs: number | null;
  readonly holds: number;
  /** every failure that stands, tried by this run or not; null or absent: not counted, or more than can be named */
  readonly stillFailing?: readonly FailureName[] | null;
  /** the service asked for patience longer than a run waits: do not run again sooner, ms; absent = as scheduled */
  readonly nextRunInMs?: number;
}
