// Plays plans from files: a failing plan somebody found, or the corpus. Each is judged as it was when it failed: with its
// variants (I23, I28), and with the faults of the exhaustive runner where it has some (I17).

import path from 'node:path';
import type { Violation } from '../invariants/check.ts';
import { playPlan } from '../play/play-plan.ts';
import { judgeVariant } from '../play/variants.ts';
import { judgeSchedule } from './exhaustive.ts';
import { planFiles, readKept, type KeptPlan } from './kept-plans.ts';

/** Answers 1 when a plan violates an invariant, or when two plays of one plan differ; names those, and counts the others. */
export async function replay(place: string): Promise<number> {
  let failed = 0;
  const files = await planFiles(place);
  for (const file of files) {
    const message = await judgeFile(file).catch(String);
    if (message === null) continue;
    failed += 1;
    console.log(`${path.basename(file)}: ${message}`);
  }
  console.log(`${String(files.length)} kept plans played, ${String(failed)} violations`);
  return failed > 0 ? 1 : 0;
}

async function judgeFile(file: string): Promise<string | null> {
  const kept = await readKept(file);
  if ('entities' in kept.plan) return judgeKept(kept);
  // Brought in only when there is one: the connectors and the sandbox load far more than the engine.
  const { playConnectorPlan } = await import('../connectors/run/play-connector-plan.ts');
  const { violation } = await playConnectorPlan(kept.plan);
  return violation?.message ?? null;
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
