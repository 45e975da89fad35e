// Every scenario is run once without a fault to count its steps, then once per step and fault: killed before the I/O, killed
// after it, or its answer lost. Whatever happens, exactly one counterpart, no lost edit, and silence in the end.

import { describe, expect, it } from '@jest/globals';
import type { Units } from '../../src/sync/model/record.ts';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { answerAll } from '../support/sync-people.ts';
import { Bench, minuteMs, settingsWith } from '../support/sync-bench.ts';
import { Crash, type Fault, type FaultKind } from '../support/sync-world.ts';

const faultKinds: readonly FaultKind[] = ['crash-before', 'crash-after', 'response-lost'];

interface Scenario {
  readonly name: string;
  readonly prepare: (bench: Bench) => Promise<void>;
  /** the end every schedule must reach: canonical content of both sides */
  readonly outlook: readonly Units[];
  readonly sales: readonly Units[];
}

const names = ['Ada', 'Grace', 'Mary', 'Joan', 'Hedy'];
const person = (firstName: string, more: Units = {}): Units => ({
  firstName,
  lastName: 'Lovelace',
  email: `${firstName.toLowerCase()}@contoso.example`,
  jobTitle: 'Analyst',
  ...more,
});

/** One pair in step, then edits. */
function afterFirstSync(edit: (bench: Bench, ids: Ids) => void | Promise<void>): Scenario['prepare'] {
  return async (bench) => {
    const sales = bench.sales.addSelected(person('Ada'));
    await bench.run();
    const outlook = bench.outlook.live().find((item) => item.units['firstName'] === 'Ada')?.id;
    if (outlook === undefined) throw new Error('nothing arrived');
    bench.later(minuteMs);
    await edit(bench, { outlook, sales });
    bench.later(minuteMs);
  };
}
type Ids = {
  readonly outlook: ReturnType<Bench['sales']['add']>;
  readonly sales: ReturnType<Bench['sales']['add']>;
};

const scenarios: readonly Scenario[] = [
  {
    name: '[C2] first sync of 5 contacts',
    prepare: (bench) => {
      for (const name of names) bench.sales.addSelected(person(name));
      return Promise.resolve();
    },
    outlook: names.map((name) => person(name)),
    sales: names.map((name) => person(name)),
  },
  {
    name: '[A2] first sync that adopts what is there',
    prepare: (bench) => {
      bench.sales.addSelected(person('Ada', { department: 'Engines' }));
      bench.outlook.add(person('Ada', { jobTitle: 'Countess' }), { isShared: true });
      return Promise.resolve();
    },
    outlook: [person('Ada', { department: 'Engines' })],
    sales: [person('Ada', { department: 'Engines' })],
  },
  {
    name: '[C1] a contact shared in Outlook',
    prepare: (bench) => {
      bench.outlook.add(person('Ada'), { isShared: true });
      return Promise.resolve();
    },
    outlook: [person('Ada')],
    sales: [person('Ada')],
  },
  {
    name: '[D5] edits of different fields on both sides',
    prepare: afterFirstSync((bench, ids) => {
      bench.outlook.edit(ids.outlook, { jobTitle: 'Countess' });
      bench.sales.edit(ids.sales, { department: 'Engines' });
    }),
    outlook: [person('Ada', { jobTitle: 'Countess', department: 'Engines' })],
    sales: [person('Ada', { jobTitle: 'Countess', department: 'Engines' })],
  },
  {
    name: '[D13] a contested field that Sales wins',
    prepare: afterFirstSync((bench, ids) => {
      bench.outlook.edit(ids.outlook, { jobTitle: 'Countess' });
      bench.sales.edit(ids.sales, { jobTitle: 'Engineer' });
    }),
    outlook: [person('Ada', { jobTitle: 'Engineer' })],
    sales: [person('Ada', { jobTitle: 'Engineer' })],
  },
  {
    name: '[D13] a contested field that Outlook wins',
    prepare: (bench) => {
      bench.settings = settingsWith({ contact: { policy: 'outlook-wins' } });
      return afterFirstSync((world, ids) => {
        world.outlook.edit(ids.outlook, { jobTitle: 'Countess' });
        world.sales.edit(ids.sales, { jobTitle: 'Engineer', department: 'Engines' });
      })(bench);
    },
    outlook: [person('Ada', { jobTitle: 'Countess', department: 'Engines' })],
    sales: [person('Ada', { jobTitle: 'Countess', department: 'Engines' })],
  },
  {
    name: '[D3] a Sales record made inactive',
    prepare: (bench) => {
      bench.sales.addSelected(person('Grace'));
      return afterFirstSync((world, ids) => {
        world.sales.deactivate(ids.sales);
      })(bench);
    },
    outlook: [person('Grace')],
    sales: [person('Grace')],
  },
  {
    name: '[D8] deleted in Outlook, edited in Sales',
    prepare: afterFirstSync((bench, ids) => {
      bench.outlook.remove(ids.outlook);
      bench.sales.edit(ids.sales, { jobTitle: 'Engineer' });
    }),
    outlook: [person('Ada', { jobTitle: 'Engineer' })],
    sales: [person('Ada', { jobTitle: 'Engineer' })],
  },
  {
    name: '[D7] deleted in Outlook where it was born',
    prepare: async (bench) => {
      const id = bench.outlook.add(person('Ada'), { isShared: true });
      bench.outlook.add(person('Grace'));
      await bench.run();
      bench.later(minuteMs);
      bench.outlook.remove(id);
    },
    outlook: [person('Grace')],
    sales: [],
  },
  {
    name: '[D16] an answer to a question, beside another edit',
    prepare: (bench) => {
      bench.settings = settingsWith({ contact: { policy: 'ask-user' } });
      return afterFirstSync(async (world, ids) => {
        world.outlook.edit(ids.outlook, { jobTitle: 'Countess' });
        world.sales.edit(ids.sales, { jobTitle: 'Engineer' });
        await world.run();
        await answerAll(world, 'microsoft');
        world.sales.edit(ids.sales, { department: 'Engines' });
      })(bench);
    },
    outlook: [person('Ada', { jobTitle: 'Countess', department: 'Engines' })],
    sales: [person('Ada', { jobTitle: 'Countess', department: 'Engines' })],
  },
  {
    name: '[A6] the turn of another device',
    prepare: afterFirstSync(async (bench, ids) => {
      bench.later(5 * minuteMs);
      await bench.run();
      bench.later(5 * minuteMs);
      bench.useStore(createMemorySyncStore());
      bench.outlook.edit(ids.outlook, { jobTitle: 'Countess' });
      bench.sales.addSelected(person('Grace'));
    }),
    outlook: [person('Ada', { jobTitle: 'Countess' }), person('Grace')],
    sales: [person('Ada', { jobTitle: 'Countess' }), person('Grace')],
  },
  {
    name: '[I24] a dead cursor, with an edit and a delete behind it',
    prepare: async (bench) => {
      bench.sales.addSelected(person('Grace'));
      bench.sales.addSelected(person('Mary'));
      await afterFirstSync((world, ids) => {
        world.outlook.edit(ids.outlook, { jobTitle: 'Countess' });
        const mary = world.outlook.live().find((item) => item.units['firstName'] === 'Mary');
        if (mary !== undefined) world.outlook.items.delete(mary.id);
        world.outlook.expireCursors();
      })(bench);
    },
    outlook: [person('Ada', { jobTitle: 'Countess' }), person('Grace')],
    sales: [person('Ada', { jobTitle: 'Countess' }), person('Grace'), person('Mary')],
  },
  {
    name: '[D11] deleted in Outlook',
    prepare: afterFirstSync((bench, ids) => {
      bench.outlook.remove(ids.outlook);
    }),
    outlook: [],
    sales: [person('Ada')],
  },
];

