// One page of a contact folder's delta query. Links are opaque and stored whole; a row of a delta page is only a hint,
// so partial rows are read again by id, and a removal is proven by nobody here (graph-contract.md section 3).

import { SyncError } from '../../../sync/model/error.ts';
import { checkedJson } from '../../http/checked-json.ts';
import { idOfRow, readContacts } from './contact-reads.ts';
import { isWhole, recordOf } from './contact-record.ts';
import { collectionOfFeed, selectContact } from './contact-requests.ts';
import { graphFailure, isExpiredCursor, isMissingMailbox } from '../graph-errors.ts';
import { contactRow, page, removedRow } from '../wire.ts';
import type { Change, Feed, FeedPage } from '../../../sync/model/change.ts';
import type { Cursor, RecordId } from '../../../sync/model/ids.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { ContactReading } from './contact-reads.ts';
import type { Page } from '../wire.ts';

interface SortedRows {
  readonly changes: Map<RecordId, Change>;
  /** to be read by id: properties are missing, or the page shows the item in two ways (F16) */
  readonly partial: Set<RecordId>;
  readonly malformed: Set<RecordId>;
}

export async function pullDeltaPage(
  reading: ContactReading,
  { feed, cursor }: { readonly feed: Feed; readonly cursor: Cursor | null },
  signal: CancelSignal,
): Promise<FeedPage> {
  const { client } = reading;
  const start = `${collectionOfFeed(client.mailbox, feed.id)}/delta?${selectContact}`;
  const link = cursor ?? start;
  const answer = await client.send({ method: 'GET', path: link, signal });
  if (answer.status === 404 && !isMissingMailbox(answer)) return vanishedFolder(start, cursor);
  if (isExpiredCursor(answer)) throw new SyncError('cursor-expired', { at: { side: 'microsoft' } });
  if (answer.status !== 200) throw graphFailure(answer);
  const wire = checkedJson(answer, page, { side: 'microsoft' });
  const next = nextCursor(wire, link);
  const rows = sortRows(reading, wire.value);
  await completeRows(reading, rows, signal);
  const changes = [...rows.changes.values()];
  return {
    changes,
    next: next.cursor,
    isComplete: next.isComplete,
    ...(rows.malformed.size === 0 ? {} : { malformed: [...rows.malformed] }),
  };
}

// The folder itself is gone: its round begins anew and ends empty, so that its links become suspects and are read.
function vanishedFolder(start: string, cursor: Cursor | null): FeedPage {
  if (cursor !== null && cursor !== start)
    throw new SyncError('cursor-expired', { at: { side: 'microsoft' }, status: 404 });
  return { changes: [], next: start as Cursor, isComplete: true };
}

function nextCursor(wire: Page, link: string): { readonly cursor: Cursor; readonly isComplete: boolean } {
  const { '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink } = wire;
  if (deltaLink !== undefined) return { cursor: deltaLink as Cursor, isComplete: true };
  // A chain that leads to itself never ends (graph-contract.md section 3.4).
  if (nextLink === link) throw new SyncError('cursor-expired', { at: { side: 'microsoft' } });
  if (nextLink === undefined) throw new SyncError('malformed', { at: { side: 'microsoft' }, status: 200 });
  return { cursor: nextLink as Cursor, isComplete: false };
}

function sortRows({ folders, categoryName, held }: ContactReading, wireRows: readonly unknown[]): SortedRows {
  const rows: SortedRows = { changes: new Map(), partial: new Set(), malformed: new Set() };
  const versions = new Map<RecordId, string | undefined>();
  for (const wire of wireRows) {
    const id = idOfRow(wire);
    if (id === null) throw new SyncError('malformed', { at: { side: 'microsoft' }, status: 200 });
    if (rows.partial.has(id)) continue;
    const version = versionOf(wire);
    const isUnclear = versions.has(id) && versions.get(id) !== version;
    versions.set(id, version);
    rows.malformed.delete(id);
    rows.changes.delete(id);
    // A hint only, whatever came before it: nobody believes a removal unproven.
    if (removedRow.safeParse(wire).success) {
      rows.changes.set(id, { type: 'removed', id });
      continue;
    }
    // The last row wins by contract, and an old one behind the newer one has been seen: the item says what it is.
    if (isUnclear) {
      rows.partial.add(id);
      continue;
    }
    const row = contactRow.safeParse(wire);
    if (!row.success) rows.malformed.add(id);
    else if (!isWhole(row.data)) rows.partial.add(id);
    else {
      held.remember(row.data);
      if (typeof row.data.parentFolderId === 'string') folders.sawContactIn(row.data.parentFolderId);
      const record = recordOf(wire, { categoryName, isDeleted: false, marker: 'unread' });
      if (record === null) rows.malformed.add(id);
      else rows.changes.set(id, { type: 'upserted', record });
    }
  }
  return rows;
}

/** Equal for the same row twice; undefined for a removal and for what has no etag. */
function versionOf(wire: unknown): string | undefined {
  const row = contactRow.safeParse(wire);
  return row.success && !removedRow.safeParse(wire).success ? row.data['@odata.etag'] : undefined;
}

async function completeRows(reading: ContactReading, rows: SortedRows, signal: CancelSignal): Promise<void> {
  if (rows.partial.size === 0) return;
  const refs = [...rows.partial].map((id) => ({ id, address: null }));
  for (const answer of await readContacts(reading, refs, signal)) {
    if (answer.result === 'found') rows.changes.set(answer.id, { type: 'upserted', record: answer.record });
    else if (answer.result === 'missing') rows.changes.set(answer.id, { type: 'removed', id: answer.id });
    else rows.malformed.add(answer.id);
  }
}
