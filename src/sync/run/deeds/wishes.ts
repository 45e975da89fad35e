// What a person decides between two runs is a row without a lease epoch; the next run applies it. A deed never touches a
// link, so it cannot clash with a run that is under way.

import type { RecheckReason } from '../../model/change.ts';
import type { Link } from '../../model/link.ts';
import type { InboxRow } from '../../model/state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SyncStore } from '../../ports/sync-store.ts';
import { rowId } from '../../plan/plan-context.ts';

export interface DeedPorts {
  readonly store: SyncStore;
  readonly clock: Clock;
}

/** A row of its own beside what feeds say of the record; the same wish twice is one wish. */
export function wishRow(
  link: Link,
  facts: { readonly because: RecheckReason; readonly keptValue: string | null; readonly nowMs: number },
): InboxRow | null {
  const side = link.sales === null ? 'microsoft' : 'sales';
  const end = link[side];
  if (end === null) return null;
  const { because, keptValue, nowMs } = facts;
  const id = rowId(side, link.kind, end.id);
  return {
    id: `wish:${because}:${keptValue ?? ''}:${id}`,
    side,
    kind: link.kind,
    recordId: end.id,
    feed: null,
    change: { type: 'recheck', id: end.id, address: end.address, because, keptValue },
    since: nowMs,
    attempts: 0,
    notBeforeMs: 0,
  };
}
