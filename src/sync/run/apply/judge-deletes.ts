// Deletes come last in a pass and all together, because the guard judges their number (G1), and only after both sides
// proved that they can be read at all (G4).

import { isSyncError } from '../../model/error.ts';
import type { LinkKey } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import { otherSide, type Side } from '../../model/side.ts';
import type { ExclusionRow, HeldDeletes, StoredCursor } from '../../model/state.ts';
import { guardDeletes, hasShrunk, type GuardVerdict } from '../../plan/guard-deletes.ts';
import type { PairPlan } from '../../plan/pair/pair-plan.ts';
import { clearFailures } from '../../plan/write/quarantine.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { patiently } from '../patience.ts';
import { linkedEnds } from '../pull/linked-ends.ts';
import { isReleaseHold } from '../load/group-rows.ts';
import { commit, remoteOf, type Run } from '../run-context.ts';
import { allRows, forEachRow } from '../tables.ts';
import { causeOfError } from '../classify-error.ts';
import { acceptPlans, applyPlans } from './apply-plans.ts';
import { countOutlookItems } from './outlook-items.ts';

const dayMs = 24 * 60 * 60_000;

export async function judgeDeletes(
  run: Run,
  context: PlanContext,
  plans: readonly PairPlan[],
): Promise<void> {
  const held = { microsoft: false, sales: false };
  const isReadable = plans.length === 0 || (await canReadBothSides(run, context));
  for (const side of ['microsoft', 'sales'] as const) {
    const own = plans.filter((plan) => plan.deletesOn === side);
    if (own.length === 0) continue;
    held[side] = !isReadable || (await judgeSide(run, context, { side, plans: own }));
  }
  await forgetLost(run, context, held);
}

/**
 * A pair that is not to be deleted after all (an edit, a record that came back), or that another engine put an end to,
 * leaves the hold that names it.
 */
export async function sparePairs(run: Run, spared: ReadonlySet<LinkKey>): Promise<void> {
  const operations: StoreOperation[] = [];
  for (const row of await allRows(run.ports.store, 'heldDeletes')) {
    if (isReleaseHold(row)) continue;
    const links = await run.ports.store.getMany('links', row.keys);
    const keys = row.keys.filter((key, index) => !spared.has(key) && links[index]?.status === 'active');
    if (keys.length === row.keys.length) continue;
    operations.push(
      keys.length === 0
        ? { table: 'heldDeletes', remove: [row.id] }
        : { table: 'heldDeletes', put: [{ ...row, keys }] },
    );
  }
  if (operations.length > 0) await commit(run, operations);
}

/** Answers whether deletes on this side wait. */
async function judgeSide(
  run: Run,
  context: PlanContext,
  facts: { readonly side: Side; readonly plans: readonly PairPlan[] },
): Promise<boolean> {
  const { side, plans } = facts;
  const verdict = await askGuard(run, context, facts);
  const pick = (keys: readonly string[]): readonly PairPlan[] =>
    plans.filter((plan) => keys.includes(plan.key));
  await applyPlans(run, context, pick(verdict.apply));
  const kept = pick(verdict.keep).map((plan) => ({ ...plan, intents: [], operations: plan.instead }));
  if (kept.length > 0) await acceptPlans(run, context, kept);
  const id = `${context.kind}:${side}`;
  const held = verdict.row ?? (await decisionLeft(run, id));
  const row: StoreOperation =
    held === null ? { table: 'heldDeletes', remove: [id] } : { table: 'heldDeletes', put: [held] };
  // A question about a pair whose record is gone dissolves (D16), also while the delete waits.
  const questions: StoreOperation = { table: 'conflicts', remove: verdict.hold };
  // What waits for a person is not failing any more, nor is the record that was to be made in its place.
  const waiting = pick(verdict.hold);
  const failures = waiting.flatMap(({ key, operations }) => [
    ...clearFailures({ kind: context.kind, key }),
    ...operations.filter(({ table }) => table === 'failures'),
  ]);
  await commit(run, [row, questions, ...failures, ...(await heldRows(run, context, waiting))]);
  return verdict.hold.length > 0;
}

/** What a person decided holds until it was carried out: a write that got lost is planned anew, and must not wait again. */
async function decisionLeft(run: Run, id: string): Promise<HeldDeletes | null> {
  const held = await run.ports.store.get('heldDeletes', id);
  if (held === undefined) return null;
  const links = await run.ports.store.getMany('links', held.keys);
  const keys = held.keys.filter((_, index) => links[index]?.status === 'active');
  return keys.length === 0 ? null : { ...held, keys };
}

