// Contacts by ids, markers and natural keys. Everything is asked for with its PartyStatus, because lists may hide
// inactive parties from a question that does not name it.

import { foldText } from '../../values/text.ts';
import { textOf } from '../../values/compare-contact.ts';
import { RESOURCES, query } from '../sales-client.ts';
import { collection, contactAttributes, sweptItem } from '../wire.ts';
import { SOURCE_SYSTEM, idOfItem, recordOf } from './contact-record.ts';
import type { ReadAnswer } from '../../../sync/model/change.ts';
import type { InstanceId, LinkKey, RecordId } from '../../../sync/model/ids.ts';
import type { RecordRef, RemoteRecord } from '../../../sync/model/record.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { NaturalKey } from '../../../sync/ports/remote.ts';
import type { SalesClient } from '../sales-client.ts';

export interface ContactReading {
  readonly client: SalesClient;
  readonly instance: InstanceId;
  readonly pageSize: number;
}

export const ANY_STATUS = "PartyStatus in ('A','I')";
/** Ids of 18 digits: about 1,000 characters of an address. */
const IDS_PER_REQUEST = 50;
const SWEPT_PER_REQUEST = 150;
const KEYS_PER_REQUEST = 40;
const NAMES_PER_REQUEST = 10;

/** A string literal of the row-match language. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let start = 0; start < all.length; start += size) parts.push(all.slice(start, start + size));
  return parts;
}

/** Every item that `q` finds, page by page. */
export async function itemsWhere(
  { client, pageSize }: ContactReading,
  { q, fields, onlyData }: { readonly q: string; readonly fields: string; readonly onlyData?: boolean },
  signal: CancelSignal,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (let offset = 0; ;) {
    const path = `${RESOURCES}/contacts?${query({
      q,
      fields,
      ...(onlyData === true ? { onlyData: 'true' } : { links: 'self' }),
      orderBy: 'PartyId:asc',
      limit: pageSize,
      offset,
    })}`;
    const page = await client.get(path, collection, signal);
    items.push(...page.items);
    offset += page.count;
    if (!page.hasMore) return items;
  }
}

export async function readContacts(
  reading: ContactReading,
  refs: readonly RecordRef[],
  signal: CancelSignal,
): Promise<readonly ReadAnswer[]> {
  const answers: ReadAnswer[] = [];
  for (const part of chunks([...new Set(refs.map(({ id }) => id))], IDS_PER_REQUEST)) {
    const q = `PartyId in (${part.filter(isId).join(',')}) and ${ANY_STATUS}`;
    const items = part.some(isId) ? await itemsWhere(reading, { q, fields: contactAttributes }, signal) : [];
    const byId = new Map(items.map((item) => [idOfItem(item), item]));
    answers.push(...part.map((id) => answerFor(reading, id, byId.get(id))));
  }
  return answers;
}

/** Whatever else was stored as an id must not reach the query. */
function isId(id: string): boolean {
  return /^\d{1,18}$/.test(id);
}

function answerFor({ instance }: ContactReading, id: RecordId, item: unknown): ReadAnswer {
  if (item === undefined) return { id, result: 'missing' };
  const record = recordOf(item, instance);
  return record === null ? { id, result: 'unreadable', status: 200 } : { id, result: 'found', record };
}

async function recordsWhere(
  reading: ContactReading,
  q: string,
  signal: CancelSignal,
): Promise<readonly RemoteRecord[]> {
  const items = await itemsWhere(reading, { q, fields: contactAttributes }, signal);
  return items.flatMap((item) => recordOf(item, reading.instance) ?? []);
}

export async function findMarked(
  reading: ContactReading,
  keys: readonly LinkKey[],
  signal: CancelSignal,
): Promise<readonly RemoteRecord[]> {
  const found: RemoteRecord[] = [];
  for (const part of chunks(keys, KEYS_PER_REQUEST)) {
    const q = `SourceSystem=${literal(SOURCE_SYSTEM)} and SourceSystemReferenceValue in (${part.map(literal).join(',')}) and ${ANY_STATUS}`;
    found.push(...(await recordsWhere(reading, q, signal)));
  }
  return found;
}

/** Which of these ids are still listed as active. */
export async function sweepContacts(
  reading: ContactReading,
  ids: readonly RecordId[],
  signal: CancelSignal,
): Promise<readonly RecordId[]> {
  const live: RecordId[] = [];
  for (const part of chunks(ids.filter(isId), SWEPT_PER_REQUEST)) {
    const q = `PartyId in (${part.join(',')}) and ${ANY_STATUS}`;
    const fields = 'PartyId,PartyStatus,LastUpdateDate';
    for (const item of await itemsWhere(reading, { q, fields, onlyData: true }, signal)) {
      const parsed = sweptItem.safeParse(item);
      if (parsed.success && parsed.data.PartyStatus !== 'I') live.push(parsed.data.PartyId as RecordId);
    }
  }
  return live;
}

/** Live contacts with one of these natural keys; matched once more here, because `upper` differs between databases. */
export async function findNatural(
  reading: ContactReading,
  keys: readonly NaturalKey[],
  signal: CancelSignal,
): Promise<readonly RemoteRecord[]> {
  const emails = keys.flatMap((key) => (key.type === 'email' ? [upper(key.email)] : []));
  const names = keys.flatMap((key) => (key.type === 'name-company' ? [nameCondition(key)] : []));
  const found = new Map<RecordId, RemoteRecord>();
  const conditions = [
    ...chunks([...new Set(emails)], KEYS_PER_REQUEST).map(
      (part) => `upper(EmailAddress) in (${part.map(literal).join(',')})`,
    ),
    ...chunks([...new Set(names)], NAMES_PER_REQUEST).map((part) => `(${part.join(' or ')})`),
  ];
  for (const q of conditions)
    for (const record of await recordsWhere(reading, q, signal))
      if (!record.isDeleted && keys.some((key) => isNamed(record, key))) found.set(record.id, record);
  return [...found.values()];
}

function upper(text: string): string {
  return text.normalize('NFC').toUpperCase();
}

function nameCondition({ firstName, lastName }: NaturalKey & { readonly type: 'name-company' }): string {
  const part = (attribute: string, value: string): string =>
    value === '' ? `${attribute} is null` : `upper(${attribute})=${literal(upper(value))}`;
  return `(${part('FirstName', firstName)} and ${part('LastName', lastName)})`;
}

function isNamed({ units }: RemoteRecord, key: NaturalKey): boolean {
  const has = (unit: string, wanted: string): boolean =>
    (foldText(textOf(units[unit])) ?? '') === (foldText(wanted) ?? '');
  if (key.type === 'email') return has('email', key.email);
  return has('firstName', key.firstName) && has('lastName', key.lastName) && has('company', key.company);
}
