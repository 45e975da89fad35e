// What is not synced, as one list with headings: failing first, then what was left out, by reason. Pure.

import { exclusionReasons, type ExclusionReason } from '../../../sync/model/cause.ts';
import type { ExclusionRow, FailureRow } from '../../../sync/model/state.ts';

export type Listed =
  | {
      readonly type: 'heading';
      readonly id: string;
      readonly group: 'failing' | ExclusionReason;
      readonly count: number;
    }
  | { readonly type: 'failure'; readonly id: string; readonly row: FailureRow }
  | { readonly type: 'exclusion'; readonly id: string; readonly row: ExclusionRow };

/** Reasons a person can do something about come before those that only inform. */
const order: readonly ExclusionReason[] = [
  ...(['ambiguous-account', 'duplicate-natural-key', 'removed-by-you', 'released', 'over-limit'] as const),
  ...exclusionReasons,
];

export function listed(
  failures: readonly FailureRow[],
  exclusions: readonly ExclusionRow[],
  search: string,
): readonly Listed[] {
  const wanted = search.trim().toLocaleLowerCase();
  const fits = (row: { readonly title: string }): boolean => row.title.toLocaleLowerCase().includes(wanted);
  const failing = failures.filter(fits);
  const list: Listed[] = [];
  if (failing.length > 0) {
    list.push({ type: 'heading', id: 'failing', group: 'failing', count: failing.length });
    list.push(...failing.map((row) => ({ type: 'failure', id: `failure:${row.id}`, row }) as const));
  }
  for (const reason of new Set(order)) {
    const rows = exclusions.filter((row) => row.reason === reason && fits(row));
    if (rows.length === 0) continue;
    list.push({ type: 'heading', id: reason, group: reason, count: rows.length });
    list.push(...rows.map((row) => ({ type: 'exclusion', id: `exclusion:${row.id}`, row }) as const));
  }
  return list;
}
