// Makes one page of an Outlook feed durable together with its cursor. Echoes of our own writes stop here by etag; an item
// without a link is remembered by its natural keys, so that a Sales record that comes later can adopt it (A2).

import type { Change, FeedPage } from '../../model/change.ts';
import type { FeedId, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { InboxRow, SeenInRound, StoredCursor, UnlinkedRow } from '../../model/state.ts';
import { knowsAllUnits } from '../../plan/merge/unit-movement.ts';
import { unlinkedRow } from '../../plan/natural-keys.ts';
import { recheckRow } from '../../plan/write/settle-failure.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { commit, type Run } from '../run-context.ts';
import { heldKeys } from '../load/group-rows.ts';
import { malformedRows } from './malformed-rows.ts';
import { isSharedOtherwise, newestPerRecord, outdatedBy, type NewestRow } from './outdated-rows.ts';

interface Known {
  readonly links: ReadonlyMap<string, Link>;
  /** items of pairs that are over (D9) */
  readonly dead: ReadonlySet<string>;
  readonly unlinked: ReadonlyMap<string, UnlinkedRow>;
  readonly inbox: ReadonlyMap<string, InboxRow>;
  /** keys of pairs with a held delete (G1) */
  readonly held: ReadonlySet<string>;
}

/** Answers the cursor row as it is now. */
export async function capturePage(
  run: Run,
  context: PlanContext,
  at: { readonly cursor: StoredCursor; readonly page: FeedPage },
): Promise<StoredCursor> {
  const changes = newestPerRecord(at.page.changes);
  const known = await whatIsKnown(run, context, [...changes.keys()]);
  const operations: StoreOperation[] = [];
  let size = at.cursor.size;
  let lost = at.cursor.lost ?? 0;
  for (const [id, { change, isUnclear }] of changes) {
    const isKnown = isRemembered(context, known, id);
    if (change.type === 'removed') {
      if (isKnown && known.inbox.get(rowId('microsoft', context.kind, id))?.change.type !== 'removed') {
        size -= 1;
        lost += 1;
      }
      operations.push(...captureRemoval(context, at.cursor, { id, known }));
      if (isUnmarked(context, known.links.get(id))) run.justRemoved.add(id);
    } else {
      if (!isKnown) size += 1;
      operations.push(...captureRecord(context, at.cursor, { id, known, change, isUnclear }));
    }
  }
  const cursor: StoredCursor = {
    ...at.cursor,
    cursor: at.page.next,
    completedAtMs: at.page.isComplete ? context.nowMs : null,
    size: Math.max(0, size),
    lost,
  };
  if (cursor.isFullRound) operations.push({ table: 'seen', put: seenRows(cursor, changes) });
  operations.push(...(await malformedRows(run, context, { side: 'microsoft', page: at.page })));
  await commit(run, [...operations, { table: 'cursors', put: [cursor] }]);
  return cursor;
}

const nothingKnown: Known = {
  links: new Map(),
  dead: new Set(),
  unlinked: new Map(),
  inbox: new Map(),
  held: new Set(),
};

async function whatIsKnown(run: Run, context: PlanContext, ids: readonly RecordId[]): Promise<Known> {
  const { store } = run.ports;
  if (ids.length === 0) return nothingKnown;
  const keys = ids.map((id) => rowId('microsoft', context.kind, id));
  const links = await store.where('links', 'microsoft.id', ids);
  const unlinked = await store.getMany('unlinked', keys);
  const inbox = await store.getMany('inbox', keys);
  const live = links.filter((link) => link.status !== 'tombstone');
  return {
    links: new Map(live.flatMap((link) => (link.microsoft === null ? [] : [[link.microsoft.id, link]]))),
    dead: new Set(
      links.flatMap(({ status, microsoft }) => (status === 'tombstone' ? (microsoft?.id ?? []) : [])),
    ),
    unlinked: new Map(unlinked.flatMap((row) => (row === undefined ? [] : [[row.recordId, row]]))),
    inbox: new Map(inbox.flatMap((row) => (row === undefined ? [] : [[row.id, row]]))),
    held: await heldKeys(run),
  };
}

/** Its new place has nothing to be found by, unless a feed tells of it (F21). */
function isUnmarked({ adoption }: PlanContext, link: Link | undefined): boolean {
  return link !== undefined && (link.bornIn !== 'sales' || adoption !== null);
}

function isRemembered(context: PlanContext, known: Known, id: RecordId): boolean {
  return (
    known.links.has(id) || known.unlinked.has(id) || known.inbox.has(rowId('microsoft', context.kind, id))
  );
}

function captureRemoval(
  context: PlanContext,
  cursor: StoredCursor,
  facts: { readonly id: RecordId; readonly known: Known },
): readonly StoreOperation[] {
  const { id, known } = facts;
  const row = rowId('microsoft', context.kind, id);
  if (known.links.has(id)) {
    return [
      { table: 'inbox', put: [inboxRow(context, cursor, { type: 'removed', id }, known.inbox.get(row))] },
    ];
  }
  if (!isRemembered(context, known, id)) return [];
  // A removal is a hint here too (G2): an item that is forgotten while it lives is made a second time.
  const again = { side: 'microsoft', ref: { id, address: null }, attempts: 0, notBeforeMs: 0 } as const;
  return [{ table: 'inbox', put: [recheckRow(context, again)] }];
}

function captureRecord(
  context: PlanContext,
  cursor: StoredCursor,
  facts: {
    readonly id: RecordId;
    readonly known: Known;
    readonly change: Extract<Change, { type: 'upserted' }>;
    readonly isUnclear: boolean;
  },
): readonly StoreOperation[] {
  const { id, known, change, isUnclear } = facts;
  const before = known.inbox.get(rowId('microsoft', context.kind, id));
  const link = known.links.get(id);
  // Its removal waits, or was believed: nobody says which came first, and the read that proves a removal tells (G2).
  const isTorn = isUnclear || before?.change.type === 'removed' || (link === undefined && known.dead.has(id));
  const outdated = isTorn ? 'judged' : outdatedBy(context, change.record, { link, before });
  if (outdated === 'waiting') return [];
  const isEchoed = link !== undefined && isEcho(context, { link, record: change.record, before });
  if (isEchoed && outdated === null) return [];
  const rows: readonly StoreOperation[] =
    outdated === 'judged'
      ? readAgain(context, id, { before, isHeld: link !== undefined && known.held.has(link.key) })
      : [{ table: 'inbox', put: [inboxRow(context, cursor, change, before)] }];
  if (link !== undefined && !known.unlinked.has(id)) return rows;
  if (change.record.isDeleted) {
    return [...rows, { table: 'unlinked', remove: [rowId('microsoft', context.kind, id)] }];
  }
  // Left alone by its record (A2), an item of a pair is not on its way to Sales.
  const isShared = link === undefined && change.record.isShared;
  return [...rows, { table: 'unlinked', put: [unlinkedRow(context, { ...change.record, isShared })] }];
}

/** What waits already for a reason of its own is read all the same, but for a removal that waits for a person. */
function readAgain(
  context: PlanContext,
  id: RecordId,
  { before, isHeld }: { readonly before: InboxRow | undefined; readonly isHeld: boolean },
): readonly StoreOperation[] {
  if (before?.change.type === 'removed' && !isHeld)
    return [{ table: 'inbox', put: [{ ...before, notBeforeMs: 0 }] }];
  if (before?.change.type === 'recheck') return [];
  const ref = { id, address: null };
  const attempts = before?.attempts ?? 0;
  return [
    { table: 'inbox', put: [recheckRow(context, { side: 'microsoft', ref, attempts, notBeforeMs: 0 })] },
  ];
}

/** Whether a row says nothing new: this version was judged, and what waits of the pair stays as it waits. */
export function isEcho(
  context: PlanContext,
  facts: { readonly link: Link; readonly record: RemoteRecord; readonly before: InboxRow | undefined },
): boolean {
  const { link, record, before } = facts;
  if (!isKnownVersion(context, link, record)) return false;
  return before === undefined || isUnfinished(before);
}

/** The pair was planned and is not done: fresh content of one record must not pass for an echo. */
function isUnfinished(row: InboxRow): boolean {
  return row.change.type === 'recheck' || row.attempts > 0;
}

/** New content gives a record that failed before a new chance at once. */
export function inboxRow(
  context: PlanContext,
  cursor: Pick<StoredCursor, 'feed' | 'side'>,
  change: Change,
  before: InboxRow | undefined,
): InboxRow {
  const id = change.type === 'removed' ? change.id : change.record.id;
  return {
    id: rowId(cursor.side, context.kind, id),
    side: cursor.side,
    kind: context.kind,
    recordId: id,
    feed: cursor.feed,
    change,
    since: before?.since ?? context.nowMs,
    attempts: before !== undefined && isUnfinished(before) ? Math.max(1, before.attempts) : 0,
    notBeforeMs: 0,
  };
}

/** Missed by a full round or by two sweeps: the proof is still to come, and what waits of the pair stays unfinished. */
export function suspectRow(
  context: PlanContext,
  { side, id }: { readonly side: Side; readonly id: RecordId },
  before: InboxRow | undefined,
): InboxRow {
  const row = inboxRow(context, { feed: '' as FeedId, side }, { type: 'removed', id }, before);
  return { ...row, feed: null };
}

function seenRows(cursor: StoredCursor, changes: ReadonlyMap<RecordId, NewestRow>): readonly SeenInRound[] {
  return [...changes]
    .filter(([, { change }]) => change.type === 'upserted')
    .map(([recordId]) => ({
      id: `${cursor.feed}:${cursor.round}:${recordId}`,
      feed: cursor.feed,
      recordId,
    }));
}

/** Echo suppression (b): this very version was seen, and everything in it that may cross was judged. */
function isKnownVersion(context: PlanContext, link: Link, record: RemoteRecord): boolean {
  if (record.etag === null || link[record.side]?.etag !== record.etag) return false;
  // The same item is shared or not by what the organisation calls its category today (C1).
  if (isSharedOtherwise(link, record)) return false;
  return link.status !== 'active' || knowsAllUnits(context, link, record.side);
}
