// Worker processes that take orders until there are none left.

import { fork } from 'node:child_process';
import { withBundle } from './bundle.ts';

export interface Employment<Order extends object, Result> {
  /** the module of the workers: answers each message with one */
  readonly module: URL;
  readonly workers: number;
  /** null: there are none left */
  readonly next: () => Order | null;
  readonly take: (result: Result) => void;
}

/** Resolves when every order is carried out; rejects when a worker dies. */
export async function employ<Order extends object, Result>(
  employment: Employment<Order, Result>,
): Promise<void> {
  const { module, workers } = employment;
  await withBundle(module, async (file) => {
    await Promise.all(Array.from({ length: Math.max(1, workers) }, () => work(file, employment)));
  });
}

function work<Order extends object, Result>(
  file: string,
  { next: nextOrder, take }: Employment<Order, Result>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(file, {
      execArgv: ['--max-semi-space-size=96'],
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
