import { describe } from '@jest/globals';
import { startGraphBench } from './benches/graph-bench.ts';
import { startSimulatedOutlook } from './benches/simulated-bench.ts';
import { microsoftSuite } from './remote.suite.ts';

describe("the simulator's mailbox", () => {
  microsoftSuite(() => startSimulatedOutlook());
});

describe("the simulator's mailbox that rewrites what it is sent", () => {
  microsoftSuite(() => startSimulatedOutlook({ rewrites: true }));
});

describe('the Graph connector over the sandbox', () => {
  microsoftSuite(() => startGraphBench());
});

describe('the Graph connector over a sandbox that ignores If-Match on PATCH', () => {
  microsoftSuite(() => startGraphBench({ ifMatchOnContactPatch: false }));
});

describe('the Graph connector over a sandbox that refuses a second DELETE and begins rounds with an empty page', () => {
  microsoftSuite(() => startGraphBench({ secondDelete: 403, deltaEmptyPage: true }));
});
