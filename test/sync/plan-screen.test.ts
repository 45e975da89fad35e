import { describe, expect, it } from '@jest/globals';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import type { SavedSearchId } from '../../src/sync/model/ids.ts';
import { approvePlan } from '../../src/sync/run/deeds/approve-plan.ts';
import { minuteMs, settingsWith } from '../support/sync-bench.ts';
import { benchWith, person, salesBorn } from '../support/sync-people.ts';

const asking = { plans: 'ask' } as const;

describe('plan screen', () => {
  it('[P2] [A5] stops the first sync after planning and shows every line with its fields', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    bench.outlook.add(person('Grace'), { isShared: true });
    const report = await bench.run(asking);
    expect(report.kinds.contact?.planned).toBe(2);
    expect(bench.writeCount()).toBe(0);
    const [plan] = await bench.rows('plans');
    expect(plan).toMatchObject({ reason: 'first-sync', approved: null });
    expect(plan?.items.map(({ action, side, title }) => ({ action, side, title }))).toEqual([
      { action: 'create', side: 'microsoft', title: 'Ada Lovelace' },
      { action: 'create', side: 'sales', title: 'Grace Lovelace' },
    ]);
    expect(plan?.items[0]?.fields).toContainEqual({ unit: 'firstName', before: null, after: 'Ada' });
  });

  it('[P2] writes nothing of the kind while the plan waits, even when asked to apply', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    await bench.run(asking);
    const report = await bench.run();
    expect(report.kinds.contact?.planned).toBe(1);
    expect(bench.writeCount()).toBe(0);
  });

  it('[P2] computes the plan anew after 24 hours', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    await bench.run(asking);
    bench.later(25 * 60 * minuteMs);
    bench.sales.addSelected(person('Grace'));
    await bench.run(asking);
    const [plan] = await bench.rows('plans');
    expect(plan?.items).toHaveLength(2);
  });

  it('[P3] writes the approved lines, releases what was taken out, leaves what changed for the next run', async () => {
    const bench = benchWith({});
    const names = ['Ada', 'Grace', 'Mary'];
    const ids = names.map((name) => bench.sales.addSelected(person(name)));
    await bench.run(asking);
    const [plan] = await bench.rows('plans');
    const grace = plan?.items.find((item) => item.title === 'Grace Lovelace');
    await approvePlan(bench.ports(), 'contact', [grace?.id ?? '']);
    bench.sales.edit(ids[2] as never, { jobTitle: 'Changed' });
    bench.sales.addSelected(person('Joan'));
    await bench.run({ plans: 'ask', trigger: 'user' });
    expect(bench.outlook.live().map((item) => item.title)).toEqual(['Ada Lovelace']);
    expect(await bench.rows('plans')).toEqual([]);
    await bench.run(asking);
    expect(
      bench.outlook
        .live()
        .map((item) => item.title)
        .sort(),
    ).toEqual(['Ada Lovelace', 'Joan Lovelace', 'Mary Lovelace']);
  });

  it('[P2] asks again for a full sync only when it would change something', async () => {
    const { bench, outlook } = await salesBorn();
    await bench.run({ mode: 'full', plans: 'ask' });
    expect(await bench.rows('plans')).toEqual([]);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run({ mode: 'full', plans: 'ask' });
    expect(await bench.rows('plans')).toMatchObject([{ reason: 'full-sync' }]);
    await approvePlan(bench.ports(), 'contact', []);
    await bench.run(asking);
    expect(bench.sales.live()[0]?.units['jobTitle']).toBe('Countess');
  });

  it('[P2] shows what another search adds and releases, and does both on consent', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.settings = settingsWith({ contact: { savedSearch: 'search-2' as SavedSearchId } });
    bench.sales.search.delete(sales);
    bench.sales.addSelected(person('Grace'));
    await bench.run(asking);
    const [plan] = await bench.rows('plans');
    expect(plan?.reason).toBe('changed-search');
    expect(plan?.items.map(({ action, title }) => `${action} ${title}`)).toEqual([
      'release Ada Lovelace',
      'create Grace Lovelace',
    ]);
    await approvePlan(bench.ports(), 'contact', []);
    await bench.run(asking);
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run(asking);
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Analyst');
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[P2] [A6] applies what a person approved on a device that took over from another', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.store = createMemorySyncStore();
    bench.sales.addSelected(person('Grace'));
    expect(await bench.run(asking)).toMatchObject({ outcome: 'skipped' });
    await bench.run(asking);
    await approvePlan(bench.ports(), 'contact', []);
    expect(await bench.run(asking)).toMatchObject({ outcome: 'succeeded' });
    expect(await bench.rows('links')).toHaveLength(2);
    expect(bench.outlook.live()).toHaveLength(2);
    expect(await bench.rows('plans')).toEqual([]);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run(asking);
    expect(bench.sales.item(sales).units['jobTitle']).toBe('Countess');
  });

  it('[P1] plans the same twice', async () => {
    const bench = benchWith({});
    for (const name of ['Ada', 'Grace']) bench.sales.addSelected(person(name));
    await bench.run(asking);
    const [one] = await bench.rows('plans');
    await bench.run({ mode: 'full', plans: 'ask' });
    const [other] = await bench.rows('plans');
    expect(other?.items).toEqual(one?.items);
  });
});
