// Keys sweep: which linked Sales ids the service still lists (G2). A key missed by two sweeps in a row becomes a suspect;
// the read before the plan decides. One miss may be lost access or a lagging index.

import type { InboxRow, MembershipRow } from '../../model/state.ts';
import type { RecordId } from '../../model/ids.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import { recheckRow } from '../../plan/write/settle-failure.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { patiently } from '../patience.ts';
import { commit, type Run } from '../run-context.ts';
import { suspectRow } from './capture-page.ts';
import { linkedEnds, salesCursor } from './linked-ends.ts';

const sweepEveryMs = 30 * 60_000;

export async function sweepKeys(run: Run, context: PlanContext): Promise<void> {
  const { clock, sales, store } = run.ports;
  const row = await store.get('membership', context.kind);
  if (row === undefined || !isDue(row, clock.nowMs())) return;
  const ids = (await linkedEnds(run, context.kind, 'sales')).map((ref) => ref.id);
  if (ids.length === 0 || row.sweptAtMs === null) {
    // The first records were just read one by one: nothing to sweep yet.
    return commit(run, [
      { table: 'membership', put: [{ ...row, sweptAtMs: clock.nowMs(), missedOnce: [] }] },
    ]);
  }
  const live = new Set(await patiently(run, () => sales.sweep(context.kind, ids, run.signal)));
  const missed = ids.filter((id) => !live.has(id));
  const once = new Set(row.missedOnce);
  // What the search lists in this very run is there, whatever a sweep says.
  const listed = row.readAtMs >= run.startedAtMs ? context.members : new Set<RecordId>();
  const suspects = missed.filter((id) => once.has(id) && !listed.has(id));
  const swept: MembershipRow = { ...row, sweptAtMs: clock.nowMs(), missedOnce: missed };
  await commit(run, [
    { table: 'membership', put: [swept] },
    { table: 'inbox', put: await suspectRows(run, context, suspects) },
    {
      table: 'inbox',
      put: await returnedRows(
        run,
        context,
        row.missedOnce.filter((id) => live.has(id)),
      ),
    },
    ...(await sized(run, context, { live: live.size, missed, before: row })),
  ]);
}

function isDue(row: MembershipRow, nowMs: number): boolean {
  if (row.sweptAtMs === null) return true;
  const sinceMs = nowMs - row.sweptAtMs;
  return sinceMs < 0 || sinceMs >= sweepEveryMs;
}

/** A removal without a feed: two sweeps missed it. */
async function suspectRows(
  run: Run,
  context: PlanContext,
  ids: readonly RecordId[],
): Promise<readonly InboxRow[]> {
  const keys = ids.map((id) => rowId('sales', context.kind, id));
  const before = await run.ports.store.getMany('inbox', keys);
  return ids.map((id, index) => suspectRow(context, { side: 'sales', id }, before[index]));
}

/** Suspects that this sweep lists again: what was concluded from their absence is judged anew, e.g. a delete that waits. */
async function returnedRows(
  run: Run,
  context: PlanContext,
  ids: readonly RecordId[],
): Promise<readonly InboxRow[]> {
  const rows = await run.ports.store.getMany(
    'inbox',
    ids.map((id) => rowId('sales', context.kind, id)),
  );
  return rows.flatMap((row) => {
    if (row?.change.type !== 'removed') return [];
    const ref = { id: row.recordId, address: null };
    return [recheckRow(context, { side: 'sales', ref, attempts: row.attempts, notBeforeMs: 0 })];
  });
}

/** What the guard compares (G1): how many keys lived at this sweep, how many it lost. */
async function sized(
  run: Run,
  context: PlanContext,
  facts: { readonly live: number; readonly missed: readonly RecordId[]; readonly before: MembershipRow },
): Promise<readonly StoreOperation[]> {
  const cursor = await salesCursor(run, context.kind);
  if (cursor === undefined) return [];
  return [{ table: 'cursors', put: [{ ...cursor, size: facts.live, lost: facts.missed.length }] }];
}
