// Who a record without a link could be the same thing as. Markers decide before natural keys; a marker counts for one
// living item without a link, the oldest; items that are linked already are named, so that nothing is made twice.

import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { RecordRef, RemoteRecord } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { UnlinkedRow } from '../../model/state.ts';
import { markerDigest, markerOf, naturalDigest, naturalKeyOf } from '../../plan/natural-keys.ts';
import type { LoneInput } from '../../plan/pair/plan-lone.ts';
import { adoptedKey, linkKey, rowId, type PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import { checkStamp, findMarked, searchMarked } from '../pull/marked-items.ts';
import { itemsLeftAlone } from './items-left-alone.ts';
import type { Run } from '../run-context.ts';
import type { Survey } from './survey-inbox.ts';

export type Candidates = Pick<LoneInput, 'marked' | 'natural' | 'rivals' | 'leftAlone' | 'former'> & {
  /** one of them could not be read now: before it can, nothing is made in its place */
  readonly isUnsure: boolean;
};

interface Question {
  readonly records: readonly RemoteRecord[];
  readonly survey: Survey;
  /** ids of rows in the same look whose records are no more */
  readonly gone: ReadonlySet<string>;
}

/** Outlook items for Sales records that have no link. */
export async function outlookCandidates(
  run: Run,
  context: PlanContext,
  question: Question,
): Promise<ReadonlyMap<string, Candidates>> {
  const records = question.records.filter((record) => context.members.has(record.id));
  if (records.length === 0) return new Map();
  const digests = records.flatMap((record) => digestsOf(context, record));
  const waiting = (await run.ports.store.where('unlinked', 'naturalKeys', digests)).filter(
    (row) => row.kind === context.kind,
  );
  const unlinked = waiting.filter((row) => row.side === 'microsoft');
  const rivals = waiting.filter((row) => row.side === 'sales');
  const first = await findMarked(
    run,
    context,
    records.flatMap((record) => outlookKeys(context, record)),
  );
  const refs = [...unlinked, ...first.map(({ id }) => ({ recordId: id, address: null }))];
  const alone = await itemsLeftAlone(run, context, unlinked);
  const found = await outlookItems(run, context, {
    refs,
    known: recordsIn(first),
    free: new Set(alone.links.keys()),
  });
  const { items } = found;
  const unread = new Set([...found.unread, ...alone.unread]);
  // The listing is as old as the round: an item that moved since has another id (F21).
  const outdated = first.filter(({ id, record }) => record === null && !items.has(id) && !unread.has(id));
  const again = await searchMarked(
    run,
    context,
    outdated.map(({ key }) => key),
  );
  const moved = await outlookItems(run, context, { refs: [], known: recordsIn(again) });
  const contents = new Map([...items, ...moved.items]);
  const marked = [...first, ...again];
  return new Map(
    records.map((record) => {
      const own = new Set(outlookKeys(context, record));
      const listed = marked.filter((item) => own.has(item.key));
      const ids = new Set<string>(listed.map((item) => item.id));
      for (const row of rowsWith(unlinked, markersOf(context, record))) ids.add(row.recordId);
      const natural = rowsWith(unlinked, naturalsOf(context, record)).map((row) => row.recordId);
      const carrying = [...ids].flatMap((id) => withMarker(context, contents.get(id), listed));
      return [
        record.id,
        {
          marked: oldestFirst(carrying),
          natural: natural.flatMap((id) => asCandidate(contents.get(id), false)),
          rivals: salesRivals(context, record, { survey: question.survey, waiting: rivals }),
          leftAlone: alone.links,
          former: [],
          isUnsure: [...ids, ...natural].some((id) => unread.has(id)),
        },
      ];
    }),
  );
}

function recordsIn(carriers: readonly { readonly record: RemoteRecord | null }[]): readonly RemoteRecord[] {
  return carriers.flatMap(({ record }) => record ?? []);
}

/** Sales records for Outlook items that have no link and are shared by their owner. */
export async function salesCandidates(
  run: Run,
  context: PlanContext,
  question: Question,
): Promise<ReadonlyMap<string, Candidates>> {
  const records = question.records.filter((record) => record.isShared);
  if (records.length === 0) return new Map();
  const { sales } = run.ports;
  const keys = records.flatMap((record) => keysOf(context, record));
  const marked = await patiently(run, () => sales.findByMarker(context.kind, keys, run.signal));
  const naturals = records.flatMap((record) => naturalKeyOf(context, record) ?? []);
  const natural = await patiently(run, () => sales.findByNaturalKey(context.kind, naturals, run.signal));
  const alive = [...marked, ...natural].filter((record) => !record.isDeleted);
  for (const record of alive) checkStamp(context, record);
  const linked = await linkedIds(run, 'sales', alive);
  const rivals = await outlookRivals(run, context, records);
  return new Map(
    records.map((record) => {
      const own = new Set<string>(keysOf(context, record));
      const digests = naturalsOf(context, record);
      const same = natural.filter(
        (other) => !other.isDeleted && naturalsOf(context, other).some((digest) => digests.includes(digest)),
      );
      const carries = (other: RemoteRecord): boolean => own.has(markerOf(other) ?? '');
      // Made from this very item, and linked to another one since (A6): a second one under its key is refused (409).
      const ownKey = linkKey(context, record, null);
      const taken = marked.filter(
        (other) => !other.isDeleted && linked.has(other.id) && markerOf(other) === ownKey,
      );
      // A record of the search may mean an item that is not shared, too (A2).
      const isInSearch = same.some(({ id }) => context.members.has(id));
      const isRival = (row: UnlinkedRow): boolean =>
        row.recordId !== record.id &&
        !question.gone.has(row.recordId) &&
        (row.isShared || isInSearch) &&
        shares(row, digests);
      return [
        record.id,
        {
          marked: oldestFirst(
            marked.filter((other) => carries(other) && !other.isDeleted && !linked.has(other.id)),
          ),
          natural: unique([...same, ...taken]).flatMap((other) => asCandidate(other, linked.has(other.id))),
          rivals: rivals.filter(isRival).map(asRival),
          leftAlone: new Map(),
          former: marked.filter((other) => carries(other) && other.isDeleted).map(({ id }) => id),
          isUnsure: false,
        },
      ];
    }),
  );
}

/** A delta page cannot say which key an item carries; the listing did. */
function withMarker(
  context: PlanContext,
  record: RemoteRecord | undefined,
  listed: readonly { readonly id: RecordId; readonly key: LinkKey }[],
): readonly RemoteRecord[] {
  if (record === undefined) return [];
  const item = listed.find((candidate) => candidate.id === record.id);
  return [item === undefined ? record : { ...record, marker: { key: item.key, instance: context.instance } }];
}

/** Keys under which an Outlook copy of a Sales record may be marked: made by us, or adopted. */
export function outlookKeys(context: PlanContext, record: RemoteRecord): readonly LinkKey[] {
  return [linkKey(context, record, null), adoptedKey(context, record)];
}

function keysOf(context: PlanContext, record: RemoteRecord): readonly LinkKey[] {
  const own = linkKey(context, record, null);
  const marker = markerOf(record);
  return marker === null || marker === own ? [own] : [own, marker];
}

function markersOf(context: PlanContext, record: RemoteRecord): readonly string[] {
  const keys = record.side === 'sales' ? outlookKeys(context, record) : [];
  return [...keysOf(context, record), ...keys].map((key) => markerDigest(context, key));
}

function naturalsOf(context: PlanContext, record: RemoteRecord): readonly string[] {
  const natural = naturalKeyOf(context, record);
  return natural === null ? [] : [naturalDigest(context, natural)];
}

function digestsOf(context: PlanContext, record: RemoteRecord): readonly string[] {
  return [...markersOf(context, record), ...naturalsOf(context, record)];
}

function shares(row: UnlinkedRow, digests: readonly string[]): boolean {
  return row.naturalKeys.some((digest) => digests.includes(digest));
}

function rowsWith(rows: readonly UnlinkedRow[], digests: readonly string[]): readonly UnlinkedRow[] {
  return rows.filter((row) => shares(row, digests));
}

/** Other Sales records that would adopt the same item: those of this run, and those that wait since an earlier one. */
function salesRivals(
  context: PlanContext,
  record: RemoteRecord,
  facts: { readonly survey: Survey; readonly waiting: readonly UnlinkedRow[] },
): Candidates['rivals'] {
  const digests = naturalsOf(context, record);
  const now = digests.flatMap((digest) => facts.survey.rivals.get(digest) ?? []);
  const before = rowsWith(facts.waiting, digests).map(asRival);
  const all = new Map([...before, ...now].map((rival) => [rival.id, rival]));
  all.delete(record.id);
  return [...all.values()];
}

/** Other items without a link and with the same natural key: which of them is meant, only a person knows. */
async function outlookRivals(
  run: Run,
  context: PlanContext,
  records: readonly RemoteRecord[],
): Promise<readonly UnlinkedRow[]> {
  const digests = records.flatMap((record) => naturalsOf(context, record));
  const rows = await run.ports.store.where('unlinked', 'naturalKeys', digests);
  return rows.filter((row) => row.side === 'microsoft' && row.kind === context.kind);
}

function asRival(row: UnlinkedRow): { readonly id: string; readonly name: string } {
  return { id: row.recordId, name: '' };
}

function asCandidate(
  record: RemoteRecord | undefined,
  isLinked: boolean,
): readonly { readonly record: RemoteRecord; readonly isLinked: boolean }[] {
  return record === undefined ? [] : [{ record, isLinked }];
}

export interface OutlookItems {
  readonly items: ReadonlyMap<string, RemoteRecord>;
  /** ids the service could not say anything about now */
  readonly unread: ReadonlySet<string>;
}

/** Content of Outlook items that are alive and have no link: from the inbox where it waits there, else read. */
export async function outlookItems(
  run: Run,
  context: PlanContext,
  facts: {
    readonly refs: readonly { readonly recordId: RecordId; readonly address: string | null }[];
    readonly known: readonly RemoteRecord[];
    /** items of a pair that count all the same */
    readonly free?: ReadonlySet<string>;
  },
): Promise<OutlookItems> {
  const found = new Map<string, RemoteRecord>(facts.known.map((record) => [record.id, record]));
  const refs = new Map<RecordId, RecordRef>();
  for (const { recordId, address } of facts.refs) refs.set(recordId, { id: recordId, address });
  const ids = [...refs.keys()];
  const rows = await run.ports.store.getMany(
    'inbox',
    ids.map((id) => rowId('microsoft', context.kind, id)),
  );
  for (const row of rows)
    if (row?.change.type === 'upserted' && row.attempts === 0) found.set(row.recordId, row.change.record);
  const missing = [...refs.values()].filter((ref) => !found.has(ref.id));
  const unread = new Set<string>();
  if (missing.length > 0) {
    const { microsoft } = run.ports;
    const answers = await patiently(run, () => microsoft.read(context.kind, missing, run.signal));
    for (const answer of answers) {
      if (answer.result === 'found') found.set(answer.id, answer.record);
      if (answer.result === 'unreadable') unread.add(answer.id);
    }
  }
  const linked = await linkedIds(run, 'microsoft', [...found.values()]);
  const isTaken = (id: string): boolean => linked.has(id) && facts.free?.has(id) !== true;
  for (const [id, record] of found) if (record.isDeleted || isTaken(id)) found.delete(id);
  return { items: found, unread };
}

export async function linkedIds(
  run: Run,
  side: Side,
  records: readonly Pick<RemoteRecord, 'id'>[],
): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set();
  const ids = records.map((record) => record.id);
  const links = await run.ports.store.where('links', `${side}.id`, ids);
  return new Set(
    links.flatMap((link) => (link.status === 'tombstone' ? [] : [(link[side]?.id ?? '') as string])),
  );
}

function unique(records: readonly RemoteRecord[]): readonly RemoteRecord[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

export function oldestFirst(records: readonly RemoteRecord[]): readonly RemoteRecord[] {
  const age = (record: RemoteRecord): number => record.createdAtMs ?? record.modifiedAtMs;
  return [...records].sort((one, other) => age(one) - age(other) || (one.id < other.id ? -1 : 1));
}
