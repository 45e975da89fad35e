// Reads every Outlook folder from its cursor. A cursor that died starts one new round over all folders of the kind.

import { isSyncError } from '../../model/error.ts';
import type { Feed } from '../../model/change.ts';
import type { StoredCursor } from '../../model/state.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import { commit, type Run } from '../run-context.ts';
import { allRows } from '../tables.ts';
import { capturePage } from './capture-page.ts';
import { readPages } from './feed-pages.ts';
import { beginRound, completeRound } from './full-round.ts';
import { checkMarked } from './marked-items.ts';

/** Folders change rarely; asking for them is a request of its own. */
const askFeedsEveryMs = 30 * 60_000;
/** A service that forgets its cursors again and again gets this many new rounds in one run. */
const maxRounds = 4;

export async function pullOutlook(run: Run, context: PlanContext): Promise<void> {
  run.justRemoved.clear();
  let cursors = await openCursors(run, context);
  let wasOpen = false;
  for (let round = 1; ; round += 1) {
    try {
      wasOpen = cursors.some((row) => row.completedAtMs === null);
      cursors = await readFeeds(run, context, cursors);
      break;
    } catch (error) {
      if (!isSyncError(error) || error.code !== 'cursor-expired' || round >= maxRounds) throw error;
      cursors = await beginRound(run, feedsOf(cursors), cursors);
    }
  }
  const isRead = cursors.length > 0 && cursors.every((row) => row.completedAtMs !== null);
  if (!isRead) return;
  const isFull = cursors.every((row) => row.isFullRound);
  if (isFull) await completeRound(run, context, cursors);
  if (isFull || wasOpen || run.justRemoved.size > 0) await readWhatCameMeanwhile(run, context);
}

/** Whether every folder was read to its end: what is not known to be there would be made a second time (I1, F33). */
export async function isOutlookRead(run: Run, context: PlanContext): Promise<boolean> {
  const cursors = await allRows(run.ports.store, 'cursors');
  const outlook = cursors.filter((row) => row.side === 'microsoft' && row.kind === context.kind);
  return outlook.every((row) => row.completedAtMs !== null);
}

/**
 * A round of many pages, the first of a store too, shows the folder as it was when the round began, perhaps days ago. What
 * people added or moved since must be known before a counterpart is created for it. So must the new place of an item that
 * one feed calls removed, before its counterpart is deleted: another feed, or the same one earlier, was read before the move.
 */
async function readWhatCameMeanwhile(run: Run, context: PlanContext): Promise<void> {
  const cursors = (await allRows(run.ports.store, 'cursors')).filter(
    (row) => row.side === 'microsoft' && row.kind === context.kind,
  );
  const removed = [...run.justRemoved];
  try {
    run.justRemoved.clear();
    const read = await readFeeds(run, context, cursors);
    if (read.every((row) => row.completedAtMs !== null)) return;
  } catch (error) {
    // The next run begins the new round.
    if (!isSyncError(error) || error.code !== 'cursor-expired') throw error;
  }
  for (const id of removed) run.justRemoved.add(id);
}

async function openCursors(run: Run, context: PlanContext): Promise<readonly StoredCursor[]> {
  const { clock, microsoft, store } = run.ports;
  const stored = (await allRows(store, 'cursors')).filter(
    (row) => row.side === 'microsoft' && row.kind === context.kind,
  );
  const asked = (await store.get('meta', 'feeds-asked'))?.value;
  const sinceMs = typeof asked === 'number' ? clock.nowMs() - asked : Number.POSITIVE_INFINITY;
  const isFull = run.request.mode === 'full';
  if (stored.length > 0 && !isFull && sinceMs >= 0 && sinceMs < askFeedsEveryMs) return stored;
  const feeds = await patiently(run, () => microsoft.feeds(context.kind, run.signal));
  await commit(run, [{ table: 'meta', put: [{ name: 'feeds-asked', value: clock.nowMs() }] }]);
  const isGone = stored.some((row) => !feeds.some((feed) => feed.id === row.feed));
  if (isFull || isGone || stored.length === 0) {
    const cursors = await beginRound(run, feeds, stored);
    await checkMarked(run, context);
    return cursors;
  }
  const fresh = feeds.filter((feed) => !stored.some((row) => row.feed === feed.id)).map(newFolder);
  if (fresh.length > 0) await commit(run, [{ table: 'cursors', put: fresh }]);
  return [...stored, ...fresh];
}

/** A folder that appeared: read from its beginning, but it cannot say what is missing elsewhere. */
function newFolder(feed: Feed): StoredCursor {
  return {
    feed: feed.id,
    side: feed.side,
    kind: feed.kind,
    cursor: null,
    round: 1,
    isFullRound: false,
    completedAtMs: null,
    size: 0,
  };
}

async function readFeeds(
  run: Run,
  context: PlanContext,
  cursors: readonly StoredCursor[],
): Promise<readonly StoredCursor[]> {
  const read: StoredCursor[] = [];
  for (const cursor of cursors) read.push(await readFeed(run, context, cursor));
  if (!read.some((row) => row.completedAtMs === null)) return read;
  run.tally.troubles.push({ cause: 'malformed', side: 'microsoft' });
  // F33: what was read is kept; the round itself begins anew with the next run.
  return beginRound(run, feedsOf(cursors), read);
}

async function readFeed(run: Run, context: PlanContext, cursor: StoredCursor): Promise<StoredCursor> {
  // A full round of several folders: this one was already read to its end.
  if (cursor.isFullRound && cursor.completedAtMs !== null) return cursor;
  let now = cursor;
  const end = await readPages(run, {
    remote: run.ports.microsoft,
    feed: { id: cursor.feed, side: cursor.side, kind: cursor.kind },
    from: cursor.cursor,
    capture: async (page) => {
      now = await capturePage(run, context, { cursor: now, page });
    },
  });
  return end === 'endless' ? { ...now, completedAtMs: null } : now;
}

function feedsOf(cursors: readonly StoredCursor[]): readonly Feed[] {
  return cursors.map((row) => ({ id: row.feed, side: row.side, kind: row.kind }));
}
