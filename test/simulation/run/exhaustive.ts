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
  let schedules = 1 + 2 * plan.rounds.length;
  const play = async (stepFaults: readonly StepFault[]): Promise<Played> => {
    schedules += 1;
    const played = await playPlan(plan, { stepFaults, isTraced: false });
    found(judge(played, { plan, stepFaults, ends }), stepFaults);
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
  const ends = await calmEnds(plan, calm);
  return judge(await playPlan(plan, { stepFaults }), { plan, stepFaults, ends });
}

interface Struck {
  readonly plan: Plan;
  readonly stepFaults: readonly StepFault[];
  readonly ends: CalmEnds;
}

function judge(played: Played, { plan, stepFaults, ends }: Struck): string | null {
  if (played.violation !== null) return played.violation.message;
  if (ends.kept.has(played.end)) return null;
  const begunAnew = roundsBegunAnew(plan, roundsStruck(played, stepFaults));
  if (begunAnew.some((index) => ends.wiped[index] === played.end)) return null;
  return `I17: the end is one that no schedule without faults reaches: ${played.end}`;
}

interface CalmEnds {
  /** of the plan itself, and with one of its rounds skipped */
  readonly kept: ReadonlySet<string>;
  /** by round: with a disk that this round finds empty; null where that violates something */
  readonly wiped: readonly (string | null)[];
}

/**
 * Ends that schedules without faults reach. A crash may cost a whole run, so what people did before it may meet what they do
 * before the next: each round may be skipped.
 */
async function calmEnds(plan: Plan, calm: Played): Promise<CalmEnds> {
  const other = async (index: number, change: Partial<Round>): Promise<string | null> => {
    const rounds = plan.rounds.map((round, at) => (at === index ? { ...round, ...change } : round));
    const played = await playPlan({ ...plan, rounds });
    return played.violation === null ? played.end : null;
  };
  const kept = new Set([calm.end]);
  const wiped: (string | null)[] = [];
  for (const index of plan.rounds.keys()) {
    const skipped = await other(index, { isSkipped: true });
    if (skipped !== null) kept.add(skipped);
    wiped.push(await other(index, { disk: 'wiped' }));
  }
  return { kept, wiped };
}

/** The rounds in which these faults struck; one past the last where it was in the runs that bring all to rest. */
function roundsStruck({ stepsAt }: Played, stepFaults: readonly StepFault[]): ReadonlySet<number> {
  return new Set(stepFaults.map(({ step }) => stepsAt.filter((end) => end < step).length));
}

/**
 * A round by A6 that was cut short is begun anew by the next one and deletes nothing, as after a lost disk. A round that has
 * its memory goes on with it, whatever struck the one before: an end without memory is no end of its own.
 */
export function roundsBegunAnew({ rounds }: Plan, struck: ReadonlySet<number>): readonly number[] {
  const anew: number[] = [];
  let isWhole = false;
  for (const [index, round] of rounds.entries()) {
    const before = rounds[index - 1];
    if (before !== undefined && before.runner !== round.runner) isWhole = false;
    if (round.runner === 'both' || round.disk !== 'kept') isWhole = false;
    if (!isWhole) anew.push(index);
    if (round.isSkipped !== true && !struck.has(index)) isWhole = true;
  }
  return anew;
}

function* faultsFrom(first: number, last: number): Iterable<StepFault> {
  for (let step = first; step <= last; step += 1) for (const kind of kinds) yield { step, do: kind };
}
