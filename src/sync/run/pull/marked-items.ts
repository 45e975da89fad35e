// Markers on Outlook items (A1). A delta page cannot show them, so they are listed once per full round, or searched by key.
// An item stamped by another Sales installation stops the run before anything is written (G3).

import { SyncError } from '../../model/error.ts';
import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';

/** More keys than this are cheaper to find in one listing. */
const listAbove = 20;

export async function checkMarked(run: Run, context: PlanContext): Promise<void> {
  const items = await patiently(run, () => run.ports.microsoft.listMarked(context.kind, run.signal));
  if (items.some((item) => item.instance !== context.instance)) {
    throw new SyncError('foreign-stamp', { at: { side: 'microsoft', step: 'list-marked' } });
  }
  run.marked.set(context.kind, items);
}

/** Ids of Outlook items that carry one of the keys; records where the search brought them along. */
export async function findMarked(
  run: Run,
  context: PlanContext,
  keys: readonly LinkKey[],
): Promise<readonly Carrier[]> {
  if (keys.length === 0) return [];
  if (!run.marked.has(context.kind) && keys.length > listAbove) await checkMarked(run, context);
  const listed = run.marked.get(context.kind);
  if (listed !== undefined) {
    const wanted = new Set<string>(keys);
    return listed.filter((item) => wanted.has(item.key)).map(({ id, key }) => ({ id, key, record: null }));
  }
  return searchMarked(run, context, keys);
}

type Carrier = { readonly id: RecordId; readonly key: LinkKey; readonly record: RemoteRecord | null };

/** Asks the service now, whatever was listed. */
export async function searchMarked(
  run: Run,
  context: PlanContext,
  keys: readonly LinkKey[],
): Promise<readonly Carrier[]> {
  if (keys.length === 0) return [];
  const found = await patiently(run, () => run.ports.microsoft.findByMarker(context.kind, keys, run.signal));
  return found.flatMap((record) => {
    checkStamp(context, record);
    const { marker } = record;
    return marker === null || marker === 'unread' ? [] : [{ id: record.id, key: marker.key, record }];
  });
}

export function checkStamp(context: PlanContext, record: RemoteRecord): void {
  const { marker } = record;
  if (marker === null || marker === 'unread' || marker.instance === context.instance) return;
  throw new SyncError('foreign-stamp', { at: { side: record.side, step: 'read' } });
}
