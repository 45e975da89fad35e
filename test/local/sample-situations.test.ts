import { describe, expect, it } from '@jest/globals';
import type { Administrator } from '../../src/local/administrator.ts';
import { settleSituations } from '../../src/local/sample-situations.ts';
import { people } from '../../src/sandbox/company/people.ts';

const unsettled = people.filter(({ situation }) =>
  ['microsoft-sign-in-expired', 'sales-sign-in-expired', 'disabled'].includes(situation),
);
const disabledIds = unsettled
  .filter(({ situation }) => situation === 'disabled')
  .map(({ mail }) => `id of ${mail}`);

/** Notes what happened; at each look one more of the people has synchronized. */
function company(atFirst = 0): {
  steps: string[];
  administrator: Administrator;
  sandbox: { unsettled(): typeof unsettled; settle(): void };
} {
  const steps: string[] = [];
  let done = atFirst;
  return {
    steps,
    administrator: {
      synchronized: async (addresses) => {
        done += 1;
        if (done === 2) throw new Error('relay answered 503');
        return Promise.resolve(
          new Map(addresses.slice(0, done).map((address) => [address, `id of ${address}`])),
        );
      },
      disable: async (ids) => {
        steps.push(`disable ${ids.join()}`);
        return Promise.resolve();
      },
      enter: async (newcomers) => {
        steps.push(`enter ${newcomers.map(({ userName }) => userName).join()}`);
        return Promise.resolve();
      },
    },
    sandbox: { unsettled: () => unsettled, settle: () => steps.push('settle') },
  };
}

const newcomers = [{ mail: 'new@contoso.example', userName: 'new', displayName: 'New' }];
const rest = { newcomers, log: () => undefined, everyMs: 1 };

describe('what happens to sample people', () => {
  it('happens once all of them have synchronized, whatever a look meets before', async () => {
    const { steps, ...parts } = company();
    await settleSituations({ ...parts, ...rest, signal: new AbortController().signal });
    expect(disabledIds.length).toBeGreaterThan(0);
    expect(steps).toEqual(['enter new', `disable ${disabledIds.join()}`, 'settle']);
  });

  it('does not happen again when it happened in an earlier start', async () => {
    const { steps, administrator } = company();
    const sandbox = { unsettled: () => [], settle: () => steps.push('settle') };
    await settleSituations({ sandbox, administrator, ...rest, signal: new AbortController().signal });
    expect(steps).toEqual([]);
  });

  it('ends with the signal', async () => {
    const { steps, ...parts } = company(-1_000_000);
    const stopping = new AbortController();
    const settling = settleSituations({ ...parts, ...rest, everyMs: 1_000_000, signal: stopping.signal });
    stopping.abort();
    await settling;
    expect(steps).toEqual(['enter new']);
  });
});
