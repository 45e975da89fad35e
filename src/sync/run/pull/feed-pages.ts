// One feed read to its end, page by page. A chain of pages that never ends is noticed (F33) and begun anew next time.

import type { Feed, FeedPage } from '../../model/change.ts';
import type { Cursor } from '../../model/ids.ts';
import type { Remote } from '../../ports/remote.ts';
import { patiently } from '../patience.ts';
import { checkpoint, type Run } from '../run-context.ts';

/** Pages in a row that repeat what this reading already brought. */
const maxRepeats = 2;
/** Empty pages with a next link are documented; this many in a row are not. */
const maxEmpty = 20;

export interface FeedReading {
  readonly remote: Remote;
  readonly feed: Feed;
  readonly from: Cursor | null;
  /** makes the page and its cursor durable, in one commit (I15) */
  readonly capture: (page: FeedPage) => Promise<void>;
}

export async function readPages(run: Run, reading: FeedReading): Promise<'complete' | 'endless'> {
  const { remote, feed, capture } = reading;
  const known = new Set<string>();
  const cursors = new Set<string>();
  let cursor = reading.from;
  let repeats = 0;
  let empty = 0;
  for (;;) {
    checkpoint(run);
    const at = cursor;
    const page = await patiently(run, () => remote.pullPage(feed, at, run.signal));
    await capture(page);
    if (page.isComplete) return 'complete';
    const isNew = rememberPage(page, known);
    empty = page.changes.length === 0 ? empty + 1 : 0;
    repeats = isNew || page.changes.length === 0 ? 0 : repeats + 1;
    if (cursors.has(page.next) || repeats >= maxRepeats || empty >= maxEmpty) return 'endless';
    cursors.add(page.next);
    cursor = page.next;
  }
}

function rememberPage(page: FeedPage, known: Set<string>): boolean {
  const before = known.size;
  for (const change of page.changes) {
    known.add(
      change.type === 'removed' ? `removed:${change.id}` : `${change.record.id}:${change.record.etag ?? ''}`,
    );
  }
  return known.size > before;
}
