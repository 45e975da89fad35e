// One core's share of a simulation, in a process of its own: takes orders, answers results.

import { scenarios } from '../scenarios/all-scenarios.ts';
import { playChunk, type ChunkResult } from './chunk.ts';
import { exhaust, type ExhaustiveResult } from './exhaustive.ts';
import { poisonGlobals } from './poisoned-globals.ts';

export type Order =
  | { readonly type: 'plans'; readonly seed: number; readonly plans: number }
  /** a place in the list of scenarios */
  | { readonly type: 'scenario'; readonly index: number; readonly pairReach: number };
export type Result = ChunkResult | ExhaustiveResult;

async function obey(order: Order): Promise<Result> {
  if (order.type === 'plans') return playChunk(order);
  const scenario = scenarios[order.index];
  return scenario === undefined
    ? { type: 'scenario', schedules: 0, failures: [] }
    : exhaust(scenario, order.pairReach);
}

poisonGlobals();
process.on('message', (order: Order) => {
  void obey(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => {
  process.exit();
});
