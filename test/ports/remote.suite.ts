// What every side owes the engine, whoever answers: the simulator's sides and the real connectors run the same scenarios, so
// that what the simulator proves holds for the product.

import { afterEach, beforeEach } from '@jest/globals';
import type { InstanceId } from '../../src/sync/model/ids.ts';
import type { MicrosoftBench, RemoteBench, SalesBench } from './benches/remote-bench.ts';
import { feedScenarios } from './scenarios/feed-scenarios.ts';
import { mappingScenarios } from './scenarios/mapping-scenarios.ts';
import { microsoftScenarios } from './scenarios/microsoft-scenarios.ts';
import { readScenarios } from './scenarios/read-scenarios.ts';
import { salesScenarios } from './scenarios/sales-scenarios.ts';
import { writeScenarios } from './scenarios/write-scenarios.ts';

/** our stamp on every bench */
export const suiteInstance = 'sandbox-1' as InstanceId;

export function microsoftSuite(start: () => Promise<MicrosoftBench>): void {
  const bench = freshBench(start);
  commonSuite(bench, 'microsoft');
  microsoftScenarios(bench, suiteInstance);
}

export function salesSuite(start: () => Promise<SalesBench>): void {
  const bench = freshBench(start);
  commonSuite(bench, 'sales');
  salesScenarios(bench, suiteInstance);
}

function commonSuite(bench: () => RemoteBench, side: 'microsoft' | 'sales'): void {
  feedScenarios(bench);
  readScenarios(bench, suiteInstance);
  writeScenarios(bench, { side, instance: suiteInstance });
  mappingScenarios(bench);
}

/** A bench of its own for each test. */
function freshBench<Bench extends RemoteBench>(start: () => Promise<Bench>): () => Bench {
  let current: Bench | null = null;
  beforeEach(async () => {
    current = await start();
  });
  afterEach(async () => {
    await current?.end();
    current = null;
  });
  return () => {
    if (current === null) throw new Error('no bench before a test');
    return current;
  };
}
