// Accept, then write. A plan is accepted in one commit: intents, links, questions and drained rows together. From there a
// crash loses nothing. As many plans at a time as fill one write batch per side, so few intents are ever open.

import type { InboxRow } from '../../model/state.ts';
import type { Intent } from '../../model/write.ts';
import type { PairPlan } from '../../plan/pair/pair-plan.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { waitMs } from '../../plan/write/settle-failure.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { untoldReleases } from '../report/untold-releases.ts';
import { checkpoint, commit, remoteOf, type Run } from '../run-context.ts';
import { pushIntents } from './push-writes.ts';

/** Plans without a write are cheap, but a commit has to stay short too. */
const maxPlans = 100;

export async function applyPlans(
  run: Run,
  context: PlanContext,
  plans: readonly PairPlan[],
  onBatch: (done: number) => void = () => undefined,
): Promise<void> {
  for (const batch of batches(run, plans)) {
    checkpoint(run);
    await acceptPlans(run, context, batch);
    await pushIntents(
      run,
      context,
      batch.flatMap((plan) => plan.intents),
    );
    onBatch(batch.length);
  }
}

function batches(run: Run, plans: readonly PairPlan[]): readonly (readonly PairPlan[])[] {
  const all: PairPlan[][] = [];
  let batch: PairPlan[] = [];
  const room = { microsoft: 0, sales: 0 };
  for (const plan of plans) {
    const needs = { microsoft: countOn(plan.intents, 'microsoft'), sales: countOn(plan.intents, 'sales') };
    const fits =
      batch.length < maxPlans &&
      room.microsoft + needs.microsoft <= remoteOf(run, 'microsoft').batchSize &&
      room.sales + needs.sales <= remoteOf(run, 'sales').batchSize;
    if (!fits && batch.length > 0) {
      all.push(batch);
      batch = [];
      room.microsoft = 0;
      room.sales = 0;
    }
    batch.push(plan);
    room.microsoft += needs.microsoft;
    room.sales += needs.sales;
  }
  return batch.length > 0 ? [...all, batch] : all;
}

function countOn(intents: readonly Intent[], side: Intent['side']): number {
  return intents.filter((intent) => intent.side === side).length;
}

export async function acceptPlans(run: Run, context: PlanContext, plans: readonly PairPlan[]): Promise<void> {
  const operations: StoreOperation[] = [];
  for (const plan of plans) {
    if (plan.isDeferred) operations.push({ table: 'inbox', put: await laterRows(run, context, plan) });
    else operations.push({ table: 'inbox', remove: plan.origin.rowIds });
    operations.push(...plan.operations, { table: 'intents', put: plan.intents });
  }
  await commit(run, [...operations, ...(await untoldReleases(run, plans))]);
}

async function laterRows(run: Run, context: PlanContext, plan: PairPlan): Promise<readonly InboxRow[]> {
  const rows = await run.ports.store.getMany('inbox', plan.origin.rowIds);
  return rows.flatMap((row) =>
    row === undefined
      ? []
      : [{ ...row, attempts: row.attempts + 1, notBeforeMs: context.nowMs + waitMs(row.attempts + 1) }],
  );
}
