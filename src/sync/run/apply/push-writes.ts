// Sends write batches and settles what became of them. One batch in flight per side; nothing is sent under a lease that
// is not current; a write whose outcome is unknown is never repeated here (recover-intents reads it back first).

import type { Intent, WriteOutcome } from '../../model/write.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { settleWrite } from '../../plan/write/settle-write.ts';
import type { Settled } from '../../plan/write/settled.ts';
import { waitForService } from '../patience.ts';
import { commit, ensureLease, remoteOf, uninterrupted, type Run } from '../run-context.ts';
import { countsOf } from '../report/run-tally.ts';
import { slices } from '../tables.ts';

export async function pushIntents(run: Run, context: PlanContext, intents: readonly Intent[]): Promise<void> {
  for (const side of ['sales', 'microsoft'] as const) {
    const own = intents.filter((intent) => intent.side === side);
    for (const batch of slices(own, remoteOf(run, side).batchSize)) await pushBatch(run, context, batch);
  }
}

async function pushBatch(run: Run, context: PlanContext, batch: readonly Intent[]): Promise<void> {
  let waiting = batch;
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    const [first] = waiting;
    if (first === undefined) return;
    ensureLease(run);
    const outcomes = await remoteOf(run, first.side).write(waiting, uninterrupted);
    const throttled = await settleOutcomes(run, context, { intents: waiting, outcomes });
    if (throttled.length === 0) return;
    await waitForService(run, longestWait(outcomes), attempt);
    waiting = throttled;
  }
}

function longestWait(outcomes: readonly WriteOutcome[]): number | null {
  const asked = outcomes.flatMap((outcome) =>
    outcome.result === 'throttled' && outcome.retryAfterMs !== null ? [outcome.retryAfterMs] : [],
  );
  return asked.length === 0 ? null : Math.max(...asked);
}

/** Settles a batch in one commit; answers the intents that were refused for load and are certainly not applied. */
async function settleOutcomes(
  run: Run,
  context: PlanContext,
  facts: { readonly intents: readonly Intent[]; readonly outcomes: readonly WriteOutcome[] },
): Promise<readonly Intent[]> {
  const { intents, outcomes } = facts;
  const byId = new Map(outcomes.map((outcome) => [outcome.intentId, outcome]));
  await settle(
    run,
    context,
    intents.flatMap((intent) => {
      // An answer that lacks a write says nothing about it.
      const outcome = byId.get(intent.intentId) ?? { intentId: intent.intentId, result: 'unknown' };
      return [{ intent, outcome, isReadBack: false }];
    }),
  );
  return intents.filter((intent) => byId.get(intent.intentId)?.result === 'throttled');
}

export interface Finished {
  readonly intent: Intent;
  readonly outcome: WriteOutcome;
  readonly isReadBack: boolean;
}

export async function settle(run: Run, context: PlanContext, finished: readonly Finished[]): Promise<void> {
  const links = await run.ports.store.getMany(
    'links',
    finished.map(({ intent }) => intent.key),
  );
  const settled: (readonly [Intent, Settled])[] = finished.map((item, index) => {
    run.tally.journalRows += 1;
    const journalId = `${run.request.runId}:${String(run.tally.journalRows).padStart(6, '0')}`;
    return [item.intent, settleWrite(context, { ...item, link: links[index], journalId })];
  });
  await commit(
    run,
    settled.flatMap(([, result]) => result.operations),
  );
  for (const [intent, result] of settled) {
    if (result.counted !== null) countsOf(run.tally, intent.kind)[intent.side][result.counted] += 1;
    if (result.failure !== null) run.tally.failures.push(result.failure);
  }
}
