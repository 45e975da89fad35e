// Contacts by id and by marker. Reads by id are the proof of a deletion, so only a definite 404 under immutable ids
// becomes `missing`; everything else that is no contact is `unreadable` (sync rule G2).

import { checkedJson } from '../../http/checked-json.ts';
import {
  collectionOfFeed,
  contactPath,
  expandMarker,
  markerFilter,
  markerIn,
  markerValue,
  wholeContact,
} from './contact-requests.ts';
import { getPage } from './contact-folders.ts';
import { recordOf } from './contact-record.ts';
import { readBatch } from '../json-batch.ts';
import { graphError, graphFailure } from '../graph-errors.ts';
import { contactRow, page, rowWithId } from '../wire.ts';
import type { ReadAnswer } from '../../../sync/model/change.ts';
import type { InstanceId, LinkKey, RecordId } from '../../../sync/model/ids.ts';
import type { RecordRef, RemoteRecord } from '../../../sync/model/record.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { MarkedItem } from '../../../sync/ports/remote.ts';
import type { ContactFolders } from './contact-folders.ts';
import type { GraphClient } from '../graph-client.ts';
import type { HeldContacts } from './held-contacts.ts';
import type { BatchResult } from '../json-batch.ts';

export interface ContactReading {
  readonly client: GraphClient;
  readonly folders: ContactFolders;
  readonly categoryName: string;
  readonly instance: InstanceId;
  readonly held: HeldContacts;
}

export async function readContacts(
  reading: ContactReading,
  refs: readonly RecordRef[],
  signal: CancelSignal,
): Promise<readonly ReadAnswer[]> {
  const { client } = reading;
  const paths = refs.map(({ id }) => `${contactPath(client.mailbox, id)}?${wholeContact}`);
  const results = await readBatch(client, paths, signal);
  const answers: ReadAnswer[] = [];
  for (const [index, ref] of refs.entries()) {
    const result = results[index];
    answers.push(await readAnswer(reading, { ref, result }, signal));
  }
  return answers;
}

async function readAnswer(
  reading: ContactReading,
  { ref, result }: { readonly ref: RecordRef; readonly result: BatchResult | undefined },
  signal: CancelSignal,
): Promise<ReadAnswer> {
  const { id } = ref;
  if (result?.status === 404 && isItemMissing(result.body)) return { id, result: 'missing' };
  if (result?.status !== 200)
    return { id, result: 'unreadable', status: result?.status === 0 ? null : (result?.status ?? null) };
  const record = await recordFrom(reading, result.body, signal);
  if (record === null) return { id, result: 'unreadable', status: 200 };
  // Asked for by one form of id and answered by another would make two records of one.
  return { id, result: 'found', record: { ...record, id } };
}

/** A 404 that speaks of the mailbox or of the path proves nothing about the item. */
function isItemMissing(body: unknown): boolean {
  const { code } = graphError(body);
  return code === '' || code.includes('itemnotfound') || code === 'notfound';
}

/** A row of a read or a list; null where it is malformed. */
export async function recordFrom(
  { folders, categoryName, held }: ContactReading,
  wire: unknown,
  signal: CancelSignal,
): Promise<RemoteRecord | null> {
  const row = contactRow.safeParse(wire);
  if (!row.success) return null;
  held.remember(row.data);
  const isDeleted = await folders.isDeletedItems(row.data.parentFolderId, signal);
  return recordOf(wire, { categoryName, isDeleted });
}

/** `/contacts` covers the default folder only, so every known folder is asked for every key. */
export async function findMarked(
  reading: ContactReading,
  keys: readonly LinkKey[],
  signal: CancelSignal,
): Promise<readonly RemoteRecord[]> {
  const { client, instance } = reading;
  const feeds = keys.length === 0 ? [] : await reading.folders.known(signal);
  const paths = feeds.flatMap((feed) =>
    keys.map((key) => {
      const filter = markerFilter(markerValue({ key, instance }));
      return `${collectionOfFeed(client.mailbox, feed.id)}?${filter}&${wholeContact}&$top=50`;
    }),
  );
  const found = new Map<RecordId, RemoteRecord>();
  for (const result of await readBatch(client, paths, signal)) {
    if (result.status === 404 && isItemMissing(result.body)) continue;
    for (const row of rowsOf(result)) {
      const record = await recordFrom(reading, row, signal);
      if (record !== null) found.set(record.id, record);
    }
  }
  return [...found.values()];
}

function rowsOf(result: BatchResult): readonly unknown[] {
  const answer = { status: result.status, headers: new Headers(), text: JSON.stringify(result.body ?? null) };
  if (result.status !== 200) throw graphFailure(answer);
  return checkedJson(answer, page, { side: 'microsoft' }).value;
}

/**
 * Every item with our marker, foreign stamps included. Lists whole folders and looks itself: a filter by existence is
 * the one shape of filter that nobody has confirmed.
 */
export async function listMarkedContacts(
  reading: ContactReading,
  signal: CancelSignal,
): Promise<readonly MarkedItem[]> {
  const { client, folders } = reading;
  const query = `$select=id,parentFolderId&${expandMarker}&$top=200`;
  const items = new Map<string, MarkedItem>();
  for (const feed of await folders.known(signal)) {
    const start = `${collectionOfFeed(client.mailbox, feed.id)}?${query}`;
    for (let link: string | undefined = start; link !== undefined;) {
      const answer: Awaited<ReturnType<typeof getPage>> = await getPage(client, link, signal);
      for (const row of answer.value) {
        const item = markedItem(row);
        if (item !== null) items.set(item.id, item);
      }
      const next: string | undefined = answer['@odata.nextLink'];
      link = next === link ? undefined : next;
    }
  }
  return [...items.values()];
}

function markedItem(row: unknown): MarkedItem | null {
  const parsed = contactRow.safeParse(row);
  const marker = parsed.success ? markerIn(parsed.data.singleValueExtendedProperties) : null;
  if (!parsed.success || marker === null) return null;
  return { id: parsed.data.id as RecordId, address: null, key: marker.key, instance: marker.instance };
}

/** Ids of rows that fail their schema; a row without an id fails its page instead. */
export function idOfRow(row: unknown): RecordId | null {
  const parsed = rowWithId.safeParse(row);
  return parsed.success ? (parsed.data.id as RecordId) : null;
}
