// A round that begins from nothing (410, full sync, a folder that vanished): links stay, everything is read again, and
// only when the round is over do links it never saw become suspects. An incomplete round proves nothing (3.6).

import type { Feed } from '../../model/change.ts';
import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { StoredCursor } from '../../model/state.ts';
import { recheckRow } from '../../plan/write/settle-failure.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { commit, type Run } from '../run-context.ts';
import { forEachRow } from '../tables.ts';
import { suspectRow } from './capture-page.ts';

export async function beginRound(
  run: Run,
  feeds: readonly Pick<Feed, 'id' | 'side' | 'kind'>[],
  before: readonly StoredCursor[],
): Promise<readonly StoredCursor[]> {
  const { store } = run.ports;
  const round = Math.max(0, ...before.map((row) => row.round)) + 1;
  // A store that knows no record has nothing to suspect.
  const isFullRound = (await store.count('links')) + (await store.count('unlinked')) > 0;
  const known = new Map(before.map((row) => [row.feed, row]));
  const rows = feeds.map((feed): StoredCursor => ({
    feed: feed.id,
    side: feed.side,
    kind: feed.kind,
    cursor: null,
    round,
    isFullRound,
    completedAtMs: null,
    size: known.get(feed.id)?.size ?? 0,
    lost: known.get(feed.id)?.lost ?? 0,
  }));
  const vanished = before.filter((row) => !feeds.some((feed) => feed.id === row.feed));
  await commit(run, [
    { table: 'cursors', remove: vanished.map((row) => row.feed) },
    { table: 'cursors', put: rows },
    { table: 'seen', remove: await seenIds(run, before) },
  ]);
  return rows;
}

async function seenIds(run: Run, cursors: readonly StoredCursor[]): Promise<readonly string[]> {
  if (cursors.length === 0) return [];
  const seen = await run.ports.store.where(
    'seen',
    'feed',
    cursors.map((row) => row.feed),
  );
  return seen.map((row) => row.id);
}

/** Ends a full round of all Outlook feeds of a kind: what it did not see is suspected, never yet believed (G2). */
export async function completeRound(
  run: Run,
  context: PlanContext,
  cursors: readonly StoredCursor[],
): Promise<void> {
  const { store } = run.ports;
  const feeds = cursors.map((row) => row.feed);
  const seen = await store.where('seen', 'feed', feeds);
  const alive = new Set<string>(seen.map((row) => row.recordId));
  const operations: StoreOperation[] = [];
  const missed: RecordId[] = [];
  const suspects: LinkKey[] = [];
  await forEachRow(store, 'links', (link) => {
    const end = link.microsoft;
    if (link.kind !== context.kind || link.status === 'tombstone' || end === null || alive.has(end.id))
      return;
    missed.push(end.id);
    if (link.status === 'active') suspects.push(link.key);
  });
  const before = await store.getMany(
    'inbox',
    missed.map((id) => rowId('microsoft', context.kind, id)),
  );
  const rowsOfMissed = missed.map((id, index) =>
    suspectRow(context, { side: 'microsoft', id }, before[index]),
  );
  operations.push({ table: 'inbox', put: rowsOfMissed });
  // Items that the engine made are in no feed's size, and are lost all the same (G1); what a question is about was counted.
  const asked = await store.getMany('conflicts', suspects);
  const vanished = asked.filter((conflict) => conflict === undefined).length;
  await forEachRow(store, 'unlinked', (row) => {
    if (row.kind !== context.kind || row.side !== 'microsoft' || alive.has(row.recordId)) return;
    const again = {
      side: row.side,
      ref: { id: row.recordId, address: row.address },
      attempts: 0,
      notBeforeMs: 0,
    };
    operations.push({ table: 'inbox', put: [recheckRow(context, again)] });
  });
  const rows = cursors.map((row, index): StoredCursor => {
    const size = seen.filter((entry) => entry.feed === row.feed).length;
    return {
      ...row,
      isFullRound: false,
      size,
      lost: Math.max((row.lost ?? 0) + Math.max(0, row.size - size), index === 0 ? vanished : 0),
    };
  });
  await commit(run, [
    ...operations,
    { table: 'cursors', put: rows },
    { table: 'seen', remove: seen.map((row) => row.id) },
  ]);
}
