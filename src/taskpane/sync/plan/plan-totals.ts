// A plan in numbers: per action and side, in the order a person reads them.

import type { PlanAction, PlanItem } from '../../../sync/model/plan.ts';
import { sides, type Side } from '../../../sync/model/side.ts';

const order: readonly PlanAction[] = ['create', 'update', 'adopt', 'release', 'delete', 'hold'];

export interface PlanTotal {
  readonly action: PlanAction;
  readonly counts: Readonly<Record<Side, number>>;
}

export function planTotals(items: readonly PlanItem[]): readonly PlanTotal[] {
  return order
    .map((action) => ({
      action,
      counts: { microsoft: count(action, 'microsoft'), sales: count(action, 'sales') },
    }))
    .filter(({ counts }) => counts.microsoft + counts.sales > 0);

  function count(action: PlanAction, side: Side): number {
    return items.filter((item) => item.action === action && item.side === side).length;
  }
}

/** What the list shows: everything, or one cell of the totals. */
export type PlanFilter = 'all' | `${PlanAction}:${Side}`;

export function planFilters(totals: readonly PlanTotal[]): readonly Exclude<PlanFilter, 'all'>[] {
  return totals.flatMap(({ action, counts }) =>
    sides.filter((side) => counts[side] > 0).map((side) => `${action}:${side}` as const),
  );
}

export function matches(item: PlanItem, filter: PlanFilter): boolean {
  return filter === 'all' || filter === `${item.action}:${item.side}`;
}

/** Held items write nothing: they are shown, and cannot be left out. */
export function isWritten(item: PlanItem): boolean {
  return item.action !== 'hold';
}
