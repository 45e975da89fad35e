// Rows of a change query come in any order, again rounds later, and now and then as the item was before its newest change
// (F15, F16). A service's own stamps of one item never fall: they say which row is newer, and where they do not, the item is
// read (spec 3.6).

import type { Change } from '../../model/change.ts';
import type { RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { InboxRow } from '../../model/state.ts';
import { isEdited } from '../../plan/merge/unit-movement.ts';
import type { PlanContext } from '../../plan/plan-context.ts';

export interface NewestRow {
  readonly change: Change;
  /** the page shows the item in two ways, and not which came later */
  readonly isUnclear: boolean;
}

type Order = 'older' | 'same' | 'newer' | 'unclear';

/** One row per item of a page. */
export function newestPerRecord(changes: readonly Change[]): ReadonlyMap<RecordId, NewestRow> {
  const newest = new Map<RecordId, NewestRow>();
  for (const change of changes) {
    const id = change.type === 'removed' ? change.id : change.record.id;
    const other = newest.get(id);
    const order = other === undefined ? 'newer' : orderOf(change, other.change);
    if (order === 'newer') newest.set(id, { change, isUnclear: false });
    if (order === 'unclear' && other !== undefined) {
      const shown = change.type === 'upserted' ? change : other.change;
      newest.set(id, { change: shown, isUnclear: true });
    }
  }
  return newest;
}

function orderOf(change: Change, other: Change): Order {
  if (change.type === 'removed' || other.type === 'removed')
    return change.type === other.type ? 'same' : 'unclear';
  const laterMs = change.record.modifiedAtMs - other.record.modifiedAtMs;
  if (laterMs !== 0) return laterMs > 0 ? 'newer' : 'older';
  return change.record.etag === other.record.etag ? 'same' : 'unclear';
}

/** Of Sales nobody says so. */
export function isSharedOtherwise(link: Link, { side, isShared }: RemoteRecord): boolean {
  return side === 'microsoft' && isShared !== link.isShared;
}

/** `waiting`: what waits is newer; `judged`: what was planned or written may be newer, so the item is to be read. */
export function outdatedBy(
  context: PlanContext,
  record: RemoteRecord,
  { link, before }: { readonly link: Link | undefined; readonly before: InboxRow | undefined },
): 'waiting' | 'judged' | null {
  if (before?.change.type === 'upserted') {
    const order = orderOf({ type: 'upserted', record }, before.change);
    if (order === 'older') return 'waiting';
    if (order === 'unclear') return 'judged';
  }
  const end = link?.[record.side] ?? null;
  if (link === undefined || end === null || end.etag === record.etag) return null;
  const sinceMs = record.modifiedAtMs - Math.max(end.baseAtMs, end.ownWriteAtMs ?? 0);
  // A new etag within the tick of our own write is that write's more often than not.
  const isChanged = isEdited(context, link, record) || isSharedOtherwise(link, record);
  return sinceMs < 0 || (sinceMs === 0 && isChanged) ? 'judged' : null;
}
