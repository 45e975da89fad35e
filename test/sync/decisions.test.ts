import { describe, expect, it } from '@jest/globals';
import { minuteMs, settingsWith } from '../support/sync-bench.ts';
import { adopted, onlyLink, outlookBorn, person, runLater, salesBorn } from '../support/sync-people.ts';

describe('decisions for a linked pair', () => {
  it('[D1] does nothing for a pair that nobody touched', async () => {
    const { bench } = await salesBorn();
    const writes = bench.writeCount();
    await runLater(bench);
    expect(bench.writeCount()).toBe(writes);
  });

  it('[D3] deletes the Outlook copy of a record born in Sales that became inactive', async () => {
    const { bench, sales } = await salesBorn();
    bench.sales.deactivate(sales);
    await bench.run();
    expect(bench.outlook.live()).toEqual([]);
  });

  it('[D3] [G2] deletes it after two sweeps when the record vanished without a trace', async () => {
    const { bench, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    await bench.run({ trigger: 'user' });
    bench.sales.remove(sales);
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
    await runLater(bench);
    expect(bench.outlook.live().map((item) => item.title)).toEqual(['Grace Lovelace']);
  });

  it('[D7] deletes in Sales only a record born in Outlook', async () => {
    const { bench, outlook } = await outlookBorn();
    bench.outlook.add(person('Grace'));
    await bench.run();
    bench.outlook.remove(outlook);
    await bench.run();
    expect(bench.sales.live()).toEqual([]);
  });

  it('[D7] [D11] releases instead while deleting in Sales is not allowed', async () => {
    const { bench, outlook } = await outlookBorn({ contact: { allowDeleteInSales: false } });
    bench.outlook.remove(outlook);
    await bench.run();
    expect(bench.sales.live()).toHaveLength(1);
    expect((await onlyLink(bench)).releasedBecause).toBe('delete-not-allowed');
  });

  it('[D8] recreates in Outlook what was edited in Sales meanwhile', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.remove(outlook);
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    expect(bench.outlook.live().map((item) => item.units['jobTitle'])).toEqual(['Engineer']);
  });

  it('[D9] forgets a pair of which both records are gone, but keeps its key', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.remove(outlook);
    bench.sales.deactivate(sales);
    await bench.run();
    expect((await bench.rows('links')).map((link) => link.status)).toEqual(['tombstone']);
  });

  it('[D10] takes a new etag with equal content for no update', async () => {
    const { bench, outlook } = await salesBorn();
    const writes = bench.writeCount();
    bench.outlook.bump(outlook);
    const report = await bench.run();
    expect(bench.writeCount()).toBe(writes);
    expect(report.requests).toEqual({ microsoft: 1, sales: 1 });
  });

  it('[D11] keeps an item born in Outlook when Sales deletes, and takes the category off', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    bench.sales.deactivate(sales);
    await bench.run();
    expect(bench.outlook.item(outlook).isShared).toBe(false);
    expect(await onlyLink(bench)).toMatchObject({ status: 'released', isShared: false });
    bench.outlook.share(outlook, true);
    await bench.run();
    expect(bench.sales.live()).toHaveLength(1);
  });

  it('[D11] never deletes a copy of an adopted pair because of the other', async () => {
    const one = await adopted({ isShared: true });
    one.bench.sales.deactivate(one.sales);
    await one.bench.run();
    expect(one.bench.outlook.live()).toHaveLength(1);
    const other = await adopted({ isShared: true });
    other.bench.outlook.remove(other.outlook);
    await other.bench.run();
    expect(other.bench.sales.live()).toHaveLength(1);
  });

  it('[D13] lets the later edit win by the servers own times, and Sales in a tie', async () => {
    const { bench, outlook, sales } = await salesBorn({ contact: { policy: 'latest-wins' } });
    bench.sales.edit(sales, { jobTitle: 'Sales' });
    bench.later(3_000);
    bench.outlook.edit(outlook, { jobTitle: 'Outlook' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Outlook');
    bench.later(minuteMs);
    bench.sales.edit(sales, { jobTitle: 'Sales again' });
    bench.later(1_500);
    bench.outlook.edit(outlook, { jobTitle: 'Outlook again' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Sales again');
  });

  it('[D12] contests the whole record where the organisation wants that', async () => {
    const { bench, outlook, sales } = await salesBorn({ mergeUnit: 'record' });
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { department: 'Engines' });
    await bench.run();
    expect(bench.outlook.item(outlook).units).toMatchObject({ jobTitle: 'Analyst', department: 'Engines' });
  });

  it('[D14] clears a field that was cleared, unless blank never overwrites it', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: null });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBeNull();
    bench.settings = settingsWith({ contact: { blankNeverOverwrites: ['email'] } });
    bench.sales.edit(sales, { email: null });
    await bench.run();
    expect(bench.outlook.value(outlook, 'email')).toBe('ada@contoso.example');
  });

  it('[D19] never lets a cut text replace the long one behind it', async () => {
    const { bench, outlook, sales } = await outlookBorn({ contact: { policy: 'outlook-wins' } });
    const long = 'Director of analytical engines';
    bench.outlook.edit(outlook, { jobTitle: long });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe(long.slice(0, 20).trim());
    const writes = bench.writeCount();
    await bench.run();
    expect(bench.writeCount()).toBe(writes);
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe(long);
    expect((await bench.rows('keptValues')).map((kept) => kept.value)).toEqual(['Director']);
  });

  it('[D12] takes a pair that both sides changed alike for agreed, without a write', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { jobTitle: ' Countess ' });
    const writes = bench.writeCount();
    await bench.run();
    expect(bench.writeCount()).toBe(writes);
  });
});
