// A fault has struck where it did something: a plan that names it proves nothing.

import { describe, expect, it } from '@jest/globals';
import { gateFaults, sideFaults, type Fault } from '../plan.ts';
import { playPlan } from '../play/play-plan.ts';
import { fromOutlook, fromSales, plan, round } from '../scenarios/build-plan.ts';
import { sometimes } from './reached.ts';

async function struckBy(fault: Fault): Promise<readonly string[]> {
  const { reached, violation } = await playPlan(
    plan({
      entities: [fromSales, fromOutlook, fromSales],
      rounds: [round([], { faults: [fault] })],
    }),
  );
  expect(violation).toBeNull();
  return [...reached.keys()].filter((name) => name.startsWith('struck '));
}

describe('a fault', () => {
  it.each([...gateFaults, ...sideFaults])('%s has to strike in a run of 20,000 plans', (fault) => {
    expect(sometimes).toContain(`struck ${fault}`);
  });

  it.each<Fault>([
    { on: 'microsoft.write', nth: 1, do: 'lose-response' },
    { on: 'store.commit', nth: 2, do: 'crash-after' },
    { on: 'store.commit', nth: 2, do: 'storage-full' },
    { on: 'sales.read', nth: 1, do: 'malformed' },
    { on: 'microsoft.write', nth: 1, do: 'shuffle' },
    { on: 'microsoft.write', nth: 1, do: 'reject-first' },
    { on: 'microsoft.pullPage', nth: 1, do: 'throttle' },
    { on: 'sales.members', nth: 1, do: 'shrunk' },
    { on: 'lease.acquire', nth: 1, do: 'suspend' },
    { on: 'microsoft.write', nth: 1, do: 'overtake' },
  ])('has struck: $do at $on', async (fault) => {
    await expect(struckBy(fault)).resolves.toContain(`struck ${fault.do}`);
  });

  it.each<Fault>([
    { on: 'sales.accountsNamed', nth: 7, do: 'lose-response' },
    { on: 'sales.read', nth: 1, do: 'storage-full' },
    { on: 'store.commit', nth: 2, do: 'lose-request' },
    { on: 'lease.acquire', nth: 1, do: 'forbidden' },
    { on: 'microsoft.pullPage', nth: 1, do: 'expired' },
    { on: 'sales.write', nth: 1, do: 'shuffle' },
    { on: 'microsoft.write', nth: 1, do: 'precondition-first' },
    { on: 'sales.write', nth: 1, do: 'old-row' },
  ])('has not: $do at $on, where it can do nothing', async (fault) => {
    await expect(struckBy(fault)).resolves.not.toContain(`struck ${fault.do}`);
  });
});
