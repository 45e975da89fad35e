// Completes linked pairs for the planner: reads what no row brought along, and says which removals are proven (G2).

import type { ReadAnswer } from '../../model/change.ts';
import type { Conflict } from '../../model/decision.ts';
import type { Link } from '../../model/link.ts';
import type { RecordRef, RemoteRecord } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { InboxRow } from '../../model/state.ts';
import { isEdited, isTouchedSince } from '../../plan/merge/unit-movement.ts';
import type { PairInput, PlanOrigin } from '../../plan/pair/pair-plan.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import { checkStamp } from '../pull/marked-items.ts';
import { isSharedOtherwise, outdatedBy } from '../pull/outdated-rows.ts';
import { remoteOf, type Run } from '../run-context.ts';
import type { PairRows } from './group-rows.ts';

export type LoadedPair =
  | {
      readonly type: 'ready';
      readonly input: Omit<PairInput, 'account' | 'candidates' | 'replacement' | 'made' | 'taken'>;
    }
  /** nothing that concerns us moved: only the etag is taken over (echo by digest) */
  | {
      readonly type: 'echo';
      readonly rows: PairRows;
      readonly record: RemoteRecord;
      readonly origin: PlanOrigin;
    }
  /** could not be read, or the removal is not proven yet: later */
  | { readonly type: 'later'; readonly origin: PlanOrigin };

/** What is known of one end: its record, or that it is gone, or nothing that counts. */
type End = RemoteRecord | 'gone' | 'unproven' | 'unreadable';

export async function loadPairs(
  run: Run,
  context: PlanContext,
  pairs: readonly PairRows[],
): Promise<readonly LoadedPair[]> {
  const keys = pairs.map((pair) => pair.link.key);
  const conflicts = await run.ports.store.getMany('conflicts', keys);
  const answers = await run.ports.store.getMany('answers', keys);
  const echoes = pairs.map((pair, index) =>
    conflicts[index] === undefined && answers[index] === undefined ? echoOf(context, pair) : null,
  );
  const moving = pairs.filter((_, index) => echoes[index] === null);
  const reads = await readEnds(run, context, moving);
  const loaded: LoadedPair[] = [];
  for (const [index, pair] of pairs.entries()) {
    const echo = echoes[index] ?? null;
    if (echo !== null) {
      loaded.push({ type: 'echo', rows: pair, record: echo, origin: originOf(pair) });
      continue;
    }
    const conflict = conflicts[index] ?? null;
    const ends = {
      microsoft: endOf(context, pair, { side: 'microsoft', reads, conflict }),
      sales: endOf(context, pair, { side: 'sales', reads, conflict }),
    };
    if (isOpen(ends.microsoft) || isOpen(ends.sales)) {
      loaded.push({ type: 'later', origin: originOf(pair) });
      continue;
    }
    for (const end of [ends.microsoft, ends.sales]) if (end !== 'gone') checkStamp(context, end);
    loaded.push({
      type: 'ready',
      input: {
        link: pair.link,
        microsoft: ends.microsoft === 'gone' ? null : ends.microsoft,
        sales: ends.sales === 'gone' ? null : ends.sales,
        conflict,
        answer: answers[index] ?? null,
        restore: await restoresOf(run, pair),
        isBroughtBack: pair.wishes.some(isBringBack),
        origin: originOf(pair),
      },
    });
  }
  return loaded;
}

function isOpen(end: End): end is 'unproven' | 'unreadable' {
  return end === 'unproven' || end === 'unreadable';
}

function originOf(pair: PairRows): PlanOrigin {
  const rows = [pair.ends.microsoft, pair.ends.sales, ...pair.wishes].filter((row) => row !== undefined);
  return {
    rowIds: rows.map((row) => row.id),
    attempts: Math.max(0, ...rows.map((row) => row.attempts)),
  };
}

