// Records in Sales that an item's pair made, or made in place of one that died: found by the keys they were made under.

import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { markerOf } from '../../plan/natural-keys.ts';
import { linkKey, type PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';

/** Under which an item's record would be made: for the first time, or in place of the pair's dead one. */
export function keysInSales(context: PlanContext, id: RecordId, link: Link): readonly LinkKey[] {
  return [successorKey(context, id, link.sales?.id ?? null), successorKey(context, id, null)];
}

function successorKey(context: PlanContext, id: RecordId, replaced: RecordId | null): LinkKey {
  return linkKey(context, { side: 'microsoft', id }, replaced);
}

/**
 * Living ones. One that is dead by now may wait as it was read: nothing is made of that row any more (`gone`). Another
 * engine may have made a successor in place of each of the dead (A6), and that one's in turn.
 */
export async function markedInSales(
  run: Run,
  context: PlanContext,
  facts: {
    /** of the item, now and before it moved */
    readonly ids: readonly RecordId[];
    readonly keys: readonly LinkKey[];
    readonly gone: Set<RecordId>;
  },
): Promise<readonly RemoteRecord[]> {
  const { ids, gone } = facts;
  const known = new Set<LinkKey | null>();
  const living: RemoteRecord[] = [];
  let keys = facts.keys;
  while (keys.length > 0) {
    for (const key of keys) known.add(key);
    const asked = keys;
    const found = await patiently(run, () => run.ports.sales.findByMarker(context.kind, asked, run.signal));
    const own = found.filter((record) => known.has(markerOf(record)));
    const dead = own.filter(({ isDeleted }) => isDeleted);
    for (const { id, isDeleted } of found) if (isDeleted) gone.add(id);
    living.push(...own.filter(({ isDeleted }) => !isDeleted));
    const next = dead.flatMap((record) => ids.map((id) => successorKey(context, id, record.id)));
    keys = [...new Set(next)].filter((key) => !known.has(key));
  }
  return living;
}
