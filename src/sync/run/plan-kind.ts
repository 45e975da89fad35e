// Plans and applies everything that waits for one kind, slice by slice, in as many passes as there is anything new:
// a record that moved under us (412) or was edited during our write is merged again in the next pass.

import type { LinkKey, RecordId } from '../model/ids.ts';
import type { PlanItem } from '../model/plan.ts';
import type { PairPlan } from '../plan/pair/pair-plan.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { acceptPlans, applyPlans } from './apply/apply-plans.ts';
import { judgeDeletes, sparePairs } from './apply/judge-deletes.ts';
import { approvedOnly, askForPlan, closeScreen, openScreen, type Screen } from './apply/plan-screen.ts';
import { recoverIntents } from './apply/recover-intents.ts';
import { releaseApproved, releaseItems } from './apply/search-releases.ts';
import { closedNow } from './load/group-rows.ts';
import { planSlice } from './load/plan-slice.ts';
import { surveyInbox, type Survey } from './load/survey-inbox.ts';
import { isOutlookRead } from './pull/pull-outlook.ts';
import { checkpoint, enterPhase, progress, type Run } from './run-context.ts';
import { slices } from './tables.ts';

/** Small enough that planning one slice does not hold the main thread (50 ms). */
const sliceSize = 200;
/** The first pass and three times merging anew what moved meanwhile. */
const maxPasses = 4;

/** Answers whether the kind is done, or a plan waits for a person. */
export async function planKind(run: Run, context: PlanContext): Promise<'done' | 'waiting'> {
  const screen = await openScreen(run, context);
  if (screen.mode === 'waiting') {
    run.tally.planned.set(context.kind, screen.plan.items.length);
    return 'waiting';
  }
  if (screen.mode === 'ask') {
    const leaving = screen.reason === 'changed-search' ? await releaseItems(run, context) : [];
    const items = [...leaving, ...(await collectItems(run, context))];
    if (items.length > 0) {
      await askForPlan(run, context, { screen, items });
      return 'waiting';
    }
  }
  if (screen.mode === 'approved') await releaseApproved(run, context, screen.plan);
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const isProgress = await planPass(run, context, screen);
    await recoverIntents(run, context);
    if (!isProgress) break;
  }
  await closeScreen(run, context, screen.scope);
  return 'done';
}

/** Plans without accepting anything: what a person is to see (P2). */
async function collectItems(run: Run, context: PlanContext): Promise<readonly PlanItem[]> {
  const items: PlanItem[] = [];
  await forEachSlice(run, context, (plans) => {
    for (const plan of plans) items.push(...plan.items);
    return Promise.resolve();
  });
  return items.some((item) => item.action !== 'hold') ? items : [];
}

/** What only the links tell: pairs that another engine put an end to. */
const nobody: ReadonlySet<LinkKey> = new Set();

async function planPass(run: Run, context: PlanContext, screen: Screen): Promise<boolean> {
  const deletes: PairPlan[] = [];
  let isProgress = false;
  const isRead = await isOutlookRead(run, context);
  const survey = await forEachSlice(run, context, async (all, step) => {
    const wanted = screen.mode === 'approved' ? approvedOnly(context, screen.plan, all) : all;
    // Its rows stay as they are until the next run has read the rest of the folder.
    const plans = isRead ? wanted : wanted.filter((plan) => !createsInOutlook(plan));
    deletes.push(...plans.filter((plan) => plan.deletesOn !== null));
    const others = plans.filter((plan) => plan.deletesOn === null);
    if (others.some((plan) => !plan.isDeferred && plan.origin.rowIds.length > 0)) isProgress = true;
    const later = others.filter((plan) => plan.isDeferred);
    if (later.length > 0) await acceptPlans(run, context, later);
    const decided = others.filter((plan) => !plan.isDeferred);
    // Before their rows are drained: a run that ends in between judges them again, one that ends after it never would.
    await sparePairs(run, new Set(decided.map(({ key }) => key)));
    let written = 0;
    await applyPlans(run, context, decided, (done) => {
      written += done;
      const { length } = step.survey.due;
      progress(run, { phase: 'writing', kind: context.kind, done: step.done + written, total: length });
    });
  });
  await sparePairs(run, nobody);
  if (deletes.length > 0 || survey.due.length > 0) await judgeDeletes(run, context, deletes);
  return isProgress;
}

function createsInOutlook(plan: PairPlan): boolean {
  return plan.intents.some(({ side, operation }) => side === 'microsoft' && operation === 'create');
}

async function forEachSlice(
  run: Run,
  context: PlanContext,
  visit: (
    plans: readonly PairPlan[],
    step: { readonly survey: Survey; readonly done: number },
  ) => Promise<void>,
): Promise<Survey> {
  const survey = await surveyInbox(run, context);
  if (survey.due.length === 0) return survey;
  enterPhase(run, 'writing', context.kind);
  const closed = await closedNow(run);
  const done = new Set<string>();
  const gone = new Set<RecordId>();
  for (const ids of slices(survey.due, sliceSize)) {
    checkpoint(run);
    const found = await run.ports.store.getMany(
      'inbox',
      ids.filter((id) => !done.has(id)),
    );
    const rows = found.filter((row) => row !== undefined);
    const now = { ...context, nowMs: run.ports.clock.nowMs() };
    const plans = await planSlice(run, now, { rows, closed, survey, gone });
    await visit(plans, { survey, done: done.size });
    // A pair whose other row comes in a later slice was judged whole.
    for (const id of ids) done.add(id);
    for (const plan of plans) for (const id of plan.origin.rowIds) done.add(id);
    await run.ports.clock.sleep(0, run.signal);
  }
  return survey;
}
