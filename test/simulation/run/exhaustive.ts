// Every named scenario once per I/O and kind of death or loss; for the smallest, two of them. What is left in the end must be
// something that a schedule without faults leaves too (I17): faults may cost time, never data.

import type { Scenario } from '../scenarios/scenario.ts';
import { playPlan, type Played } from '../play/play-plan.ts';
import type { Plan, Round } from '../plan.ts';
import type { StepFault } from '../world/world.ts';

const kinds: readonly StepFault['do'][] = ['crash-before', 'crash-after', 'lose-response'];
export interface ExhaustiveFailure {
  readonly title: string;
  readonly faults: readonly StepFault[];
  readonly message: string;
}

export interface ExhaustiveResult {
  readonly type: 'scenario';
  readonly schedules: number;
  readonly failures: readonly ExhaustiveFailure[];
}

/** Plays all schedules of one scenario; of a small one also those with a second fault at most `pairReach` I/Os later. */
export async function exhaust(scenario: Scenario, pairReach: number): Promise<ExhaustiveResult> {
  const calm = await playPlan(scenario.plan);
  const failures: ExhaustiveFailure[] = [];
  if (calm.violation !== null) {
    failures.push({ title: scenario.title, faults: [], message: calm.violation.message });
    return { type: 'scenario', schedules: 1, failures };
  }
  const ends = await calmEnds(scenario.plan, calm);
  let schedules = ends.size;
  for (const faults of schedulesOf(calm.steps, scenario.isTiny ? pairReach : 0)) {
    schedules += 1;
    const played = await playPlan(scenario.plan, { stepFaults: faults });
    const message = judge(played, ends);
    if (message !== null) failures.push({ title: scenario.title, faults, message });
  }
  return { type: 'scenario', schedules, failures };
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

function* schedulesOf(steps: number, pairReach: number): Iterable<readonly StepFault[]> {
  for (let step = 1; step <= steps; step += 1) {
    for (const kind of kinds) {
      const first: StepFault = { step, do: kind };
      yield [first];
      for (let later = step + 1; later <= step + pairReach; later += 1) {
        for (const second of kinds) yield [first, { step: later, do: second }];
      }
    }
  }
}
