// A named plan without faults. The exhaustive runner replays it once per I/O and fault.

import type { Plan } from '../plan.ts';
import { plan, type Parts } from './build-plan.ts';

export interface Scenario {
  /** begins with the ids of the rules it concerns, e.g. `[D6] …` */
  readonly title: string;
  /** among the smallest: pairs of faults are affordable */
  readonly isTiny: boolean;
  readonly plan: Plan;
}

export type Untitled = readonly [title: string, parts: Parts];

export function scenarioOf([title, parts]: Untitled, isTiny: boolean): Scenario {
  return { title, isTiny, plan: plan(parts) };
}
