// Sales records read by id, made durable slice by slice, so that a run that dies goes on where it was.

import type { FeedId, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RecordRef, RemoteRecord } from '../../model/record.ts';
import type { InboxRow, StoredCursor } from '../../model/state.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import { recheckRow, waitMs } from '../../plan/write/settle-failure.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { patiently } from '../patience.ts';
import { checkpoint, commit, progress, type Run } from '../run-context.ts';
import { slices } from '../tables.ts';
import { inboxRow, isEcho } from './capture-page.ts';
import { checkStamp } from './marked-items.ts';

const sliceSize = 100;

export async function readIntoInbox(
  run: Run,
  context: PlanContext,
  facts: { readonly refs: readonly RecordRef[]; readonly cursor: StoredCursor | null },
): Promise<void> {
  const { refs, cursor } = facts;
  let done = 0;
  for (const slice of slices(refs, sliceSize)) {
    checkpoint(run);
    const answers = await patiently(run, () => run.ports.sales.read(context.kind, slice, run.signal));
    const records = answers.flatMap((answer) => (answer.result === 'found' ? [answer.record] : []));
    // Sales says 404 also for what cannot be seen right now, so it proves nothing here (G2): asked again later.
    const unread = answers.flatMap((answer) => (answer.result === 'found' ? [] : [answer.id]));
    const operations = [...(await rowsOf(run, context, { records, feed: null }))];
    for (const id of unread) operations.push({ table: 'inbox', put: [laterRow(context, slice, id)] });
    if (cursor !== null) {
      const seen = slice.map(({ id }) => ({
        id: `${cursor.feed}:${cursor.round}:${id}`,
        feed: cursor.feed,
        recordId: id,
      }));
      operations.push({ table: 'seen', put: seen });
    }
    await commit(run, operations);
    done += slice.length;
    progress(run, { phase: 'reading', kind: context.kind, done, total: refs.length });
  }
}

function laterRow(context: PlanContext, slice: readonly RecordRef[], id: RecordId): InboxRow {
  const ref = slice.find((candidate) => candidate.id === id) ?? { id, address: null };
  return recheckRow(context, { side: 'sales', ref, attempts: 1, notBeforeMs: context.nowMs + waitMs(1) });
}

/** Inbox rows of Sales records that a link or the search makes ours; echoes of our own writes stop here by etag. */
export async function rowsOf(
  run: Run,
  context: PlanContext,
  facts: { readonly records: readonly RemoteRecord[]; readonly feed: FeedId | null },
): Promise<readonly StoreOperation[]> {
  const { records, feed } = facts;
  if (records.length === 0) return [];
  const ids = records.map((record) => record.id);
  const links = await run.ports.store.where('links', 'sales.id', ids);
  const known = await run.ports.store.getMany(
    'inbox',
    ids.map((id) => rowId('sales', context.kind, id)),
  );
  const byId = new Map(
    links.flatMap((link) =>
      link.status === 'tombstone' || link.sales === null ? [] : [[link.sales.id, link] as const],
    ),
  );
  const rows = records.flatMap((record, index) => {
    checkStamp(context, record);
    const link = byId.get(record.id);
    const before = known[index];
    // What waits already was selected when it was read, even if the list itself is not stored yet.
    if (link === undefined && before === undefined && !context.members.has(record.id)) return [];
    if (link !== undefined && !resumes(context, link) && isEcho(context, { link, record, before })) return [];
    const at = { feed: feed ?? ('' as FeedId), side: 'sales' } as const;
    return [{ ...inboxRow(context, at, { type: 'upserted', record }, before), feed }];
  });
  return rows.length === 0 ? [] : [{ table: 'inbox', put: rows }];
}

/** A released pair whose record is selected again is never an echo (C9). */
function resumes(context: PlanContext, link: Link): boolean {
  return link.status !== 'active' && link.sales !== null && context.members.has(link.sales.id);
}
