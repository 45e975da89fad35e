// Reads the Sales window, the list of the saved search and, after a lost cursor, every record that matters by its id:
// entering and leaving a search changes no record's date (C9), and a window begun anew knows nothing of the past.

import { isSyncError } from '../../model/error.ts';
import type { Feed, FeedPage } from '../../model/change.ts';
import type { RecordId } from '../../model/ids.ts';
import type { RecordRef } from '../../model/record.ts';
import type { InboxRow, StoredCursor } from '../../model/state.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { patiently } from '../patience.ts';
import { commit, type Run } from '../run-context.ts';
import { forEachRow, slices } from '../tables.ts';
import { malformedRows } from './malformed-rows.ts';
import { readPages } from './feed-pages.ts';
import { linkedEnds } from './linked-ends.ts';
import { readIntoInbox, rowsOf } from './read-into-inbox.ts';
import { listMembers, type Membership } from './saved-search.ts';
import { sweepKeys } from './sweep-keys.ts';

/** Answers the ids the search selects now. */
export async function pullSales(run: Run, context: PlanContext): Promise<ReadonlySet<RecordId>> {
  const cursor = await readWindow(run, context);
  const membership = await listMembers(run, context, { isForced: cursor.isFullRound });
  const withMembers = { ...context, members: membership.ids };
  if (cursor.isFullRound) await readAll(run, withMembers, { cursor, membership });
  else await readIntoInbox(run, withMembers, { refs: membership.fresh, cursor: null });
  await commit(run, membership.operations);
  await sweepKeys(run, withMembers);
  return membership.ids;
}

async function readWindow(run: Run, context: PlanContext): Promise<StoredCursor> {
  const [feed] = await run.ports.sales.feeds(context.kind, run.signal);
  if (feed === undefined) throw new RangeError('Sales has one feed per kind');
  const stored = await run.ports.store.get('cursors', feed.id);
  if (stored === undefined || stored.cursor === null || run.request.mode === 'full') {
    return beginWindow(run, feed, stored);
  }
  try {
    return await continueWindow(run, context, stored);
  } catch (error) {
    if (!isSyncError(error) || error.code !== 'cursor-expired') throw error;
    return beginWindow(run, feed, stored);
  }
}

/** The window starts at the server's present; what is older is read by id, after it. */
async function beginWindow(run: Run, feed: Feed, before: StoredCursor | undefined): Promise<StoredCursor> {
  const page = await patiently(run, () => run.ports.sales.pullPage(feed, null, run.signal));
  const cursor: StoredCursor = {
    feed: feed.id,
    side: 'sales',
    kind: feed.kind,
    cursor: page.next,
    round: (before?.round ?? 0) + 1,
    isFullRound: true,
    completedAtMs: run.ports.clock.nowMs(),
    size: before?.size ?? 0,
    lost: before?.lost ?? 0,
  };
  const seen = before === undefined ? [] : await run.ports.store.where('seen', 'feed', [feed.id]);
  await outdateWaiting(run, feed);
  await commit(run, [
    { table: 'cursors', put: [cursor] },
    { table: 'seen', remove: seen.map((row) => row.id) },
  ]);
  return cursor;
}

/**
 * Records that wait as they were read, and that nothing may read again now: no window tells of a change since, and the list
 * may leave them out today and name them tomorrow. Their content is read when their turn comes.
 */
async function outdateWaiting(run: Run, { kind }: Feed): Promise<void> {
  const outdated: InboxRow[] = [];
  await forEachRow(run.ports.store, 'inbox', (row) => {
    const { change, recordId: id, side } = row;
    if (side !== 'sales' || row.kind !== kind || change.type !== 'upserted') return;
    const { address } = change.record;
    const recheck = { type: 'recheck', id, address, because: 'retry', keptValue: null } as const;
    outdated.push({ ...row, feed: null, change: recheck });
  });
  for (const slice of slices(outdated, 200)) await commit(run, [{ table: 'inbox', put: slice }]);
}

async function continueWindow(run: Run, context: PlanContext, stored: StoredCursor): Promise<StoredCursor> {
  let now = stored;
  const end = await readPages(run, {
    remote: run.ports.sales,
    feed: { id: stored.feed, side: stored.side, kind: stored.kind },
    from: stored.cursor,
    capture: async (page) => {
      now = await captureWindow(run, context, { cursor: now, page });
    },
  });
  if (end === 'complete') return now;
  run.tally.troubles.push({ cause: 'malformed', side: 'sales' });
  const anew: StoredCursor = { ...now, cursor: null };
  await commit(run, [{ table: 'cursors', put: [anew] }]);
  return anew;
}

/** Rows of records that are neither linked nor selected are nobody's business here and are not kept (C2). */
async function captureWindow(
  run: Run,
  context: PlanContext,
  at: { readonly cursor: StoredCursor; readonly page: FeedPage },
): Promise<StoredCursor> {
  const { cursor, page } = at;
  const next: StoredCursor = {
    ...cursor,
    cursor: page.next,
    completedAtMs: page.isComplete ? run.ports.clock.nowMs() : cursor.completedAtMs,
  };
  const records = page.changes.flatMap((change) => (change.type === 'upserted' ? [change.record] : []));
  const operations: StoreOperation[] = [
    ...(await rowsOf(run, context, { records, feed: cursor.feed })),
    ...(await malformedRows(run, context, { side: 'sales', page })),
  ];
  await commit(run, [...operations, { table: 'cursors', put: [next] }]);
  return next;
}

async function readAll(
  run: Run,
  context: PlanContext,
  facts: { readonly cursor: StoredCursor; readonly membership: Membership },
): Promise<void> {
  const { cursor, membership } = facts;
  const linked = await linkedEnds(run, context.kind, 'sales');
  const all = new Map<RecordId, RecordRef>();
  for (const ref of [...membership.refs, ...linked]) all.set(ref.id, ref);
  const seen = await run.ports.store.where('seen', 'feed', [cursor.feed]);
  for (const row of seen) all.delete(row.recordId);
  await readIntoInbox(run, context, { refs: [...all.values()], cursor });
  const done = await run.ports.store.where('seen', 'feed', [cursor.feed]);
  await commit(run, [
    { table: 'cursors', put: [{ ...cursor, isFullRound: false }] },
    { table: 'seen', remove: done.map((row) => row.id) },
  ]);
}
