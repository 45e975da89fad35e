// The change window of Sales contacts (sales-contract.md section 12). There is no change feed: rows are asked for by
// LastUpdateDate, with an overlap, and offset paging may skip a row that another one's change moved, so a window of
// several pages is read again until a pass brings nothing new.

import { z } from 'zod';
import { SyncError } from '../../../sync/model/error.ts';
import { checkedJson, jsonOrNothing } from '../../http/checked-json.ts';
import { serverTimeMs } from '../../http/retry-after.ts';
import { RESOURCES, parseSales, query } from '../sales-client.ts';
import { salesFailure } from '../sales-errors.ts';
import { collection, contactAttributes, datedItem } from '../wire.ts';
import { ANY_STATUS, literal } from './contact-reads.ts';
import { idOfItem, recordOf } from './contact-record.ts';
import type { Change, FeedPage } from '../../../sync/model/change.ts';
import type { Cursor, RecordId } from '../../../sync/model/ids.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { Collection } from '../wire.ts';
import type { ContactReading } from './contact-reads.ts';

/** Rows that were committed late, and clocks of a pod's machines that differ. */
export const OVERLAP_MS = 180_000;
/** A run reads up to now; only the watermark it leaves stays behind. */
export const LAG_MS = 30_000;
/** Only where no server clock is readable and there is no record at all. */
const NO_CLOCK_MS = 86_400_000;
/** Date has whole seconds and may come from another machine than LastUpdateDate: how far a window reaches beyond it. */
const CLOCK_MARGIN_MS = 10_000;
/** A window that never settles is left to the next run, with the watermark where it was. */
const MOST_PASSES = 6;

const windowPage = z.object({
  fromMs: z.number(),
  /** null on the first page: it reads up to now */
  toMs: z.number().nullable(),
  offset: z.int().nonnegative(),
  pass: z.int().positive(),
});
const cursorSchema = z.object({ v: z.literal(1), atMs: z.number(), page: windowPage.nullable() });
type WindowCursor = z.output<typeof cursorSchema>;
type WindowPage = z.output<typeof windowPage>;

/** What the running window has shown so far. Lost with the adapter, and then the window simply starts anew. */
interface Shown {
  readonly rows: Set<string>;
  freshInPass: number;
  newestMs: number | null;
}

interface Seen extends Shown {
  /** cursor of the last page handed out: any other one means that a page was not kept, so its rows must come again */
  readonly handedOut: string;
}

interface Step {
  readonly changes: readonly Change[];
  readonly malformed: readonly RecordId[];
  readonly next: WindowCursor;
}

export interface ChangedSince {
  pull(cursor: Cursor | null, signal: CancelSignal): Promise<FeedPage>;
}

export function createChangedSince(reading: ContactReading): ChangedSince {
  let seen: Seen | null = null;

  const pull = async (cursor: Cursor, signal: CancelSignal): Promise<FeedPage> => {
    const { atMs, page } = readCursor(cursor);
    const known = page !== null && seen?.handedOut === cursor ? seen : null;
    const fromMs = page?.fromMs ?? atMs - OVERLAP_MS;
    const current = { rows: new Set<string>(), freshInPass: 0, newestMs: null, ...known };
    let at = known === null || page === null ? { fromMs, toMs: null, offset: 0, pass: 1 } : page;
    for (;;) {
      const step = await readStep(reading, { atMs, page: at, seen: current }, signal);
      const isRepeat = step.changes.length === 0 && step.malformed.length === 0 && at.pass > 1;
      const next = step.next.page;
      if (next !== null && isRepeat) {
        // A second look that finds nothing is no page of the feed: the caller would take it for a chain without end.
        at = next;
        continue;
      }
      const handedOut = JSON.stringify(step.next);
      seen = next === null ? null : { ...current, handedOut };
      return pageOf(step, handedOut);
    }
  };

  return {
    async pull(cursor, signal) {
      if (cursor !== null) return pull(cursor, signal);
      const atMs = await presentOf(reading, signal);
      const next: WindowCursor = { v: 1, atMs, page: null };
      return pageOf({ changes: [], malformed: [], next }, JSON.stringify(next));
    },
  };
}

async function readStep(
  reading: ContactReading,
  { atMs, page, seen }: { readonly atMs: number; readonly page: WindowPage; readonly seen: Shown },
  signal: CancelSignal,
): Promise<Step> {
  const { found, serverMs } = await readWindow(reading, page, signal);
  const isFirst = page.offset === 0 && page.pass === 1;
  const toMs = isFirst && serverMs !== null ? serverMs + CLOCK_MARGIN_MS : page.toMs;
  const fresh = freshChanges(reading, found, seen);
  const next = nextPage({ ...page, toMs }, found, seen);
  if (next !== null) {
    if (next.offset === 0) seen.freshInPass = 0;
    return { ...fresh, next: { v: 1, atMs, page: next } };
  }
  const isSettled = page.pass < MOST_PASSES || seen.freshInPass === 0;
  const readTo = toMs === null ? seen.newestMs : toMs - CLOCK_MARGIN_MS;
  const endMs = isSettled ? readTo : null;
  const watermarkMs = endMs === null ? atMs : Math.max(atMs, endMs - LAG_MS);
  return { ...fresh, next: { v: 1, atMs: watermarkMs, page: null } };
}

