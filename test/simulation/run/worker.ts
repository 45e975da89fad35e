// One core's share of a simulation, in a process of its own: takes chunks, answers results.

import { playChunk } from './chunk.ts';
import { poisonGlobals } from './poisoned-globals.ts';

export interface Order {
  readonly seed: number;
  readonly plans: number;
}

poisonGlobals();
process.on('message', (order: Order) => {
  void playChunk(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => {
  process.exit();
});
