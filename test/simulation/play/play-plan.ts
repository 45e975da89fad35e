// Plays one plan from the first record to the last silent run, and says what was violated, if anything.

import { endChecks } from '../invariants/ends.ts';
import type { Violation } from '../invariants/check.ts';
import type { Plan } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';
import type { StepFault } from '../world/world.ts';
import { playRound } from './rounds.ts';
import { Scene } from './scene.ts';
import { sleepThrough } from './sleep.ts';
import { settle, silentRuns } from './settle.ts';

export interface Played {
  readonly violation: Violation | null;
  /** I/Os until the last round was over, i.e. without the runs that bring everything to rest */
  readonly steps: number;
  /** I/Os until each round was over */
  readonly stepsAt: readonly number[];
  readonly ios: number;
  readonly traceHash: string;
  readonly reached: ReadonlyMap<string, number>;
  /** what both services hold in the end, without ids and etags: for comparing schedules (I17, I23, I28) */
  readonly end: string;
}

export interface PlayOptions {
  readonly stepFaults?: readonly StepFault[];
  /** without it there is no trace hash */
  readonly isTraced?: boolean;
}

export async function playPlan(plan: Plan, options: PlayOptions = {}): Promise<Played> {
  const scene = new Scene(plan);
  scene.world.stepFaults = options.stepFaults ?? [];
  scene.world.isTraced = options.isTraced ?? true;
  scene.sleep = (sleeper, how) => sleepThrough(scene, sleeper, how);
  let runner: Runner = plan.rounds[0]?.runner === 'worker' ? 'worker' : 'pane';
  const stepsAt: number[] = [];
  for (const round of plan.rounds) {
    runner = await playRound(scene, round, runner);
    stepsAt.push(scene.world.steps);
    if (scene.violation !== null) break;
  }
  const steps = scene.world.steps;
  if (scene.violation === null) await settle(scene, runner);
  if (scene.violation === null) await endChecks(scene, runner);
  if (scene.violation === null) await silentRuns(scene, runner);
  const { violation, world } = scene;
  return {
    violation,
    steps,
    stepsAt,
    ios: world.steps,
    traceHash: world.traceHash,
    reached: world.reached,
    end: endOf(scene),
  };
}

function endOf(scene: Scene): string {
  const items = [...scene.ledger.liveItems()].map(({ side, version }) => {
    const units = Object.entries(version.units)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([side, version.isShared, units]);
  });
  return items.sort().join('\n');
}
