// Many plans with the real connectors, on all cores; and plans from files.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { planFiles } from '../../run/kept-plans.ts';
import { chunkSeed } from '../../run/simulate.ts';
import { employ } from '../../run/work-force.ts';
import type { ConnectorPlan } from '../connector-plan.ts';
import type { ConnectorChunk, ConnectorFailure, ConnectorResult } from './connector-chunk.ts';

const module = new URL('./connector-worker.ts', import.meta.url);
const chunkSize = 20;
export const connectorCorpusFolder = fileURLToPath(new URL('../corpus', import.meta.url));

export interface ConnectorSummary {
  readonly seed: number;
  readonly plans: number;
  readonly requests: number;
  readonly seconds: number;
  /** faults that were met, ways of the services and outcomes of runs, with counts */
  readonly reached: Readonly<Record<string, number>>;
  readonly failures: readonly ConnectorFailure[];
}

export interface ConnectorOrder {
  readonly plans: number;
  readonly seed: number;
  readonly workers: number;
  readonly onProgress?: (done: number, failures: number) => void;
}

export async function runConnectors(order: ConnectorOrder): Promise<ConnectorSummary> {
  const startedMs = performance.now();
  const reached: Record<string, number> = {};
  const failures: ConnectorFailure[] = [];
  let given = 0;
  let plans = 0;
  let requests = 0;
  const next = (): ConnectorChunk | null => {
    const left = order.plans - given;
    if (left <= 0) return null;
    const seed = chunkSeed(order.seed, given / chunkSize);
    const size = Math.min(chunkSize, left);
    given += size;
    return { seed, plans: size };
  };
  const take = (result: ConnectorResult): void => {
    plans += result.plans;
    requests += result.requests;
    for (const [name, count] of Object.entries(result.reached)) reached[name] = (reached[name] ?? 0) + count;
    if (result.failure !== null) failures.push(result.failure);
    order.onProgress?.(plans, failures.length);
  };
  await employ({ module, workers: Math.min(order.workers, Math.ceil(order.plans / chunkSize)), next, take });
  const seconds = (performance.now() - startedMs) / 1_000;
  return { seed: order.seed, plans, requests, seconds, reached, failures };
}

/** Plans that once failed; older files hold the plan itself. */
export async function connectorCorpus(): Promise<
  readonly { readonly name: string; readonly plan: ConnectorPlan }[]
> {
  return Promise.all(
    (await planFiles(connectorCorpusFolder)).map(async (file) => {
      const content = JSON.parse(await readFile(file, 'utf8')) as ConnectorPlan | { plan: ConnectorPlan };
      return { name: path.basename(file, '.json'), plan: 'plan' in content ? content.plan : content };
    }),
  );
}
