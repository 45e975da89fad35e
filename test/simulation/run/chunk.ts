// A chunk of random plans: made, played and, where one fails, shrunk by fast-check. A chunk is told by its seed alone.

import fc from 'fast-check';
import { Violation } from '../invariants/check.ts';
import type { Plan } from '../plan.ts';
import { playPlan } from '../play/play-plan.ts';
import { judgeVariant } from '../play/variants.ts';
import { planArbitrary } from '../random/plan-arbitrary.ts';

export interface Failure {
  readonly invariant: string;
  readonly message: string;
  readonly plan: Plan;
  readonly seed: number;
}

export interface ChunkResult {
  readonly type: 'plans';
  readonly seed: number;
  readonly plans: number;
  readonly ios: number;
  readonly reached: Readonly<Record<string, number>>;
  readonly failure: Failure | null;
  /** of all plans of the chunk together */
  readonly traceHash: string;
}

export async function playChunk(chunk: {
  readonly seed: number;
  readonly plans: number;
}): Promise<ChunkResult> {
  const reached: Record<string, number> = {};
  let ios = 0;
  let plans = 0;
  let hash = 0;
  let isShrinking = false;
  const property = fc.asyncProperty(planArbitrary, async (plan) => {
    const played = await playPlan(plan);
    if (!isShrinking) {
      plans += 1;
      ios += played.ios;
      hash = Math.imul(hash ^ Number.parseInt(played.traceHash, 16), 0x01000193);
      for (const [name, count] of played.reached) reached[name] = (reached[name] ?? 0) + count;
    }
    const violation = played.violation ?? (await judgeVariant(plan, played));
    if (violation === null) return;
    isShrinking = true;
    throw violation;
  });
  const details = await fc.check(property, { seed: chunk.seed, numRuns: chunk.plans });
  const traceHash = (hash >>> 0).toString(16);
  if (!details.failed || details.counterexample === null)
    return { type: 'plans', seed: chunk.seed, plans, ios, reached, failure: null, traceHash };
  const [plan] = details.counterexample;
  const error = details.errorInstance;
  return {
    type: 'plans',
    seed: chunk.seed,
    plans,
    ios,
    reached,
    traceHash,
    failure: {
      invariant: error instanceof Violation ? error.invariant : 'crash of the simulation',
      message:
        error instanceof Error
          ? error instanceof Violation
            ? error.message
            : String(error.stack)
          : String(error),
      plan,
      seed: chunk.seed,
    },
  };
}
