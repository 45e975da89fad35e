// For a pair of which one record died: is there another living one that the pair could mean?

import type { ConflictCandidate } from '../../model/decision.ts';
import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { isEdited } from '../../plan/merge/unit-movement.ts';
import { markerOf, naturalDigest, naturalKeyOf } from '../../plan/natural-keys.ts';
import type { PairInput } from '../../plan/pair/pair-plan.ts';
import { linkKey, rowId, type PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';
import { findMarked, searchMarked } from '../pull/marked-items.ts';
import { linkedIds, oldestFirst, outlookItems, outlookKeys } from './find-candidates.ts';
import type { LoadedPair } from './load-pairs.ts';
import { keysInSales, markedInSales, unknownMark } from './marked-in-sales.ts';

type Input = Extract<LoadedPair, { type: 'ready' }>['input'];
type Others = Pick<PairInput, 'candidates' | 'replacement' | 'made' | 'taken'>;

const none: Others = { candidates: [], replacement: null, made: null, taken: new Set() };

interface Search {
  readonly input: Input;
  readonly gone: Set<RecordId>;
}

/**
 * `later`: an item that may be it could not be read now. `untold`: it may have moved since the feed was read. Items that
 * are not there any more, or may not be, or are this pair's, are added to `gone`: what the feed said is not what counts.
 */
export async function findOthers(
  run: Run,
  context: PlanContext,
  search: Search,
): Promise<Others | 'later' | 'untold'> {
  const others = await searchOthers(run, context, search);
  if (others === 'later' || others === 'untold') return others;
  const { replacement, made } = others;
  if (replacement?.side === 'microsoft') {
    // An item that moved twice (F21) was listed at its first new place, too.
    for (const id of await namesakes(run, context, replacement)) search.gone.add(id);
  }
  return { ...others, taken: await takenKeys(run, search.input.link, [replacement, made]) };
}

/** A copy that took a pair of its own still bears its original's key: under that one the other pair would be overwritten. */
async function takenKeys(
  run: Run,
  link: Link,
  found: readonly (RemoteRecord | null)[],
): Promise<ReadonlySet<LinkKey>> {
  const keys = found.flatMap((record) => (record === null ? [] : (markerOf(record) ?? [])));
  const foreign = keys.filter((key) => key !== link.key);
  const links = await run.ports.store.getMany('links', foreign);
  const standing = links.filter((other) => other !== undefined && other.status !== 'tombstone');
  return new Set(standing.flatMap((other) => other?.key ?? []));
}

async function namesakes(run: Run, context: PlanContext, found: RemoteRecord): Promise<readonly RecordId[]> {
  const natural = naturalKeyOf(context, found);
  if (natural === null) return [];
  const rows = await run.ports.store.where('unlinked', 'naturalKeys', [naturalDigest(context, natural)]);
  const same = rows.filter(({ side, kind }) => side === 'microsoft' && kind === context.kind);
  return same.flatMap(({ recordId }) => (recordId === found.id ? [] : [recordId]));
}

async function searchOthers(
  run: Run,
  context: PlanContext,
  facts: Search,
): Promise<Others | 'later' | 'untold'> {
  const { input, gone } = facts;
  const { link, microsoft, sales } = input;
  if (link.status === 'tombstone' || (microsoft !== null && sales !== null)) return none;
  if (microsoft === null && sales === null) {
    // The item may live on under another id (F21): a record that both sides lost is one thing, a moved item another.
    const moved = await markedInOutlook(run, context, { link, keys: marksOf(link), gone });
    if (moved === 'later' || moved === null) return replacedBy(moved);
    // Another engine may have made a record of it meanwhile (A6), before it moved or after.
    const ids = link.microsoft === null ? [moved.id] : [moved.id, link.microsoft.id];
    const others = await othersInSales(run, context, { link, microsoft: moved, ids, gone });
    if (others !== 'later') return { ...others, replacement: moved, made: others.replacement };
    // Its row waits with the pair: alone it would pass for a copy and get a record of its own (I1).
    gone.add(moved.id);
    return others;
  }
  if (sales !== null) {
    const replaced = linkKey(context, sales, link.microsoft?.id ?? null);
    const keys = [...marksOf(link), replaced, ...outlookKeys(context, sales)];
    const marked = await markedInOutlook(run, context, { link, keys, gone });
    // Unmarked items, and those whose mark was never written: after a move only the natural key tells (F21). Another engine
    // may have made the item anew under a key that only it could derive (A6).
    const isUnmarked = marked === null && (link.bornIn !== 'sales' || context.adoption !== null);
    // Made again (D8, D11) it would stand beside a namesake that has no pair: that one is adopted (A2).
    const isEdit = isEdited(context, link, sales) && !context.removedByUser.has(link.key);
    const isMadeAgain = marked === null && (input.isBroughtBack || isEdit);
    if (!isUnmarked && !isMadeAgain) return replacedBy(marked);
    const named = await sameInOutlook(run, context, sales);
    // An item that moved is this pair's, whatever it bears; after lost memory it may be another one's, too (A1, A6).
    const isDoubtful = link.bornIn === 'sales' || context.adoption !== null;
    const free =
      isDoubtful && named !== 'later' ? await ownedByNobodyElse(run, context, named, { sales, keys }) : named;
    // Of several the oldest, as with markers.
    const same = free === 'later' ? free : (oldestFirst(free)[0] ?? null);
    if (!isUnmarked) return replacedBy(same);
    return same === null && !(await isTold(run, context, input)) ? 'untold' : replacedBy(same);
  }
  if (microsoft === null) return none;
  return othersInSales(run, context, { link, microsoft, ids: [microsoft.id], gone });
}

/** What an item whose record died could mean instead; the item had each of these ids. */
async function othersInSales(
  run: Run,
  context: PlanContext,
  facts: {
    readonly link: Link;
    readonly microsoft: RemoteRecord;
    readonly ids: readonly RecordId[];
    readonly gone: Set<RecordId>;
  },
): Promise<Others | 'later'> {
  const { link, microsoft, ids, gone } = facts;
  const keys = [link.key, ...ids.flatMap((id) => keysInSales(context, id, link))];
  const found = await markedInSales(run, context, { ids, keys, gone });
  const same = await namesakesInSales(run, context, microsoft);
  const isDoubtful = found.length === 0 && (link.status === 'released' || same.length > 0);
  const more = isDoubtful ? await unknownMark(run, context, { link, microsoft }) : [];
  const marked = more.length === 0 ? found : await markedInSales(run, context, { ids, keys: more, gone });
  // Who is found by another way is there, whatever two sweeps and a read by id said (G2).
  if ([...marked, ...same].some(({ id }) => id === link.sales?.id)) return 'later';
  const replacement = (await oldestFree(run, marked)) ?? (await adopting(run, context, { ...facts, same }));
  return { ...none, replacement, candidates: replacement === null ? same.map(asCandidate) : [] };
}

/**
 * A2: the only namesake in the search adopts an item whose record died and which would be let go (D11), as if it had never had
 * one (A1): else the namesake gets an item of its own beside it.
 */
async function adopting(
  run: Run,
  context: PlanContext,
  facts: { readonly link: Link; readonly microsoft: RemoteRecord; readonly same: readonly RemoteRecord[] },
): Promise<RemoteRecord | null> {
  const { link, microsoft, same } = facts;
  const [only, ...more] = same.filter(({ id }) => context.members.has(id));
  if (only === undefined || more.length > 0 || link.bornIn === 'sales' || microsoft.isShared) return null;
  return link.status === 'active' ? oldestFree(run, [only]) : null;
}

/**
 * Whether the death of the item was reported before the newest reading of the feeds; if so, what it turned into was reported
 * by then. It was when a person was asked about it; a released pair does nothing of itself.
 */
async function isTold(run: Run, context: PlanContext, { link, conflict }: Input): Promise<boolean> {
  const { microsoft, status } = link;
  if (microsoft === null || status === 'released') return true;
  if (conflict?.question === 'deleted-in-microsoft') return true;
  if (run.justRemoved.has(microsoft.id)) return false;
  const row = await run.ports.store.get('inbox', rowId('microsoft', context.kind, microsoft.id));
  return row?.change.type === 'removed';
}

type Replacement = RemoteRecord | null | 'later';

function replacedBy(replacement: Replacement): Others | 'later' {
  return replacement === 'later' ? 'later' : { ...none, replacement };
}

/** Made by another engine of this user, or by this one before its memory was set back. */
async function markedInOutlook(
  run: Run,
  context: PlanContext,
  facts: { readonly link: Link; readonly keys: readonly LinkKey[]; readonly gone: Set<RecordId> },
): Promise<Replacement> {
  const { link, keys } = facts;
  let marked = await findMarked(run, context, keys);
  let known = await living(run, context, { ...facts, marked });
  // The listing of a full round is as old as the round: an item that moved since has another id (F21).
  if (known !== 'later' && known.length === 0 && run.marked.has(context.kind)) {
    marked = await searchMarked(run, context, keys);
    known = await living(run, context, { ...facts, marked });
  }
  // The pair's own item: a person brought it back since it was read.
  if (known === 'later' || known.some(({ id }) => id === link.microsoft?.id)) return 'later';
  // Shown a moment ago and gone as it was read: it moved once more, or died. The feed will tell which.
  if (known.length === 0 && marked.some(({ id }) => id !== link.microsoft?.id)) return 'later';
  return oldestFree(run, known);
}

/** Its key may not be written on its item yet. */
function marksOf({ key, markedAs }: Link): readonly LinkKey[] {
  return markedAs == null ? [key] : [key, markedAs];
}

/** Carriers of the keys that still exist, as they are now. */
async function living(
  run: Run,
  context: PlanContext,
  found: {
    readonly keys: readonly LinkKey[];
    readonly gone: Set<RecordId>;
    readonly marked: readonly { readonly id: RecordId; readonly key: LinkKey }[];
  },
): Promise<readonly RemoteRecord[] | 'later'> {
  const { keys, gone, marked } = found;
  if (marked.length === 0) return [];
  const { microsoft } = run.ports;
  const refs = marked.map(({ id }) => ({ id, address: null }));
  const answers = await patiently(run, () => microsoft.read(context.kind, refs, run.signal));
  for (const answer of answers) if (answer.result === 'missing') gone.add(answer.id);
  if (answers.some((answer) => answer.result === 'unreadable')) return 'later';
  const records = answers.flatMap((answer) => (answer.result === 'found' ? [answer.record] : []));
  const keyOf = new Map(marked.map(({ id, key }) => [id, key]));
  return records.map((record) => ({
    ...record,
    marker: { key: keyOf.get(record.id) ?? keys[0] ?? ('' as LinkKey), instance: context.instance },
  }));
}

/** Living items without a link that mean the same. */
async function sameInOutlook(
  run: Run,
  context: PlanContext,
  sales: RemoteRecord,
): Promise<readonly RemoteRecord[] | 'later'> {
  const natural = naturalKeyOf(context, sales);
  if (natural === null) return [];
  const digests = [naturalDigest(context, natural)];
  const rows = await run.ports.store.where('unlinked', 'naturalKeys', digests);
  const refs = rows.filter((row) => row.side === 'microsoft' && row.kind === context.kind);
  if (refs.length === 0) return [];
  const { items, unread } = await outlookItems(run, context, { refs, known: [] });
  return unread.size > 0 ? 'later' : [...items.values()];
}

/**
 * An item that bears another pair's mark is that pair's (A1). A delta page does not say which mark that is; one that cannot be
 * read any more has moved again.
 */
async function ownedByNobodyElse(
  run: Run,
  context: PlanContext,
  items: readonly RemoteRecord[],
  { sales, keys }: { readonly sales: RemoteRecord; readonly keys: readonly LinkKey[] },
): Promise<readonly RemoteRecord[] | 'later'> {
  const refs = items.filter(({ marker }) => marker === 'unread');
  const { microsoft } = run.ports;
  const answers =
    refs.length === 0 ? [] : await patiently(run, () => microsoft.read(context.kind, refs, run.signal));
  if (answers.some(({ result }) => result !== 'found')) return 'later';
  const read = answers.flatMap((answer) => (answer.result === 'found' ? [answer.record] : []));
  const known = [
    ...items.filter(({ marker }) => marker !== 'unread'),
    ...read.filter(({ isDeleted }) => !isDeleted),
  ];
  const isOwn = (mark: LinkKey | null): boolean => mark === null || keys.includes(mark);
  const marks = known.flatMap((item) => markerOf(item) ?? []).filter((mark) => !isOwn(mark));
  if (marks.length === 0) return known;
  const pairs = context.adoption === null ? await run.ports.store.getMany('links', marks) : [];
  const ofPairs = new Set<LinkKey | null>(pairs.flatMap((pair) => pair?.key ?? []));
  const free = known.filter((item) => !ofPairs.has(markerOf(item)));
  if (free.every((item) => isOwn(markerOf(item)))) return free;
  // A6: another engine, or this one before its memory was set back (F6), may have marked it with a key that nobody else can
  // derive; not with that of a namesake's item.
  const same = await namesakesInSales(run, context, sales);
  const others = same.filter(({ id }) => id !== sales.id).flatMap((other) => outlookKeys(context, other));
  return free.filter((item) => !others.some((key) => key === markerOf(item)));
}

async function oldestFree(run: Run, records: readonly RemoteRecord[]): Promise<RemoteRecord | null> {
  const living = records.filter((record) => !record.isDeleted);
  const [first] = living;
  if (first === undefined) return null;
  const linked = await linkedIds(run, first.side, living);
  return oldestFirst(living.filter((record) => !linked.has(record.id)))[0] ?? null;
}

/** D20: what the dead record may have been merged into. */
async function namesakesInSales(
  run: Run,
  context: PlanContext,
  microsoft: RemoteRecord,
): Promise<readonly RemoteRecord[]> {
  const key = naturalKeyOf(context, microsoft);
  if (key === null) return [];
  const { sales } = run.ports;
  const found = await patiently(run, () => sales.findByNaturalKey(context.kind, [key], run.signal));
  return found.filter((record) => !record.isDeleted);
}

function asCandidate({ id, address, title }: RemoteRecord): ConflictCandidate {
  return { id, address, name: title };
}
