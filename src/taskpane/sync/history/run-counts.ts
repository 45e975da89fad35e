// A run's numbers for one line of the list.

import type { KindCounts, RunReport } from '../../../sync/model/run-report.ts';
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

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
