// Sends write batches and settles what became of them. One batch in flight per side; nothing is sent under a lease that
// is not current; a write whose outcome is unknown is never repeated here (recover-intents reads it back first).

import type { ReadAnswer } from '../../model/change.ts';
import type { Side } from '../../model/side.ts';
import type { Intent, WriteOutcome } from '../../model/write.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { keyBefore } from '../../plan/write/settle-failure.ts';
import { settleWrite } from '../../plan/write/settle-write.ts';
import type { Settled } from '../../plan/write/settled.ts';
import { patiently, waitForService } from '../patience.ts';
import { commit, ensureLease, remoteOf, underLease, type Run } from '../run-context.ts';
import { countsOf } from '../report/run-tally.ts';
import { slices } from '../tables.ts';
import { isApplied } from './judge-write.ts';

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
    const outcomes = await remoteOf(run, first.side).write(waiting, underLease(run));
    const { throttled, refused } = await settleOutcomes(run, context, { intents: waiting, outcomes });
    if (throttled.length > 0) await waitForService(run, longestWait(outcomes), attempt);
    await settleRefused(run, context, first.side, refused);
    waiting = throttled;
  }
}

function longestWait(outcomes: readonly WriteOutcome[]): number | null {
  const asked = outcomes.flatMap((outcome) =>
    outcome.result === 'throttled' && outcome.retryAfterMs !== null ? [outcome.retryAfterMs] : [],
  );
  return asked.length === 0 ? null : Math.max(...asked);
}

interface Unsettled {
  /** refused for load, and certainly not applied */
  readonly throttled: readonly Intent[];
  /** updates that met another etag than the one they were made for */
  readonly refused: readonly Intent[];
}

/** Settles in one commit what a batch's answers say for certain. */
async function settleOutcomes(
  run: Run,
  context: PlanContext,
  facts: { readonly intents: readonly Intent[]; readonly outcomes: readonly WriteOutcome[] },
): Promise<Unsettled> {
  const { intents, outcomes } = facts;
  const byId = new Map(outcomes.map((outcome) => [outcome.intentId, outcome]));
  const isRefused = (intent: Intent): boolean =>
    intent.operation === 'update' && byId.get(intent.intentId)?.result === 'precondition-failed';
  await settle(
    run,
    context,
    intents.flatMap((intent) => {
      if (isRefused(intent)) return [];
      // An answer that lacks a write says nothing about it.
      const outcome = byId.get(intent.intentId) ?? { intentId: intent.intentId, result: 'unknown' };
      return [{ intent, outcome, isReadBack: false }];
    }),
  );
  return {
    throttled: intents.filter((intent) => byId.get(intent.intentId)?.result === 'throttled'),
    refused: intents.filter(isRefused),
  };
}

/**
 * A request that something on the way sent twice (F3) is refused because of itself: the record then holds what was to be
 * written, and must not pass for a person's edit.
 */
async function settleRefused(
  run: Run,
  context: PlanContext,
  side: Side,
  intents: readonly Intent[],
): Promise<void> {
  if (intents.length === 0) return;
  const refs = intents.flatMap((intent) => intent.target ?? []);
  const answers = await patiently(run, () => remoteOf(run, side).read(context.kind, refs, run.signal));
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  await settle(
    run,
    context,
    intents.map((intent) => {
      const { intentId } = intent;
      const answer = intent.target === null ? undefined : byId.get(intent.target.id);
      if (!isTelling(side, answer))
        return { intent, outcome: { intentId, result: 'unknown' }, isReadBack: false };
      const isOurs =
        answer?.result === 'found' &&
        !answer.record.isDeleted &&
        (intent.marker === null || answer.record.marker !== 'unread') &&
        isApplied(context, intent, answer.record);
      return isOurs
        ? { intent, outcome: { intentId, result: 'written', record: answer.record }, isReadBack: true }
        : { intent, outcome: { intentId, result: 'precondition-failed' }, isReadBack: false };
    }),
  );
}

/** Sales says 404 also for what one may not see (G2). */
function isTelling(side: Side, answer: ReadAnswer | undefined): boolean {
  if (answer === undefined || answer.result === 'unreadable') return false;
  return answer.result === 'found' || side === 'microsoft';
}

export interface Finished {
  readonly intent: Intent;
  readonly outcome: WriteOutcome;
  readonly isReadBack: boolean;
}

export async function settle(run: Run, context: PlanContext, finished: readonly Finished[]): Promise<void> {
  const links = await run.ports.store.getMany(
    'links',
    finished.map(({ intent }) => keyBefore(intent)),
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