/** Echo suppression (c): the one row there is brings a new etag and nothing else. */
function echoOf(context: PlanContext, pair: PairRows): RemoteRecord | null {
  const { link, ends, wishes } = pair;
  const row = ends.microsoft ?? ends.sales;
  const isAlone = ends.microsoft === undefined || ends.sales === undefined;
  if (!isAlone || wishes.length > 0 || row?.change.type !== 'upserted' || row.attempts > 0) return null;
  const { record } = row.change;
  if (link.status !== 'active' || link.pendingUnits.length > 0 || record.isDeleted) return null;
  if (isSharedOtherwise(link, record)) return null;
  const hasBase = Object.keys(link[record.side]?.base ?? {}).length > 0;
  return hasBase && !isEdited(context, link, record) ? record : null;
}

/** What a row says where nothing has to be read. */
function freshRecord(context: PlanContext, { link, ends }: PairRows, side: Side): RemoteRecord | null {
  const row = ends[side];
  if (row?.change.type !== 'upserted' || row.attempts > 0) return null;
  const { record } = row.change;
  // Read before a write of ours that was finished since (3.3): it says what the item was.
  if (outdatedBy(context, record, { link, before: undefined }) !== null) return null;
  return side === 'microsoft' && isUnknowablyOld(context, link, record) ? null : record;
}

/**
 * A6: without a base an old row (F15) of an item that is gone, or has moved, looks like what a person did since the last run
 * that succeeded. Sales is read by id in such a round.
 */
function isUnknowablyOld({ adoption }: PlanContext, link: Link, record: RemoteRecord): boolean {
  if (adoption === null || Object.keys(link.microsoft?.base ?? {}).length > 0) return false;
  return adoption.sinceMs === null || isTouchedSince(record, adoption.sinceMs);
}

type Reads = Readonly<Record<Side, ReadonlyMap<string, ReadAnswer>>>;

async function readEnds(run: Run, context: PlanContext, pairs: readonly PairRows[]): Promise<Reads> {
  const read = async (side: Side): Promise<ReadonlyMap<string, ReadAnswer>> => {
    const refs: RecordRef[] = pairs.flatMap((pair) => {
      const end = pair.link[side];
      const isKnown = end === null || freshRecord(context, pair, side) !== null;
      return isKnown ? [] : [{ id: end.id, address: end.address }];
    });
    if (refs.length === 0) return new Map();
    const answers = await patiently(run, () => remoteOf(run, side).read(context.kind, refs, run.signal));
    return new Map(answers.map((answer) => [answer.id, answer]));
  };
  return { microsoft: await read('microsoft'), sales: await read('sales') };
}

function endOf(
  context: PlanContext,
  pair: PairRows,
  facts: { readonly side: Side; readonly reads: Reads; readonly conflict: Conflict | null },
): End {
  const { side } = facts;
  const end = pair.link[side];
  if (end === null) return 'gone';
  const row = pair.ends[side];
  const fresh = freshRecord(context, pair, side);
  if (fresh !== null) return fresh.isDeleted ? 'gone' : fresh;
  const answer = facts.reads[side].get(end.id);
  if (answer === undefined || answer.result === 'unreadable') return 'unreadable';
  if (answer.result === 'found') return answer.record.isDeleted ? 'gone' : answer.record;
  return side === 'microsoft' || isProvenInSales(pair, row, facts.conflict) ? 'gone' : 'unproven';
}

/** Sales says 404 also for what one may not see: two sweeps must have missed the key, now or when it was last judged. */
function isProvenInSales(pair: PairRows, row: InboxRow | undefined, conflict: Conflict | null): boolean {
  if (row?.change.type === 'removed' && row.feed === null) return true;
  if (conflict?.question === 'deleted-in-sales') return true;
  return pair.link.status === 'released' && pair.link.releasedBecause === 'delete-not-allowed';
}

function isBringBack(row: InboxRow): boolean {
  return row.change.type === 'recheck' && row.change.because === 'bring-back';
}

async function restoresOf(run: Run, pair: PairRows): Promise<PairInput['restore']> {
  const ids = pair.wishes.flatMap((row) =>
    row.change.type === 'recheck' && row.change.keptValue !== null ? [row.change.keptValue] : [],
  );
  if (ids.length === 0) return [];
  const kept = await run.ports.store.getMany('keptValues', ids);
  return kept.filter((value) => value !== undefined);
}
