// Many plans with the real connectors, made and shrunk by fast-check; and plans from files.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { Violation } from '../../invariants/check.ts';
import { connectorPlanArbitrary } from '../connector-plan-arbitrary.ts';
import type { ConnectorPlan } from '../connector-plan.ts';
import { playConnectorPlan } from './play-connector-plan.ts';

export interface ConnectorSummary {
  readonly plans: number;
  readonly requests: number;
  readonly seconds: number;
  readonly reached: Readonly<Record<string, number>>;
  readonly failure: ConnectorFailure | null;
}

export interface ConnectorFailure {
  readonly invariant: string;
  readonly message: string;
  readonly plan: ConnectorPlan;
}

export interface ConnectorOrder {
  readonly plans: number;
  readonly seed: number;
  readonly onPlan?: (done: number) => void;
}

export async function runConnectors({ plans, seed, onPlan }: ConnectorOrder): Promise<ConnectorSummary> {
  const startedMs = performance.now();
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
      onPlan?.(done);
    }
    if (played.violation === null) return;
    isShrinking = true;
    throw played.violation;
  });
  const details = await fc.check(property, { seed, numRuns: plans });
  const seconds = (performance.now() - startedMs) / 1_000;
  const facts = { plans: done, requests, seconds, reached };
  const [plan] = details.counterexample ?? [];
  if (plan === undefined) return { ...facts, failure: null };
  return { ...facts, failure: { ...told(details.errorInstance), plan } };
}

function told(error: unknown): Pick<ConnectorFailure, 'invariant' | 'message'> {
  if (error instanceof Violation) return { invariant: error.invariant, message: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { invariant: 'crash of the simulation', message };
}

/** Plans that once failed; none where there is no such folder. */
export async function connectorCorpus(): Promise<
  readonly { readonly name: string; readonly plan: ConnectorPlan }[]
> {
  const folder = new URL('../corpus/', import.meta.url);
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8');
      return { name: path.basename(file, '.json'), plan: JSON.parse(text) as ConnectorPlan };
    }),
  );
}
