import { afterAll, beforeAll, describe } from '@jest/globals';
import { startTestRelay, type TestRelay } from '../support/relay-app.ts';
import { startRelayLease } from './benches/relay-lease-bench.ts';
import { startSimulatedLease } from './benches/simulated-lease-bench.ts';
import { leaseSuite } from './lease.suite.ts';

describe("the simulator's relay", () => {
  leaseSuite(startSimulatedLease);
});

describe('the real relay and its client', () => {
  let relay: TestRelay;
  let users = 0;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  afterAll(() => relay.close());

  leaseSuite(() => {
    users += 1;
    return startRelayLease(relay, users);
  });
});
