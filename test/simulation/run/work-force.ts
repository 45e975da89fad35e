// Worker processes that take orders until there are none left.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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
  await Promise.all(Array.from({ length: Math.max(1, employment.workers) }, () => work(employment)));
}

function work<Order extends object, Result>({
  module,
  next: nextOrder,
  take,
}: Employment<Order, Result>): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(fileURLToPath(module), {
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
