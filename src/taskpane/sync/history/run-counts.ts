// A run's numbers for one line of the list.

import type { KindCounts, RunOutcome, RunReport } from '../../../sync/model/run-report.ts';
import { sides } from '../../../sync/model/side.ts';

export interface RunTotals {
  readonly changes: number;
  readonly failing: number;
  readonly planned: number;
}

export function runTotals(run: RunReport): RunTotals {
  const kinds = Object.values(run.kinds);
  return {
    changes: sum(kinds, changesOf),
    failing: sum(kinds, (counts) => counts.failing),
    planned: sum(kinds, (counts) => counts.planned),
  };
}

function changesOf(counts: KindCounts): number {
  return sides.reduce((total, side) => {
    const { created, updated, deleted } = counts[side];
    return total + created + updated + deleted;
  }, 0);
}

export function excludedTotal(counts: KindCounts): number {
  return Object.values(counts.excluded).reduce((total, count) => total + count, 0);
}

/** False of a run that ended before it counted: its zeros are none that anybody measured. */
export function hasCounted(outcome: RunOutcome | 'interrupted' | null, counts: KindCounts): boolean {
  return outcome === 'succeeded' || outcome === 'succeeded-with-conflicts' || !isZero(counts);
}

export function isZero(counts: KindCounts): boolean {
  const { inSync, failing, contested, planned } = counts;
  return inSync + failing + contested + planned + changesOf(counts) + excludedTotal(counts) === 0;
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
