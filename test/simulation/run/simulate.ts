// Many plans, or all scenarios with every fault, on all cores: hands out orders and adds up what comes back.

import type { Failure } from './chunk.ts';
import type { ExhaustiveFailure } from './exhaustive.ts';
import type { Progress } from './progress-file.ts';
import type { Order, Result } from './worker.ts';
import { employ } from './work-force.ts';

const module = new URL('./worker.ts', import.meta.url);
const chunkSize = 100;

export interface Summary {
  readonly seed: number;
  readonly plans: number;
  readonly ios: number;
  readonly reached: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  /** trace hashes of all chunks together, in the order of their seeds */
  readonly traceHash: string;
  readonly seconds: number;
}

export interface SimulationOrder {
  readonly seed: number;
  readonly plans: number;
  readonly workers: number;
  readonly isStoppingAtFirst: boolean;
  /** what an earlier process of the same order brought; null: nothing */
  readonly begun: Omit<Progress, 'sources'> | null;
  readonly onProgress: (done: number, failures: number, soFar: () => Omit<Progress, 'sources'>) => void;
}

export async function simulate(order: SimulationOrder): Promise<Summary> {
  const { begun } = order;
  const startedMs = performance.now() - (begun?.seconds ?? 0) * 1_000;
  const reached: Record<string, number> = { ...begun?.reached };
  const failures: Failure[] = [...(begun?.failures ?? [])];
  const hashes = new Map<number, string>(begun?.chunks);
  const numberOf = new Map<number, number>();
  let plans = begun?.plans ?? 0;
  let ios = begun?.ios ?? 0;
  let chunk = -1;
  const soFar = (): Omit<Progress, 'sources'> => {
    const seconds = (performance.now() - startedMs) / 1_000;
    return { seconds, plans, ios, reached, failures, chunks: [...hashes] };
  };
  const next = (): Order | null => {
    do chunk += 1;
    while (hashes.has(chunk));
    const left = order.plans - chunk * chunkSize;
    if (left <= 0 || (order.isStoppingAtFirst && failures.length > 0)) return null;
    const seed = chunkSeed(order.seed, chunk);
    numberOf.set(seed, chunk);
    return { type: 'plans', seed, plans: Math.min(chunkSize, left) };
  };
  const take = (result: Result): void => {
    if (result.type !== 'plans') return;
    plans += result.plans;
    ios += result.ios;
    hashes.set(numberOf.get(result.seed) ?? -1, result.traceHash);
    for (const [name, count] of Object.entries(result.reached)) reached[name] = (reached[name] ?? 0) + count;
    if (result.failure !== null) failures.push(result.failure);
    order.onProgress(plans, failures.length, soFar);
  };
  const workers = Math.min(order.workers, Math.ceil(order.plans / chunkSize));
  await employ({ module, workers, next, take });
  const traceHash = [...hashes]
    .sort(([one], [other]) => one - other)
    .map(([, hash]) => hash)
    .reduce(mixed, '0');
  const { seconds } = soFar();
  return { seed: order.seed, plans, ios, reached, failures, traceHash, seconds };
}

export interface ExhaustiveSummary {
  readonly scenarios: number;
  readonly schedules: number;
  readonly failures: readonly ExhaustiveFailure[];
  readonly seconds: number;
}

export async function simulateAll(order: {
  readonly scenarios: number;
  readonly pairReach: number;
  readonly workers: number;
  readonly onProgress: (done: number, failures: number) => void;
}): Promise<ExhaustiveSummary> {
  const startedMs = performance.now();
  const failures: ExhaustiveFailure[] = [];
  let given = 0;
  let done = 0;
  let schedules = 0;
  const next = (): Order | null => {
    if (given >= order.scenarios) return null;
    given += 1;
    return { type: 'scenario', index: given - 1, pairReach: order.pairReach };
  };
  const take = (result: Result): void => {
    if (result.type !== 'scenario') return;
    done += 1;
    schedules += result.schedules;
    failures.push(...result.failures);
    order.onProgress(done, failures.length);
  };
  await employ({ module, workers: order.workers, next, take });
  const seconds = (performance.now() - startedMs) / 1_000;
  return { scenarios: done, schedules, failures, seconds };
}

/** Chunks of one seed never share plans with each other. */
export function chunkSeed(seed: number, index: number): number {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + index * 0x9e3779b1) | 0;
}

function mixed(hash: string, next: string): string {
  const one = Number.parseInt(hash, 16);
  return (Math.imul(one ^ Number.parseInt(next, 16), 0x01000193) >>> 0).toString(16);
}
