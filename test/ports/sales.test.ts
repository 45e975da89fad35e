import { describe } from '@jest/globals';
import { startSalesBench } from './benches/sales-bench.ts';
import { startSimulatedSales } from './benches/simulated-bench.ts';
import { salesSuite } from './remote.suite.ts';

describe("the simulator's Sales application", () => {
  salesSuite(() => startSimulatedSales());
});

describe("the simulator's Sales application without etags", () => {
  salesSuite(() => startSimulatedSales({ salesEtags: 'absent' }));
});

describe("the simulator's Sales application that ignores If-Match and has stamps of whole seconds", () => {
  salesSuite(() => startSimulatedSales({ salesEtags: 'ignored', coarseStamps: true, rewrites: true }));
});

describe('the Sales connector over the sandbox', () => {
  salesSuite(() => startSalesBench());
});

describe('the Sales connector over a sandbox without etags', () => {
  salesSuite(() => startSalesBench({ switches: { etagDisabled: true } }));
});

describe('the Sales connector over a sandbox that ignores If-Match', () => {
  salesSuite(() => startSalesBench({ switches: { ifMatchOnUpdate: false, ifMatchOnDelete: false } }));
});

describe('the Sales connector in a browser that hides headers', () => {
  salesSuite(() => startSalesBench({ hidesHeaders: true }));
});

describe('the Sales connector over a sandbox that lists inactive parties and has small pages', () => {
  salesSuite(() => startSalesBench({ switches: { inactiveParties: 'visible', pageCap: 4 } }));
});
