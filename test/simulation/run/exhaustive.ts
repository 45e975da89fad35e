// Every named scenario once per I/O and kind of death or loss; for the smallest, two of them. What is left in the end must be
// something that a schedule without faults leaves too (I17): faults may cost time, never data.

import type { Scenario } from '../scenarios/scenario.ts';
import { playPlan, type Played } from '../play/play-plan.ts';
import type { Plan, Round } from '../plan.ts';
import type { StepFault } from '../world/world.ts';

const kinds: readonly StepFault['do'][] = ['crash-before', 'crash-after', 'lose-response'];
export interface ExhaustiveFailure {
  readonly title: string;
  readonly plan: Plan;
  readonly stepFaults: readonly StepFault[];
  readonly message: string;
}

export interface ExhaustiveResult {
  readonly type: 'scenario';
  readonly schedules: number;
  readonly failures: readonly ExhaustiveFailure[];
}

/** Plays all schedules of one scenario; of a small one also those with a second fault at most `pairReach` I/Os later. */
export async function exhaust(scenario: Scenario, pairReach: number): Promise<ExhaustiveResult> {
  const { title, plan, isTiny } = scenario;
  const calm = await playPlan(plan);
  const failures: ExhaustiveFailure[] = [];
  const found = (message: string | null, stepFaults: readonly StepFault[]): void => {
    if (message !== null) failures.push({ title, plan, stepFaults, message });
  };
  if (calm.violation !== null) {
    found(calm.violation.message, []);
    return { type: 'scenario', schedules: 1, failures };
  }
  const ends = await calmEnds(plan, calm);
  let schedules = ends.size;
  const play = async (stepFaults: readonly StepFault[]): Promise<Played> => {
    schedules += 1;
    const played = await playPlan(plan, { stepFaults });
    found(judge(played, ends), stepFaults);
    return played;
  };
  for (const first of faultsFrom(1, calm.steps)) {
    // What follows a death or a loss takes more I/Os than a calm plan, and those can be struck too.
    const { steps } = await play([first]);
    const last = isTiny ? Math.min(steps, first.step + pairReach) : 0;
    for (const second of faultsFrom(first.step + 1, last)) await play([first, second]);
  }
  return { type: 'scenario', schedules, failures };
}

/** What these faults break in this plan; null where nothing. For a schedule that failed once. */
export async function judgeSchedule(plan: Plan, stepFaults: readonly StepFault[]): Promise<string | null> {
  const calm = await playPlan(plan);
  if (calm.violation !== null) return calm.violation.message;
  return judge(await playPlan(plan, { stepFaults }), await calmEnds(plan, calm));
}

function judge(played: Played, ends: ReadonlySet<string>): string | null {
  if (played.violation !== null) return played.violation.message;
  if (ends.has(played.end)) return null;
  return `I17: the end is one that no schedule without faults reaches: ${played.end}`;
}

/**
 * Ends that schedules without faults reach. A crash may cost a whole run, so what people did before it may meet what they do
 * before the next: each round may be skipped. A first round that was cut short is begun anew and deletes nothing (A6), as
 * after a lost disk: each round may find its disk empty.
 */
async function calmEnds(plan: Plan, calm: Played): Promise<ReadonlySet<string>> {
  const ends = new Set([calm.end]);
  const other = async (index: number, change: Partial<Round>): Promise<void> => {
    const rounds = plan.rounds.map((round, at) => (at === index ? { ...round, ...change } : round));
    const played = await playPlan({ ...plan, rounds });
    if (played.violation === null) ends.add(played.end);
  };
  for (const index of plan.rounds.keys()) {
    await other(index, { isSkipped: true });
    await other(index, { disk: 'wiped' });
  }
  return ends;
}

function* faultsFrom(first: number, last: number): Iterable<StepFault> {
  for (let step = first; step <= last; step += 1) for (const kind of kinds) yield { step, do: kind };
}