async function askGuard(
  run: Run,
  context: PlanContext,
  facts: { readonly side: Side; readonly plans: readonly PairPlan[] },
): Promise<GuardVerdict> {
  const { side, plans } = facts;
  const id = `${context.kind}:${side}`;
  const cursors = (await allRows(run.ports.store, 'cursors')).filter(
    (row) => row.kind === context.kind && row.side === otherSide(side),
  );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const lost = sum(cursors.map((row) => row.lost ?? 0));
  // A sweep of Sales asks for every linked key, so its count is whole: one that lists nothing must not pass because links
  // say otherwise. Of Outlook there are changes only.
  const isShrunk =
    side === 'microsoft'
      ? hasShrunk(sum(cursors.map((row) => row.size)), lost)
      : hasShrunk(await countOutlookItems(run, context), Math.max(lost, plans.length));
  return guardDeletes(context.settings.safety, {
    id,
    kind: context.kind,
    side,
    keys: plans.map((plan) => plan.key),
    deletedLastDay: await deletedLastDay(run, context, side),
    linkCount: (await linkedEnds(run, context.kind, side)).length,
    hasShrunk: isShrunk,
    held: await run.ports.store.get('heldDeletes', id),
    nowMs: context.nowMs,
  });
}

async function deletedLastDay(run: Run, context: PlanContext, side: Side): Promise<number> {
  let count = 0;
  await forEachRow(run.ports.store, 'journal', (row) => {
    const isRecent = Math.abs(context.nowMs - row.atMs) < dayMs;
    if (row.operation === 'delete' && row.side === side && row.kind === context.kind && isRecent) count += 1;
  });
  return count;
}

async function heldRows(
  run: Run,
  context: PlanContext,
  plans: readonly PairPlan[],
): Promise<readonly StoreOperation[]> {
  const links = await run.ports.store.getMany(
    'links',
    plans.map((plan) => plan.key),
  );
  const rows = plans.flatMap((plan, index) => {
    const link = links[index];
    return link === undefined ? [] : heldRow(context, plan, link);
  });
  return rows.length === 0 ? [] : [{ table: 'exclusions', put: rows }];
}

function heldRow(context: PlanContext, plan: PairPlan, link: Link): readonly ExclusionRow[] {
  const side = plan.deletesOn ?? 'microsoft';
  const end = link[side];
  if (end === null) return [];
  return [
    {
      id: rowId(side, link.kind, end.id),
      side,
      kind: link.kind,
      recordId: end.id,
      title: link.title,
      reason: 'held-by-guard',
      candidates: [],
      subject: null,
      sinceMs: context.nowMs,
    },
  ];
}

/**
 * G4: a folder or an account that cannot be read now is an outage, not a deletion. A service that asked to be left alone
 * is neither: the run ends, or the next pass would ask it again too soon (I27).
 */
async function canReadBothSides(run: Run, context: PlanContext): Promise<boolean> {
  // A round that was left because it never ended (F33) proves nothing either: what it did not reach may have moved there.
  const isUnread = ({ kind, side, completedAtMs }: StoredCursor): boolean =>
    kind === context.kind && side === 'microsoft' && completedAtMs === null;
  if ((await allRows(run.ports.store, 'cursors')).some(isUnread)) return false;
  for (const side of ['microsoft', 'sales'] as const) {
    try {
      await patiently(run, () => remoteOf(run, side).sentinel(context.kind, run.signal));
    } catch (error) {
      if (!isSyncError(error) || error.code === 'throttled' || error.code === 'cancelled') throw error;
      run.tally.troubles.push({ cause: causeOfError(error, side), side });
      return false;
    }
  }
  return true;
}

/**
 * What vanished was judged; the next shrinking is counted from here, unless deletes still wait, or a death does that could
 * not be judged yet: its delete would meet a guard that has forgotten how many there were.
 */
async function forgetLost(run: Run, context: PlanContext, held: Record<Side, boolean>): Promise<void> {
  const lost = (await allRows(run.ports.store, 'cursors')).filter(
    (row) => row.kind === context.kind && (row.lost ?? 0) > 0 && !held[otherSide(row.side)],
  );
  if (lost.length === 0) return;
  const unjudged = new Set<Side>();
  const missed = new Set((await run.ports.store.get('membership', context.kind))?.missedOnce);
  await forEachRow(run.ports.store, 'inbox', ({ kind, side, change, recordId }) => {
    const isDeath = change.type === 'removed' || (change.type === 'upserted' && change.record.isDeleted);
    // What the sweep missed and is to be read again may turn out dead in the next pass of this run.
    const isSuspect = side === 'sales' && missed.has(recordId);
    if (kind === context.kind && (isDeath || isSuspect)) unjudged.add(side);
  });
  const rows = lost.filter((row) => !unjudged.has(row.side));
  if (rows.length > 0)
    await commit(run, [{ table: 'cursors', put: rows.map((row) => ({ ...row, lost: 0 })) }]);
}
