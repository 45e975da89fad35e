// F23 is seen to happen: what was sent is stored as less, and the answer says so.

import { describe, expect, it } from '@jest/globals';
import type { InstanceId } from '../../../src/sync/model/ids.ts';
import type { Units } from '../../../src/sync/model/record.ts';
import { never } from '../../remote/scripted-fetch.ts';
import { writesTo } from '../../remote/writes.ts';
import type { SideFault } from '../plan.ts';
import { fromOutlook, fromSales, plan, round, edit } from '../scenarios/build-plan.ts';
import { playPlan } from '../play/play-plan.ts';
import { OutlookSide } from './outlook-side.ts';

const { create } = writesTo('microsoft', 'instance-1' as InstanceId);

/** What the answer shows of a create, and how often the trouble is said to have struck. */
async function answered(trouble: SideFault, units: Units): Promise<readonly [Units, number]> {
  let struck = 0;
  const side = new OutlookSide({
    nowMs: () => 0,
    listener: () => undefined,
    random: () => 0.4,
    reach: (name) => {
      if (name === `struck ${trouble}`) struck += 1;
    },
    quirks: plan({ entities: [], rounds: [] }).quirks,
  });
  const gate = {
    nowMs: () => 0,
    runner: 'pane',
    io: <Answer>(_: unknown, call: { act(trouble: SideFault): Answer }) => Promise.resolve(call.act(trouble)),
  } as const;
  const [outcome] = await side.remote(gate).write([create({ lastName: 'A', ...units })], never);
  if (outcome?.result !== 'written') throw new Error('not written');
  expect(outcome.record.units).toEqual(side.live()[0]?.units);
  return [outcome.record.units, struck];
}

describe('[F23] a service that stores less than it is sent', () => {
  it('drops a field', async () => {
    const [{ jobTitle, department }, struck] = await answered('drop-field', {
      jobTitle: 'Captain',
      department: 'Deck',
    });
    expect([jobTitle, department, struck]).toEqual([null, 'Deck', 1]);
  });

  it('cuts a long text, and no short one', async () => {
    const [{ jobTitle }, struck] = await answered('cut-field', { jobTitle: 'j0.1 of everything that is' });
    expect([jobTitle, struck]).toEqual(['j0.1 of ever', 1]);
    await expect(answered('cut-field', { jobTitle: 'short' })).resolves.toMatchObject([
      { jobTitle: 'short' },
      0,
    ]);
  });

  it.each(['microsoft.write', 'sales.write'] as const)('is no edit of a person: %s', async (on) => {
    const faults = [{ on, nth: 1, do: 'drop-field' }] as const;
    const { violation, reached } = await playPlan(
      plan({
        entities: [fromSales, fromOutlook],
        rounds: [round([], { faults }), round(), round([edit('sales', 'middleName'), edit('microsoft')])],
      }),
    );
    expect([violation, reached.get('struck drop-field')]).toEqual([null, 1]);
  });
});
