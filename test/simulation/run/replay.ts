// Plays plans from files: a failing plan somebody found, or the corpus. Each is judged as it was when it failed: with its
// variants (I23, I28), and with the faults of the exhaustive runner where it has some (I17).

import path from 'node:path';
import type { Violation } from '../invariants/check.ts';
import { playPlan } from '../play/play-plan.ts';
import { judgeVariant } from '../play/variants.ts';
import { judgeSchedule } from './exhaustive.ts';
import { planFiles, readKept, type KeptPlan } from './kept-plans.ts';

/** Answers 1 when a plan violates an invariant, or when two plays of one plan differ; says nothing of the others. */
export async function replay(place: string): Promise<number> {
  let failed = 0;
  for (const file of await planFiles(place)) {
    const message = await judgeKept(await readKept(file)).catch(String);
    if (message === null) continue;
    failed += 1;
    console.log(`${path.basename(file)}: ${message}`);
  }
  return failed > 0 ? 1 : 0;
}

/** What is wrong with this plan; null where nothing is. */
export async function judgeKept({ plan, stepFaults = [] }: KeptPlan): Promise<string | null> {
  const first = await playPlan(plan, { stepFaults });
  const second = await playPlan(plan, { stepFaults });
  if (first.traceHash !== second.traceHash) return 'two plays of this plan differ';
  if (stepFaults.length > 0) return judgeSchedule(plan, stepFaults);
  const violation: Violation | null = first.violation ?? (await judgeVariant(plan, first));
  return violation?.message ?? null;
}
