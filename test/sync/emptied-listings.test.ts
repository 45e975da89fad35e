// The guard and listings that became empty (G1): what a side is known to hold when deletes are judged.

import { describe, expect, it } from '@jest/globals';
import type { RecordId } from '../../src/sync/model/ids.ts';
import { minuteMs } from '../support/sync-bench.ts';
import { benchWith, outlookBorn, person, runLater } from '../support/sync-people.ts';

describe('listings that became empty', () => {
  it('[G1] holds the deletes of a mailbox that became empty', async () => {
    const bench = benchWith({});
    for (const name of ['P0', 'P1', 'P2']) bench.outlook.add(person(name), { isShared: true });
    await bench.run();
    for (const item of bench.outlook.live()) bench.outlook.remove(item.id);
    const report = await bench.run();
    expect(report.holds).toBe(3);
    expect(bench.sales.live()).toHaveLength(3);
  });

  it('[G1] remembers that a mailbox became empty until the deletes were judged', async () => {
    const { bench, outlook } = await outlookBorn({ contact: { allowDeleteInSales: true } });
    const read = bench.sales.read.bind(bench.sales);
    bench.sales.read = (refs) => refs.map(({ id }) => ({ id, result: 'missing' }));
    bench.outlook.remove(outlook);
    await bench.run();
    bench.sales.read = read;
    bench.later(5 * minuteMs);
    const report = await bench.run();
    expect(report.holds).toBe(1);
    expect(bench.sales.live()).toHaveLength(1);
  });

  it('[G1] holds the deletes of a run whose sweep of Sales lists nothing', async () => {
    const bench = benchWith({});
    const ids = ['P0', 'P1'].map((name) => bench.sales.addSelected(person(name)));
    await bench.run();
    bench.later(minuteMs);
    await runLater(bench);
    bench.sales.deactivate(bench.sales.live()[0]?.id as RecordId);
    for (const id of ids) bench.sales.hidden.add(id);
    const report = await runLater(bench);
    expect(report.holds).toBe(1);
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[G1] does not count a record that a question is about among those that are there', async () => {
    const bench = benchWith({ contact: { policy: 'ask-user', allowDeleteInSales: true } });
    const edited = bench.sales.addSelected(person('Ada'));
    bench.outlook.add(person('Grace'), { isShared: true });
    await bench.run();
    bench.later(minuteMs);
    bench.sales.edit(edited, { jobTitle: 'Countess' });
    for (const item of bench.outlook.live()) bench.outlook.remove(item.id);
    const report = await bench.run();
    expect(await bench.rows('conflicts')).toMatchObject([{ question: 'deleted-in-microsoft' }]);
    expect(report.holds).toBe(1);
    expect(bench.sales.live()).toHaveLength(2);
  });

  it('[G1] counts what the engine made among the items that a full round does not find', async () => {
    const { bench, outlook, sales } = await outlookBorn({ contact: { allowDeleteInSales: true } });
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    bench.outlook.remove(outlook);
    await bench.run();
    const [made] = bench.outlook.live();
    if (made === undefined) throw new Error('not made again');
    bench.later(minuteMs);
    bench.outlook.remove(made.id);
    bench.outlook.expireCursors();
    const report = await bench.run();
    expect(report.holds).toBe(1);
    expect(bench.sales.live()).toHaveLength(1);
  });

  it('[G1] counts a death that was found before any feed told of it', async () => {
    const bench = benchWith({ contact: { allowDeleteInSales: true } });
    const [first, second] = ['Ada', 'Grace'].map((name) =>
      bench.outlook.add(person(name), { isShared: true }),
    );
    if (first === undefined || second === undefined) throw new Error('nobody there');
    await bench.run();
    bench.later(minuteMs);
    const sales = bench.sales.live().find(({ units }) => units['firstName'] === 'Grace');
    if (sales === undefined) throw new Error('not made');
    bench.sales.edit(sales.id, { jobTitle: 'Admiral' });
    bench.world.onStep((name) => {
      if (name === 'microsoft.write' && bench.outlook.live().length === 2) bench.outlook.remove(second);
    });
    await bench.run();
    bench.world.onStep(null);
    bench.later(minuteMs);
    bench.sales.deactivate(sales.id);
    bench.outlook.remove(first);
    const report = await bench.run();
    expect(bench.outlook.live()).toEqual([]);
    expect(report.holds).toBe(1);
    expect(bench.sales.live()).toHaveLength(1);
  });

  it('[G1] [I25] lets an item go from the hold that is out of Deleted Items again', async () => {
    const { bench, outlook, sales } = await outlookBorn({ contact: { allowDeleteInSales: true } });
    bench.outlook.item(outlook).isDeleted = true;
    bench.outlook.bump(outlook);
    await bench.run();
    expect(await bench.rows('heldDeletes')).toHaveLength(1);
    bench.later(minuteMs);
    bench.outlook.item(outlook).isDeleted = false;
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    expect(await bench.rows('heldDeletes')).toEqual([]);
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it('[G1] does not count an item that died and could not be made again', async () => {
    const bench = benchWith({ contact: { allowDeleteInSales: true } });
    const sales = bench.sales.addSelected(person('Ada'));
    const other = bench.outlook.add(person('Grace'), { isShared: true });
    await bench.run();
    bench.later(minuteMs);
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    for (const { id } of bench.outlook.live()) if (id !== other) bench.outlook.remove(id);
    bench.outlook.script = ({ intentId }) => ({
      intentId,
      result: 'rejected',
      refusal: { cause: 'field-rejected', attribute: null, status: 400, requestId: null },
    });
    await bench.run();
    bench.outlook.remove(other);
    const report = await bench.run();
    expect(bench.outlook.live()).toEqual([]);
    expect(report.holds).toBe(1);
    expect(bench.sales.live()).toHaveLength(2);
  });
});
