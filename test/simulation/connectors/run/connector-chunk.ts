// A chunk of plans with the real connectors, made and shrunk by fast-check. A chunk is told by its seed alone.

import fc from 'fast-check';
import { Violation } from '../../invariants/check.ts';
import { connectorPlanArbitrary } from '../connector-plan-arbitrary.ts';
import type { ConnectorPlan } from '../connector-plan.ts';
import { playConnectorPlan } from './play-connector-plan.ts';

export interface ConnectorChunk {
  readonly plans: number;
  readonly seed: number;
}

export interface ConnectorResult {
  readonly plans: number;
  readonly requests: number;
  readonly reached: Readonly<Record<string, number>>;
  readonly failure: ConnectorFailure | null;
}

export interface ConnectorFailure {
  readonly invariant: string;
  readonly message: string;
  readonly plan: ConnectorPlan;
}

export async function playConnectorChunk({ plans, seed }: ConnectorChunk): Promise<ConnectorResult> {
  const reached: Record<string, number> = {};
  let done = 0;
  let requests = 0;
  let isShrinking = false;
  const property = fc.asyncProperty(connectorPlanArbitrary, async (plan) => {
    const played = await playConnectorPlan(plan);
    if (!isShrinking) {
      done += 1;
      requests += played.requests;
      for (const [name, count] of played.reached) reached[name] = (reached[name] ?? 0) + count;
    }
    if (played.violation === null) return;
    isShrinking = true;
    throw played.violation;
  });
  const details = await fc.check(property, { seed, numRuns: plans });
  const [plan] = details.counterexample ?? [];
  const failure = plan === undefined ? null : { ...told(details.errorInstance), plan };
  return { plans: done, requests, reached, failure };
}

function told(error: unknown): Pick<ConnectorFailure, 'invariant' | 'message'> {
  if (error instanceof Violation) return { invariant: error.invariant, message: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { invariant: 'crash of the simulation', message };
}
