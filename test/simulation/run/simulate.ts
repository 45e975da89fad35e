// Many plans on all cores: hands out chunks, adds up what comes back, stops at the first violation where asked to.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChunkResult, Failure } from './chunk.ts';
import type { Order } from './worker.ts';

const chunkSize = 100;

export interface Summary {
  readonly seed: number;
  readonly plans: number;
  readonly ios: number;
  readonly reached: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

export interface SimulationOrder {
  readonly seed: number;
  readonly plans: number;
  readonly workers: number;
  readonly isStoppingAtFirst: boolean;
  readonly onProgress: (plans: number, failures: number) => void;
}

export async function simulate(order: SimulationOrder): Promise<Summary> {
  const startedMs = performance.now();
  const reached: Record<string, number> = {};
  const failures: Failure[] = [];
  let given = 0;
  let plans = 0;
  let ios = 0;
  const nextOrder = (): Order | null => {
    const left = order.plans - given;
    if (left <= 0 || (order.isStoppingAtFirst && failures.length > 0)) return null;
    const seed = chunkSeed(order.seed, given / chunkSize);
    const size = Math.min(chunkSize, left);
    given += size;
    return { seed, plans: size };
  };
  const take = (result: ChunkResult): void => {
    plans += result.plans;
    ios += result.ios;
    for (const [name, count] of Object.entries(result.reached)) reached[name] = (reached[name] ?? 0) + count;
    if (result.failure !== null) failures.push(result.failure);
    order.onProgress(plans, failures.length);
  };
  const count = Math.max(1, Math.min(order.workers, Math.ceil(order.plans / chunkSize)));
  await Promise.all(Array.from({ length: count }, () => work(nextOrder, take)));
  const seconds = (performance.now() - startedMs) / 1_000;
  return { seed: order.seed, plans, ios, reached, failures, seconds };
}

function work(nextOrder: () => Order | null, take: (result: ChunkResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    });
    let isDone = false;
    const next = (): void => {
      const order = nextOrder();
      if (order !== null) {
        worker.send(order);
        return;
      }
      isDone = true;
      worker.disconnect();
      resolve();
    };
    worker.on('message', (result: ChunkResult) => {
      take(result);
      next();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (!isDone) reject(new Error(`a worker of the simulation ended with ${String(code)}`));
    });
    next();
  });
}

/** Chunks of one seed never share plans with each other. */
function chunkSeed(seed: number, index: number): number {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + index * 0x9e3779b1) | 0;
}
