import { describe, expect, it } from '@jest/globals';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import type { Cursor } from '../../src/sync/model/ids.ts';
import { minuteMs } from '../support/sync-bench.ts';
import {
  adopted,
  benchWith,
  onlyLink,
  outlookBorn,
  person,
  runLater,
  salesBorn,
} from '../support/sync-people.ts';

describe('first meeting', () => {
  it('[A1] lets a marker decide before any natural key', async () => {
    const { bench, outlook } = await salesBorn();
    bench.outlook.edit(outlook, { email: 'another@contoso.example' });
    bench.outlook.add(person('Ada'));
    bench.store = createMemorySyncStore();
    await bench.run();
    expect((await onlyLink(bench)).microsoft?.id).toBe(outlook);
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[A1] counts a marker for the oldest item only: a copy a person made is unmarked', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const { marker } = bench.outlook.item(outlook);
    bench.later(minuteMs);
    const copy = bench.outlook.add(person('Ada'), { marker });
    await bench.run();
    bench.store = createMemorySyncStore();
    await bench.run();
    const link = await onlyLink(bench);
    expect(link).toMatchObject({ microsoft: { id: outlook }, sales: { id: sales } });
    expect(bench.outlook.item(copy).units).toEqual(person('Ada'));
  });

  it('[A2] adopts the one contact with the same e-mail instead of creating another', async () => {
    const { bench, outlook } = await adopted({ isShared: false });
    expect(bench.outlook.live()).toHaveLength(1);
    expect(await onlyLink(bench)).toMatchObject({ bornIn: 'both', microsoft: { id: outlook } });
    expect(bench.outlook.item(outlook).marker).toMatchObject({ instance: 'instance-1' });
  });

  it('[A2] adopts by full name and company where neither has an e-mail', async () => {
    const units = { firstName: 'Ada', lastName: 'Lovelace', company: 'Contoso' };
    const bench = benchWith({});
    bench.outlook.add({ ...units, company: 'CONTOSO' });
    bench.sales.addSelected(units);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
    const other = benchWith({});
    other.outlook.add({ firstName: 'Ada', lastName: 'Lovelace' });
    other.sales.addSelected({ firstName: 'Ada', lastName: 'Lovelace' });
    await other.run();
    expect(other.outlook.live()).toHaveLength(2);
  });

  it.each([
    ['two items in Outlook', 2, 1],
    ['two records in Sales', 1, 2],
  ])('[A2] waits for the person with %s of the same natural key', async (_, inOutlook, inSales) => {
    const bench = benchWith({});
    for (let item = 0; item < inOutlook; item += 1) bench.outlook.add(person('Ada'));
    for (let item = 0; item < inSales; item += 1) bench.sales.addSelected(person('Ada'));
    const report = await bench.run();
    expect(report.kinds.contact?.excluded['duplicate-natural-key']).toBe(inSales);
    expect(bench.writeCount()).toBe(0);
    expect((await bench.rows('links')).length).toBe(0);
  });

  it.each([
    ['in the search', true, 0],
    ['in no search', false, 1],
  ])('[A2] counts an item that is not shared as a namesake for a record %s', async (_, isIn, links) => {
    const bench = benchWith({});
    bench.outlook.add(person('Ada'));
    bench.outlook.add(person('Ada'), { isShared: true });
    const sales = bench.sales.add(person('Ada'));
    if (isIn) bench.sales.search.add(sales);
    await bench.run();
    expect(await bench.rows('links')).toHaveLength(links);
    expect(bench.sales.live()).toHaveLength(1);
  });

  it('[A2] goes on once the person removed the second one', async () => {
    const bench = benchWith({});
    const first = bench.outlook.add(person('Ada'));
    const second = bench.outlook.add(person('Ada'));
    bench.sales.addSelected(person('Ada'));
    await bench.run();
    bench.outlook.remove(second);
    await runLater(bench);
    expect((await onlyLink(bench)).microsoft?.id).toBe(first);
  });

  it('[A2] makes no second Sales record for an item whose natural key is linked already [D20]', async () => {
    const { bench } = await outlookBorn();
    bench.outlook.add(person('Ada', { jobTitle: 'Twin' }), { isShared: true });
    const report = await bench.run();
    expect(bench.sales.live()).toHaveLength(1);
    expect(report.kinds.contact?.excluded).toEqual({ 'duplicate-natural-key': 1 });
  });

  it('[A3] lets one-sided fields flow, contests different ones, deletes nothing', async () => {
    const { bench, outlook, sales } = await adopted({
      isShared: true,
      outlook: person('Ada', { jobTitle: 'Countess', suffix: 'I' }),
      sales: person('Ada', { jobTitle: 'Engineer', department: 'Engines' }),
    });
    const both = { jobTitle: 'Engineer', suffix: 'I', department: 'Engines' };
    expect(bench.outlook.item(outlook).units).toMatchObject(both);
    expect(bench.sales.item(sales).units).toMatchObject(both);
    expect((await bench.rows('keptValues')).map((kept) => kept.value)).toEqual(['Countess']);
  });

  it('[A3] takes values from Sales only until the owner shares the item', async () => {
    const { bench, outlook, sales } = await adopted({
      isShared: false,
      outlook: person('Ada', { suffix: 'I' }),
      sales: person('Ada', { department: 'Engines' }),
    });
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'department')).toBe('Engines');
    expect(bench.sales.item(sales).units).toEqual(person('Ada', { department: 'Engines' }));
    bench.outlook.share(outlook, true);
    await bench.run();
    expect(bench.sales.item(sales).units).toMatchObject({ suffix: 'I', jobTitle: 'Countess' });
  });

  it('[A6] after lost state writes nothing for pairs that nobody touched', async () => {
    const { bench } = await salesBorn();
    bench.store = createMemorySyncStore();
    const writes = bench.writeCount();
    const report = await bench.run();
    expect(bench.writeCount()).toBe(writes);
    expect(report.kinds.contact?.inSync).toBe(1);
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[A1] [I20] does not write a mark again that the listing of a round has shown', async () => {
    const bench = benchWith({});
    bench.outlook.add(person('Ada'), { isShared: true });
    bench.sales.add(person('Ada'));
    await bench.run();
    expect((await onlyLink(bench)).bornIn).toBe('both');
    bench.store = createMemorySyncStore();
    const writes = bench.writeCount();
    await bench.run();
    expect((await onlyLink(bench)).bornIn).toBe('both');
    expect(bench.writeCount()).toBe(writes);
  });

  it('[A6] counts a side as updated that was modified after the last run that succeeded', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    bench.later(5 * minuteMs);
    bench.store = createMemorySyncStore();
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
    bench.later(5 * minuteMs);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.outlook.share(outlook, true);
    bench.store = createMemorySyncStore();
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it('[A6] contests a pair that both sides touched', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    bench.store = createMemorySyncStore();
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
    expect((await bench.rows('keptValues')).map((kept) => kept.value)).toEqual(['Countess']);
  });

  it('[A6] finds a pair born in Outlook again by the key on its Sales record', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    bench.later(5 * minuteMs);
    await bench.run();
    bench.later(5 * minuteMs);
    bench.outlook.edit(outlook, { email: 'new@contoso.example' });
    bench.store = createMemorySyncStore();
    await bench.run();
    expect(await onlyLink(bench)).toMatchObject({ bornIn: 'microsoft', sales: { id: sales } });
    expect(bench.sales.live()).toHaveLength(1);
    expect(bench.sales.value(sales, 'email')).toBe('new@contoso.example');
  });

  it('[A6] [I13] makes no second record under the key of one that another item has by now', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    bench.sales.search.add(sales);
    bench.outlook.edit(outlook, { email: 'new@contoso.example' });
    bench.store = createMemorySyncStore();
    const page = bench.outlook.page.bind(bench.outlook);
    const next = `delta|${String(bench.outlook.generation)}|0` as Cursor;
    bench.outlook.page = () => ({ changes: [], next, isComplete: true });
    await bench.run();
    bench.outlook.page = page;
    bench.later(minuteMs);
    const report = await bench.run();
    expect((await onlyLink(bench)).sales?.id).toBe(sales);
    expect(bench.sales.live()).toHaveLength(1);
    expect(report.kinds.contact?.excluded).toEqual({ 'duplicate-natural-key': 1 });
  });

  it('[A6] [I31] forgets the refusal of a create when its record is adopted after all', async () => {
    const { bench, outlook } = await adopted({ isShared: true });
    bench.outlook.edit(outlook, { email: 'new@contoso.example' });
    bench.store = createMemorySyncStore();
    const read = bench.sales.read.bind(bench.sales);
    const write = bench.sales.write.bind(bench.sales);
    bench.sales.read = (refs) => refs.map(({ id }) => ({ id, result: 'missing' }));
    const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
    bench.sales.write = (writes) => writes.map(({ intentId }) => ({ intentId, result: 'rejected', refusal }));
    await bench.run();
    expect(await bench.rows('failures')).toHaveLength(1);
    bench.sales.read = read;
    bench.sales.write = write;
    await runLater(bench);
    expect((await onlyLink(bench)).microsoft?.id).toBe(outlook);
    expect(await bench.rows('failures')).toEqual([]);
  });

  it('[A6] [D11] does not resurrect what the person removed, after lost state', async () => {
    const { bench, outlook } = await salesBorn();
    bench.outlook.remove(outlook);
    await bench.run();
    bench.store = createMemorySyncStore();
    const report = await bench.run();
    expect(bench.outlook.live()).toEqual([]);
    expect(report.kinds.contact?.excluded).toEqual({ 'removed-by-you': 1 });
  });

  it('[A6] after another store ran keeps links, trusts no base, deletes nothing', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const mine = bench.store;
    bench.store = createMemorySyncStore();
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    bench.later(5 * minuteMs);
    await bench.run();
    bench.later(5 * minuteMs);
    bench.outlook.edit(outlook, { jobTitle: 'Analyst' });
    bench.store = mine;
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Analyst');
    expect(bench.outlook.live()).toHaveLength(1);
    const writes = bench.writeCount();
    await bench.run();
    expect(bench.writeCount()).toBe(writes);
  });

  it('[A6] deletes nothing in the round after another store ran', async () => {
    const { bench, sales } = await salesBorn();
    const mine = bench.store;
    bench.store = createMemorySyncStore();
    await bench.run();
    bench.sales.deactivate(sales);
    bench.store = mine;
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[A6] still knows after lost state whose copy an Outlook item is [D11]', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const ours = bench.outlook.add(person('Grace'));
    bench.sales.addSelected(person('Grace'));
    await bench.run({ trigger: 'user' });
    await bench.run();
    bench.store = createMemorySyncStore();
    await bench.run();
    const links = await bench.rows('links');
    expect(links.find((link) => link.microsoft?.id === outlook)?.bornIn).toBe('sales');
    expect(links.find((link) => link.microsoft?.id === ours)?.bornIn).toBe('both');
    bench.later(minuteMs);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it('[A2] lets a new record of the search adopt the item whose record died', async () => {
    const { bench, outlook, sales } = await adopted({ isShared: false });
    bench.sales.deactivate(sales);
    const next = bench.sales.addSelected(person('Ada'));
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([outlook]);
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: outlook }, sales: { id: next } });
  });
});
