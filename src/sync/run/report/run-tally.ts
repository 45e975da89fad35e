// The counters of one run. The only mutable thing of the engine; nothing is decided from them.

import type { CauseCode } from '../../model/cause.ts';
import type { RecordKind } from '../../model/record.ts';
import type { RecordFailure } from '../../model/run-report.ts';
import type { Side } from '../../model/side.ts';

export interface Counts {
  created: number;
  updated: number;
  deleted: number;
}

export interface RunTally {
  readonly writes: Map<RecordKind, Record<Side, Counts>>;
  readonly failures: RecordFailure[];
  /** troubles that did not stop the run, e.g. a search that cannot be read */
  readonly troubles: { readonly cause: CauseCode; readonly side: Side | null }[];
  /** kinds whose plan waits for a person, with the number of its lines */
  readonly planned: Map<RecordKind, number>;
  /** something but cursors was stored */
  isDirty: boolean;
  phaseStartedAtMs: number;
  journalRows: number;
  throttledMs: number;
  /** what is left of the time this run may spend waiting because a service asked for it */
  patienceMs: number;
  nextRunInMs: number | null;
}

/** A run waits this long in all; a service that asks for more gets the next run. */
const patienceMs = 2 * 60_000;

export function newTally(nowMs: number): RunTally {
  return {
    writes: new Map(),
    failures: [],
    troubles: [],
    planned: new Map(),
    isDirty: false,
    phaseStartedAtMs: nowMs,
    journalRows: 0,
    throttledMs: 0,
    patienceMs,
    nextRunInMs: null,
  };
}

export function countsOf(tally: RunTally, kind: RecordKind): Record<Side, Counts> {
  const known = tally.writes.get(kind);
  if (known !== undefined) return known;
  const fresh = {
    microsoft: { created: 0, updated: 0, deleted: 0 },
    sales: { created: 0, updated: 0, deleted: 0 },
  };
  tally.writes.set(kind, fresh);
  return fresh;
}
