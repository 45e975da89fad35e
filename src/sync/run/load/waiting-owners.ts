// A record that another engine of this user made of an Outlook item bears that item's key. Where the item has a pair that
// waits to be judged, the pair turns to the record then (A6): before that, the record is no new one.

import type { RemoteRecord } from '../../model/record.ts';
import type { Link } from '../../model/link.ts';
import { markerOf } from '../../plan/natural-keys.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { Run } from '../run-context.ts';
import { forEachRow } from '../tables.ts';
import { keysInSales } from './marked-in-sales.ts';

/** Ids of the Sales records without a link that were made of such an item. */
export async function ownedByWaiting(
  run: Run,
  context: PlanContext,
  records: readonly RemoteRecord[],
): Promise<ReadonlySet<string>> {
  const marked = new Map<string | null, string>(records.map((record) => [markerOf(record), record.id]));
  marked.delete(null);
  if (marked.size === 0) return new Set();
  const owners: (readonly [string, Link])[] = [];
  await forEachRow(run.ports.store, 'links', (link) => {
    if (link.kind !== context.kind || link.status === 'tombstone' || link.microsoft === null) return;
    for (const key of keysInSales(context, link.microsoft.id, link)) {
      const id = marked.get(key);
      if (id !== undefined) owners.push([id, link]);
    }
  });
  const owned = new Set<string>();
  for (const [id, { microsoft, sales }] of owners) {
    const ends = [
      ...(microsoft === null ? [] : [rowId('microsoft', context.kind, microsoft.id)]),
      ...(sales === null ? [] : [rowId('sales', context.kind, sales.id)]),
    ];
    const waiting = await run.ports.store.getMany('inbox', ends);
    if (waiting.some((row) => row !== undefined)) owned.add(id);
  }
  return owned;
}