async function settle(bench: Bench): Promise<void> {
  for (let cycle = 0; cycle < 4; cycle += 1) {
    bench.later(2 * minuteMs);
    await bench.run();
  }
}

async function check(bench: Bench, scenario: Scenario): Promise<void> {
  const sorted = (items: readonly { readonly units: Units }[]): readonly string[] =>
    items.map(({ units }) => JSON.stringify(Object.entries(units).sort())).sort();
  expect(sorted(bench.outlook.live())).toEqual(sorted(scenario.outlook.map((units) => ({ units }))));
  expect(sorted(bench.sales.live())).toEqual(sorted(scenario.sales.map((units) => ({ units }))));
  expect(await bench.rows('intents')).toEqual([]);
  const state = await bench.state();
  const writes = bench.writeCount();
  const report = await bench.run();
  expect(report.outcome).toBe('succeeded');
  expect(bench.writeCount()).toBe(writes);
  expect(await bench.state()).toBe(state);
}

async function countSteps(scenario: Scenario): Promise<number> {
  const bench = new Bench();
  await scenario.prepare(bench);
  bench.world.injectFault(null);
  await bench.run();
  const { steps } = bench.world;
  await settle(bench);
  await check(bench, scenario);
  return steps;
}

async function runWith(scenario: Scenario, fault: Fault): Promise<void> {
  const bench = new Bench();
  await scenario.prepare(bench);
  bench.world.injectFault(fault);
  try {
    await bench.run();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  bench.world.revive();
  await settle(bench);
  await check(bench, scenario);
}

describe('crash points', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '[I17] %s ends the same from every crash point',
    async (_, scenario) => {
      const steps = await countSteps(scenario);
      expect(steps).toBeGreaterThan(5);
      for (let step = 1; step <= steps; step += 1) {
        for (const kind of faultKinds) {
          try {
            await runWith(scenario, { step, kind });
          } catch (error) {
            throw new Error(`step ${String(step)} of ${String(steps)}, ${kind}`, { cause: error });
          }
        }
      }
    },
    120_000,
  );
});
