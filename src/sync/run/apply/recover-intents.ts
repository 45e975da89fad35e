// Finishes writes whose outcome is unknown: after a crash, a lost answer, or at hand-over (3.3, 3.4). Creates are read
// back by their key and planned anew only after the key had time to become findable (F30); updates and deletes by id.

import type { ReadAnswer } from '../../model/change.ts';
import type { RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { ExclusionRow, InboxRow } from '../../model/state.ts';
import type { Intent } from '../../model/write.ts';
import { markerOf } from '../../plan/natural-keys.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import { keyBefore, rowsAgain, sourceRows } from '../../plan/write/settle-failure.ts';
import { patiently } from '../patience.ts';
import { checkpoint, commit, remoteOf, type Run } from '../run-context.ts';
import { allRows, slices } from '../tables.ts';
import { isApplied, judgeMoved } from './judge-write.ts';
import { pushIntents, settle, type Finished } from './push-writes.ts';

/** A record just created may be invisible to a search by key; 30 s in all, by own waiting, never by the device clock. */
const waitsMs = [2_000, 4_000, 8_000, 16_000];
const sliceSize = 100;

export async function recoverIntents(run: Run, context: PlanContext): Promise<void> {
  const open = (await allRows(run.ports.store, 'intents')).filter((intent) => intent.kind === context.kind);
  if (open.length === 0) return;
  const moved = open.filter((intent) => intent.operation !== 'create');
  const unmoved = await readBackMoved(run, context, moved);
  const absent = await readBackCreates(
    run,
    context,
    open.filter((intent) => intent.operation === 'create'),
  );
  await pushIntents(
    run,
    context,
    unmoved.filter((intent) => intent.operation === 'update'),
  );
  await planAnew(run, context, [...absent, ...unmoved.filter((intent) => intent.operation === 'delete')]);
}

/**
 * Creates and deletes that never happened are planned again, not sent again: what they were made from may have changed or
 * died since, and what they follow may have come back. The key is the record's, so it is the same write under the same key.
 */
async function planAnew(run: Run, context: PlanContext, intents: readonly Intent[]): Promise<void> {
  if (intents.length === 0) return;
  const links = await run.ports.store.getMany('links', intents.map(keyBefore));
  const rows = intents.flatMap((intent, index) => rowsAnew(context, intent, links[index]));
  const waiting = await run.ports.store.getMany(
    'inbox',
    rows.map(({ id }) => id),
  );
  await commit(run, [
    { table: 'intents', remove: intents.map(({ intentId }) => intentId) },
    // What a feed has told meanwhile is newer than what the intent was made from.
    { table: 'inbox', put: rows.filter((_, index) => waiting[index]?.change.type !== 'upserted') },
  ]);
}

function rowsAnew(context: PlanContext, intent: Intent, link: Link | undefined): readonly InboxRow[] {
  if (intent.operation === 'delete')
    return rowsAgain(context, intent, { link: link ?? null, attempts: 0, notBeforeMs: 0 });
  return sourceRows(context, intent, { link, attempts: 0, notBeforeMs: 0 });
}

/** Updates and deletes: applied, certainly not applied (answered), or overtaken by a person (planned anew). */
async function readBackMoved(
  run: Run,
  context: PlanContext,
  intents: readonly Intent[],
): Promise<readonly Intent[]> {
  const again: Intent[] = [];
  for (const side of ['microsoft', 'sales'] as const) {
    const own = intents.filter((intent) => intent.side === side);
    for (const slice of slices(own, sliceSize)) {
      checkpoint(run);
      const refs = slice.flatMap((intent) => intent.target ?? []);
      const answers = await patiently(run, () => remoteOf(run, side).read(context.kind, refs, run.signal));
      const unproven =
        side === 'sales' ? await unprovenIds(run, context, answers) : new Set<RecordId | undefined>();
      const byId = new Map(answers.map((answer) => [answer.id, answer]));
      const finished: Finished[] = [];
      for (const intent of slice) {
        if (intent.operation === 'update' && unproven.has(intent.target?.id)) continue;
        const verdict = judgeMoved(context, intent, byId.get(intent.target?.id ?? ('' as never)));
        if (verdict === 'unread') continue;
        if ('intentId' in verdict && 'result' in verdict) {
          finished.push({ intent, outcome: verdict, isReadBack: true });
        } else again.push(verdict);
      }
      await settle(run, context, finished);
    }
  }
  return again;
}

/**
 * Sales says 404 also for what one may not see, or not yet (G2). An update of such a record may have been carried out, and
 * stays open until it can be read again, or two sweeps missed it.
 */
async function unprovenIds(
  run: Run,
  context: PlanContext,
  answers: readonly ReadAnswer[],
): Promise<ReadonlySet<RecordId | undefined>> {
  const missing = answers.flatMap(({ id, result }) => (result === 'missing' ? [id] : []));
  if (missing.length === 0) return new Set();
  const { store } = run.ports;
  const rows = await store.getMany(
    'inbox',
    missing.map((id) => rowId('sales', context.kind, id)),
  );
  const suspected = new Set(rows.flatMap((row) => (row?.change.type === 'removed' ? [row.recordId] : [])));
  // Only pairs in step are swept.
  const swept = (await store.where('links', 'sales.id', missing)).filter(({ status }) => status === 'active');
  return new Set(swept.flatMap(({ sales }) => (sales === null || suspected.has(sales.id) ? [] : [sales.id])));
}

/** Answers the creates that are nowhere to be found after the whole wait. */
async function readBackCreates(
  run: Run,
  context: PlanContext,
  intents: readonly Intent[],
): Promise<readonly Intent[]> {
  let open = await settleFound(run, context, { intents, isLast: false });
  for (const [index, ms] of waitsMs.entries()) {
    if (open.length === 0) return [];
    await run.ports.clock.sleep(ms, run.signal);
    checkpoint(run);
    open = await settleFound(run, context, { intents: open, isLast: index === waitsMs.length - 1 });
  }
  return open;
}

async function settleFound(
  run: Run,
  context: PlanContext,
  { intents, isLast }: { readonly intents: readonly Intent[]; readonly isLast: boolean },
): Promise<readonly Intent[]> {
  const open: Intent[] = [];
  for (const side of ['microsoft', 'sales'] as const) {
    const own = intents.filter((intent) => intent.side === side);
    for (const slice of slices(own, sliceSize)) {
      const found = await foundByKey(run, context, { side, intents: slice });
      const finished: Finished[] = [];
      const died: RemoteRecord[] = [];
      for (const intent of slice) {
        const all = found.get(intent.key) ?? [];
        const living = all.filter((record) => !record.isDeleted);
        // An earlier life of the pair may have left a dead record with this key: only one with this very content counts.
        const dead = isLast
          ? all.find((record) => record.isDeleted && isApplied(context, intent, record))
          : undefined;
        const [oldest = dead, ...copies] = living;
        if (oldest === undefined) {
          open.push(intent);
          continue;
        }
        // Made by this intent and deleted by a person since: it is judged as that, and not made again.
        if (oldest.isDeleted) died.push(oldest);
        const outcome = { intentId: intent.intentId, result: 'written', record: oldest } as const;
        finished.push({ intent, outcome, isReadBack: true });
        await reportCopies(run, context, { oldest, copies });
      }
      await settle(run, context, finished);
      if (died.length > 0)
        await commit(run, [{ table: 'inbox', put: died.map((record) => diedRow(context, record)) }]);
    }
  }
  return open;
}

function diedRow(context: PlanContext, record: RemoteRecord): InboxRow {
  const { side, kind, id } = record;
  return {
    id: rowId(side, kind, id),
    side,
    kind,
    recordId: id,
    feed: null,
    change: { type: 'upserted', record },
    since: context.nowMs,
    attempts: 0,
    notBeforeMs: 0,
  };
}

/** Oldest first, inactive ones too. */
async function foundByKey(
  run: Run,
  context: PlanContext,
  facts: { readonly side: Side; readonly intents: readonly Intent[] },
): Promise<ReadonlyMap<string, readonly RemoteRecord[]>> {
  const keys = facts.intents.map((intent) => intent.key);
  const remote = remoteOf(run, facts.side);
  const records = await patiently(run, () => remote.findByMarker(context.kind, keys, run.signal));
  const byKey = new Map<string, RemoteRecord[]>();
  const age = (record: RemoteRecord): number => record.createdAtMs ?? record.modifiedAtMs;
  for (const record of [...records].sort(
    (one, other) => age(one) - age(other) || (one.id < other.id ? -1 : 1),
  )) {
    const key = markerOf(record);
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), record]);
  }
  return byKey;
}

/** More than one item carries the key: the oldest counts, the others are named to the person and never deleted. */
async function reportCopies(
  run: Run,
  context: PlanContext,
  facts: { readonly oldest: RemoteRecord; readonly copies: readonly RemoteRecord[] },
): Promise<void> {
  const { oldest, copies } = facts;
  const rows = copies.map((copy): ExclusionRow => ({
    id: rowId(copy.side, copy.kind, copy.id),
    side: copy.side,
    kind: copy.kind,
    recordId: copy.id,
    title: copy.title,
    reason: 'duplicate-natural-key',
    candidates: [{ id: oldest.id, name: oldest.title }],
    subject: null,
    sinceMs: context.nowMs,
  }));
  if (rows.length > 0) await commit(run, [{ table: 'exclusions', put: rows }]);
}
