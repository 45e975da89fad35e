// Worker processes that take orders until there are none left.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Result } from './worker.ts';

/** Resolves when every order is carried out; rejects when a worker dies. */
export async function employ(
  workers: number,
  next: () => Order | null,
  take: (result: Result) => void,
): Promise<void> {
  await Promise.all(Array.from({ length: Math.max(1, workers) }, () => work(next, take)));
}

function work(nextOrder: () => Order | null, take: (result: Result) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
      execArgv: ['--max-semi-space-size=96', '--import', 'tsx'],
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
    worker.on('message', (result: Result) => {
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