function readCursor(cursor: Cursor): WindowCursor {
  const parsed = cursorSchema.safeParse(jsonOrNothing(cursor));
  // Written by another version of the product: members are read by id, so nothing is lost by starting anew.
  if (!parsed.success) throw new SyncError('cursor-expired', { at: { side: 'sales' } });
  return parsed.data;
}

async function readWindow(
  { client, pageSize }: ContactReading,
  { fromMs, toMs, offset }: WindowPage,
  signal: CancelSignal,
): Promise<{ readonly found: Collection; readonly serverMs: number | null }> {
  const from = `LastUpdateDate>=${literal(new Date(fromMs).toISOString())}`;
  const to = toMs === null ? '' : ` and LastUpdateDate<=${literal(new Date(toMs).toISOString())}`;
  const path = `${RESOURCES}/contacts?${query({
    q: `${from}${to} and ${ANY_STATUS}`,
    fields: contactAttributes,
    links: 'self',
    orderBy: 'LastUpdateDate:asc,PartyId:asc',
    limit: pageSize,
    offset,
  })}`;
  const answer = await client.send({ method: 'GET', path, signal });
  if (answer.status !== 200) throw salesFailure(answer);
  const found = checkedJson(answer, collection, { side: 'sales', parse: parseSales });
  return { found, serverMs: serverTimeMs(answer.headers) };
}

function freshChanges(
  { instance }: ContactReading,
  { items }: Collection,
  seen: Shown,
): { readonly changes: Change[]; readonly malformed: RecordId[] } {
  const changes: Change[] = [];
  const malformed: RecordId[] = [];
  // All ids first: a page that fails must leave nothing behind that counts as seen.
  const ids = items.map(idOrFail);
  for (const [index, id] of ids.entries()) {
    const item = items[index];
    const changedAt = dateOf(item);
    const atMs = Date.parse(changedAt);
    if (!Number.isNaN(atMs)) seen.newestMs = Math.max(seen.newestMs ?? atMs, atMs);
    const row = `${id} ${changedAt}`;
    if (seen.rows.has(row)) continue;
    seen.rows.add(row);
    seen.freshInPass += 1;
    const record = recordOf(item, instance);
    if (record === null) malformed.push(id);
    else changes.push({ type: 'upserted', record });
  }
  return { changes, malformed };
}

function idOrFail(item: unknown): RecordId {
  const id = idOfItem(item);
  if (id === null) throw new SyncError('malformed', { at: { side: 'sales' }, status: 200 });
  return id;
}

function dateOf(item: unknown): string {
  const parsed = datedItem.safeParse(item);
  return parsed.success ? parsed.data.LastUpdateDate : '';
}

/** Null when the window is done. One page needs no second look: nothing can be skipped before the first row. */
function nextPage(page: WindowPage, { count, hasMore }: Collection, seen: Shown): WindowPage | null {
  if (hasMore) return { ...page, offset: page.offset + count };
  const isOnePage = page.offset === 0;
  const isQuiet = page.pass > 1 && seen.freshInPass === 0;
  if (isOnePage || isQuiet || page.pass >= MOST_PASSES) return null;
  return { ...page, offset: 0, pass: page.pass + 1 };
}

function pageOf({ changes, malformed, next }: Step, cursor: string): FeedPage {
  return {
    changes,
    next: cursor as Cursor,
    isComplete: next.page === null,
    ...(malformed.length === 0 ? {} : { malformed }),
  };
}

/** Where the first window starts: the server's present by its header, else by its newest record. */
async function presentOf({ client }: ContactReading, signal: CancelSignal): Promise<number> {
  const path = `${RESOURCES}/contacts?${query({
    fields: 'PartyId,LastUpdateDate',
    onlyData: 'true',
    orderBy: 'LastUpdateDate:desc',
    limit: 1,
  })}`;
  const answer = await client.send({ method: 'GET', path, signal });
  if (answer.status !== 200) throw salesFailure(answer);
  const { items } = checkedJson(answer, collection, { side: 'sales', parse: parseSales });
  const newestMs = Date.parse(dateOf(items[0]));
  const serverMs = serverTimeMs(answer.headers) ?? (Number.isNaN(newestMs) ? null : newestMs);
  return serverMs === null ? client.clock.nowMs() - NO_CLOCK_MS : serverMs - LAG_MS;
}
