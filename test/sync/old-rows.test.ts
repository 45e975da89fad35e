import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/sync/model/change.ts';
import type { RecordId } from '../../src/sync/model/ids.ts';
import type { RemoteRecord } from '../../src/sync/model/record.ts';
import { newestPerRecord } from '../../src/sync/run/pull/outdated-rows.ts';
import { minuteMs, type Bench } from '../support/sync-bench.ts';
import { benchWith, onlyLink, outlookBorn, person, salesBorn } from '../support/sync-people.ts';

/** The item as it is now, as a row of a change query. */
function rowOf(bench: Bench, id: RecordId): Change & { readonly type: 'upserted' } {
  const item = bench.outlook.items.get(id);
  if (item === undefined) throw new Error('an item wanted');
  return { type: 'upserted', record: { ...item, marker: 'unread' } };
}

/** The next pages bring these rows after their own. */
function bring(bench: Bench, ...rows: readonly Change[]): void {
  const page = bench.outlook.page.bind(bench.outlook);
  bench.outlook.page = (cursor) => {
    const own = page(cursor);
    return { ...own, changes: [...own.changes, ...rows] };
  };
}

const titles = (bench: Bench): unknown[] =>
  [bench.outlook, bench.sales].flatMap((side) => side.live().map(({ units }) => units['jobTitle']));

describe('a row that shows what an item was', () => {
  it('[I15] behind the newer one does not take an edit away (F16)', async () => {
    const { bench, outlook } = await salesBorn();
    const old = rowOf(bench, outlook);
    bench.outlook.edit(outlook, { jobTitle: 'Engineer' });
    bring(bench, old);
    await bench.run();
    expect(titles(bench)).toEqual(['Engineer', 'Engineer']);
  });

  it('[I7] rounds later is no edit back (F15)', async () => {
    const { bench, outlook } = await salesBorn();
    const old = rowOf(bench, outlook);
    bench.outlook.edit(outlook, { jobTitle: 'Engineer' });
    await bench.run();
    const writes = bench.writeCount();
    bench.later(minuteMs);
    bring(bench, old);
    await bench.run();
    expect([titles(bench), bench.writeCount()]).toEqual([['Engineer', 'Engineer'], writes]);
  });

  it('[I5] from before it was shared, within the same tick, does not release its pair', async () => {
    const bench = benchWith({});
    const outlook = bench.outlook.add(person('Ada'));
    const old = rowOf(bench, outlook);
    bench.outlook.share(outlook, true);
    const { modifiedAtMs } = bench.outlook.item(outlook);
    await bench.run();
    bench.later(minuteMs);
    bring(bench, { ...old, record: { ...old.record, modifiedAtMs } });
    await bench.run();
    expect(await onlyLink(bench)).toMatchObject({ status: 'active', isShared: true });
    bench.outlook.edit(outlook, { jobTitle: 'Engineer' });
    await bench.run();
    expect(titles(bench)).toEqual(['Engineer', 'Engineer']);
  });

  it('[I4] behind its removal does not bring it back', async () => {
    const bench = benchWith({});
    for (const name of ['Ada', 'Grace']) bench.sales.addSelected(person(name));
    await bench.run();
    const [dead, living] = bench.outlook.live();
    if (dead === undefined || living === undefined) throw new Error('two items wanted');
    const old = rowOf(bench, dead.id);
    bench.later(minuteMs);
    bench.outlook.remove(dead.id);
    bring(bench, old);
    await bench.run();
    bench.later(minuteMs);
    await bench.run();
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([living.id]);
    expect((await bench.rows('links')).filter(({ status }) => status === 'active')).toHaveLength(1);
  });

  it('[I4] rounds after its pair was over makes nothing of a dead item', async () => {
    const { bench, outlook } = await outlookBorn({ contact: { allowDeleteInSales: true } });
    bench.outlook.add(person('Grace'), { isShared: true });
    await bench.run();
    const old = rowOf(bench, outlook);
    bench.outlook.remove(outlook);
    bench.later(minuteMs);
    await bench.run();
    bring(bench, old);
    bench.later(minuteMs);
    await bench.run({ mode: 'full' });
    expect(bench.sales.live().map(({ units }) => units['firstName'])).toEqual(['Grace']);
  });

  it('[I3] on the page behind its removal does not hide that it moved with an edit', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const old = rowOf(bench, outlook);
    bench.outlook.edit(outlook, { department: 'Engines' });
    const { units, marker } = bench.outlook.item(outlook);
    bench.outlook.remove(outlook);
    const moved = bench.outlook.add(units, { marker });
    const page = bench.outlook.page.bind(bench.outlook);
    let pages = 0;
    bench.outlook.page = (cursor) => {
      pages += 1;
      const own = page(cursor);
      return pages === 1 ? { ...own, isComplete: false } : { ...own, changes: [...own.changes, old] };
    };
    await bench.run();
    expect(pages).toBe(2);
    expect(bench.sales.value(sales, 'department')).toBe('Engines');
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: moved }, sales: { id: sales } });
  });

  it('[A6] after another device ran is no edit of an item that has moved since', async () => {
    const { bench, outlook, sales } = await salesBorn({}, person('Ada', { department: 'Looms' }));
    bench.later(5 * minuteMs);
    await bench.run();
    bench.outlook.edit(outlook, { department: 'Engines' });
    const old = rowOf(bench, outlook);
    bench.outlook.edit(outlook, { department: 'Looms' });
    const { units, marker } = bench.outlook.item(outlook);
    bench.outlook.remove(outlook);
    const moved = bench.outlook.add(units, { marker });
    bring(bench, old);
    bench.grant = { isNewStore: true, epoch: 9 };
    await bench.run();
    expect(bench.sales.value(sales, 'department')).toBe('Looms');
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: moved }, sales: { id: sales } });
  });

  it('[I1] is remembered by its natural keys while it is not known which row is the newer one', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    const id = bench.outlook.add(person('Ada'));
    const old = rowOf(bench, id);
    bench.outlook.edit(id, { jobTitle: 'Engineer' });
    bring(bench, { ...old, record: { ...old.record, modifiedAtMs: rowOf(bench, id).record.modifiedAtMs } });
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
  });
});

describe('the rows of one page', () => {
  const id = 'm1' as RecordId;
  const at = (modifiedAtMs: number, etag = 'e'): Change => ({
    type: 'upserted',
    record: { id, modifiedAtMs, etag } as RemoteRecord,
  });
  const gone: Change = { type: 'removed', id };

  it.each([
    ['the newer stamp', [at(2), at(1)], at(2), false],
    ['the newer stamp, wherever it stands', [at(1), at(2)], at(2), false],
    ['the same row twice', [at(1), at(1)], at(1), false],
    ['two removals', [gone, gone], gone, false],
    ['two versions of one stamp: the later one, to be read', [at(1, 'a'), at(1, 'b')], at(1, 'b'), true],
    ['a removal and a row: to be read', [at(1), gone], at(1), true],
    ['a row and a removal: to be read', [gone, at(1)], at(1), true],
  ] as const)('count by %s', (_, rows, change, isUnclear) => {
    expect(newestPerRecord(rows).get(id)).toEqual({ change, isUnclear });
  });
});
