// Records in Sales that an item's pair made, or made in place of one that died: found by the keys they were made under.

import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { markerOf } from '../../plan/natural-keys.ts';
import { linkKey, type PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import { searchMarked } from '../pull/marked-items.ts';
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

/**
 * The mark that the item bears, where no pair of this memory has it: another engine of this user made a record of it, in
 * place of one that was never seen here (A6). Borne by two items it may be the other one's (A1).
 */
export async function unknownMark(
  run: Run,
  context: PlanContext,
  { link, microsoft }: { readonly link: Link; readonly microsoft: RemoteRecord },
): Promise<readonly LinkKey[]> {
  const mark = markerOf(await withMark(run, context, microsoft));
  if (mark === null || mark === link.key || mark === link.markedAs) return [];
  if ((await run.ports.store.get('links', mark)) !== undefined) return [];
  const bearers = await searchMarked(run, context, [mark]);
  return bearers.every(({ id }) => id === microsoft.id) ? [mark] : [];
}

/** A delta page does not say which mark an item bears. */
async function withMark(run: Run, context: PlanContext, item: RemoteRecord): Promise<RemoteRecord> {
  if (item.marker !== 'unread') return item;
  const refs = [{ id: item.id, address: item.address }];
  const [answer] = await patiently(run, () => run.ports.microsoft.read(context.kind, refs, run.signal));
  return answer?.result === 'found' ? answer.record : item;
}
