import { describe, expect, it } from '@jest/globals';
import type { Cursor, InstanceId } from '../../src/sync/model/ids.ts';
import type { RecordId } from '../../src/sync/model/ids.ts';
import { bringBack } from '../../src/sync/run/deeds/bring-back.ts';
import { decideHeldDeletes } from '../../src/sync/run/deeds/decide-held-deletes.ts';
import { minuteMs, type Bench } from '../support/sync-bench.ts';
import { benchWith, onlyLink, outlookBorn, person, runLater, salesBorn } from '../support/sync-people.ts';

const many = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `P${String(index)}`);

async function manyPairs(
  count: number,
): Promise<{ readonly bench: Bench; readonly ids: readonly RecordId[] }> {
  const bench = benchWith({});
  const ids = many(count).map((name) => bench.sales.addSelected(person(name)));
  await bench.run();
  bench.later(minuteMs);
  return { bench, ids };
}

describe('guards', () => {
  it('[G1] lets up to ten deletes through and holds the eleventh with all others', async () => {
    const { bench, ids } = await manyPairs(40);
    for (const id of ids.slice(0, 10)) bench.sales.deactivate(id);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(30);
    bench.sales.deactivate(ids[10] as RecordId);
    bench.sales.edit(ids[20] as RecordId, { jobTitle: 'Flows on' });
    const report = await bench.run();
    expect(report.holds).toBe(1);
    expect(bench.outlook.live()).toHaveLength(30);
    expect(bench.outlook.live().some((item) => item.units['jobTitle'] === 'Flows on')).toBe(true);
    expect(report.kinds.contact?.excluded).toEqual({ 'held-by-guard': 1 });
  });

  it('[G1] [I25] holds stay over restarts, cost nothing, and a decision covers exactly what was shown', async () => {
    const { bench, ids } = await manyPairs(30);
    for (const id of ids.slice(0, 12)) bench.sales.deactivate(id);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(30);
    const before = await bench.state();
    await bench.run();
    expect(await bench.state()).toBe(before);
    const [held] = await bench.rows('heldDeletes');
    if (held === undefined) throw new Error('nothing held');
    expect(held.keys).toHaveLength(12);
    const ports = bench.ports();
    expect(
      await decideHeldDeletes(ports, { id: held.id, shown: held.keys.slice(1), decision: 'apply' }),
    ).toBe(false);
    expect(await decideHeldDeletes(ports, { id: held.id, shown: held.keys, decision: 'apply' })).toBe(true);
    bench.sales.deactivate(ids[12] as RecordId);
    const report = await bench.run();
    expect(bench.outlook.live()).toHaveLength(18);
    expect(report.holds).toBe(1);
  });

  it('[G1] keeps both copies when a person says so', async () => {
    const { bench, ids } = await manyPairs(30);
    for (const id of ids.slice(0, 12)) bench.sales.deactivate(id);
    await bench.run();
    const [held] = await bench.rows('heldDeletes');
    if (held === undefined) throw new Error('nothing held');
    await decideHeldDeletes(bench.ports(), { id: held.id, shown: held.keys, decision: 'keep' });
    const report = await bench.run();
    expect(bench.outlook.live()).toHaveLength(30);
    expect(report.holds).toBe(0);
    expect(report.kinds.contact?.excluded).toEqual({ released: 12 });
  });

  it.each(['apply', 'keep'] as const)(
    '[I31] holds no refusal against a pair whose delete waits, nor once it is decided (%s)',
    async (decision) => {
      const { bench, outlook, sales } = await salesBorn({
        safety: { deleteCount: 0, deleteShare: 0, firstSyncNeedsPlan: false },
      });
      const item = bench.outlook.item(outlook);
      bench.sales.edit(sales, { jobTitle: 'Countess' });
      bench.outlook.remove(outlook);
      const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
      bench.outlook.script = ({ intentId }) => ({ intentId, result: 'rejected', refusal });
      await bench.run();
      expect(await bench.rows('failures')).toHaveLength(1);
      bench.outlook.script = () => null;
      bench.outlook.items.set(outlook, item);
      bench.outlook.bump(outlook);
      bench.sales.deactivate(sales);
      await runLater(bench);
      const [held] = await bench.rows('heldDeletes');
      expect(held?.keys).toHaveLength(1);
      expect(await bench.rows('failures')).toEqual([]);
      await decideHeldDeletes(bench.ports(), { id: held?.id ?? '', shown: held?.keys ?? [], decision });
      await runLater(bench);
      expect(await bench.rows('failures')).toEqual([]);
      expect(bench.outlook.live()).toHaveLength(decision === 'keep' ? 1 : 0);
    },
  );

  it('[G2] deletes nothing in a run whose feed never ended', async () => {
    const bench = benchWith({ contact: { allowDeleteInSales: true } });
    const [gone] = many(2).map((name) => bench.outlook.add(person(name), { isShared: true }));
    if (gone === undefined) throw new Error('nobody added');
    await bench.run();
    bench.later(minuteMs);
    bench.outlook.remove(gone);
    const page = bench.outlook.page.bind(bench.outlook);
    let pages = 0;
    bench.outlook.page = () => {
      pages += 1;
      return {
        changes: [{ type: 'removed', id: gone }],
        next: `again-${String(pages)}` as Cursor,
        isComplete: false,
      };
    };
    await bench.run();
    expect(bench.sales.live()).toHaveLength(2);
    bench.outlook.page = page;
    await bench.run();
    expect(bench.sales.live()).toHaveLength(1);
  });

  it('[G2] believes no removal that a read contradicts', async () => {
    const { bench, outlook } = await salesBorn();
    const item = bench.outlook.item(outlook);
    bench.outlook.remove(outlook);
    bench.outlook.items.set(outlook, item);
    const page = bench.outlook.page.bind(bench.outlook);
    bench.outlook.page = (cursor) => {
      const { next } = page(cursor);
      return { changes: [{ type: 'removed', id: outlook }], next, isComplete: true };
    };
    const writes = bench.writeCount();
    await bench.run();
    expect((await onlyLink(bench)).status).toBe('active');
    expect(bench.writeCount()).toBe(writes);
  });

  it('[G2] believes no single missed sweep', async () => {
    const { bench, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    await bench.run({ trigger: 'user' });
    bench.sales.hidden.add(sales);
    await runLater(bench);
    bench.sales.hidden.clear();
    await runLater(bench);
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[G2] takes a Sales record that one read cannot find for hidden, not for deleted', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const item = bench.sales.item(sales);
    bench.sales.items.delete(sales);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    expect(await bench.rows('conflicts')).toEqual([]);
    expect((await onlyLink(bench)).status).toBe('active');
    bench.sales.items.set(sales, item);
    await runLater(bench);
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it.each([
    ['its search lists', salesBorn],
    ['a search by name finds', outlookBorn],
  ])('[G2] does not believe that a record is gone which %s', async (_, pairOf) => {
    const { bench } = await pairOf();
    const remote = bench.sales.remote.bind(bench.sales);
    bench.sales.remote = () => ({ ...remote(), sweep: () => Promise.resolve([]) });
    bench.sales.read = (refs) => refs.map(({ id }) => ({ id, result: 'missing' }));
    for (let sweep = 0; sweep < 3; sweep += 1) await runLater(bench);
    expect(await onlyLink(bench)).toMatchObject({ status: 'active' });
    expect(await bench.rows('heldDeletes')).toEqual([]);
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[G2] takes a hold back when a sweep lists the record again', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const read = bench.sales.read.bind(bench.sales);
    bench.sales.hidden.add(sales);
    bench.sales.read = (refs) => refs.map(({ id }) => ({ id, result: 'missing' }));
    await runLater(bench);
    await runLater(bench);
    expect(await bench.rows('heldDeletes')).toMatchObject([{ id: 'contact:microsoft', decision: null }]);
    bench.sales.hidden.delete(sales);
    bench.sales.read = read;
    await runLater(bench);
    expect(await bench.rows('heldDeletes')).toEqual([]);
    expect(await bench.rows('inbox')).toEqual([]);
    expect(await onlyLink(bench)).toMatchObject({ status: 'active', microsoft: { id: outlook } });
  });

  it('[G3] stops at an item stamped by another installation', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    bench.outlook.add(person('Ada'), {
      marker: { key: 'k' as never, instance: 'instance-2' as InstanceId },
    });
    const report = await bench.run();
    expect(report).toMatchObject({ outcome: 'failed', cause: 'foreign-stamp' });
    expect(bench.writeCount()).toBe(0);
  });

  it('[G3] refuses a database of another mailbox', async () => {
    const { bench } = await salesBorn();
    await bench.store.commit(null, [
      {
        table: 'meta',
        put: [
          {
            name: 'binding',
            value: {
              instance: 'instance-1' as InstanceId,
              owner: 'tenant|somebody else',
              salesUser: 'rep',
              digestKey: '',
              boundAtMs: 0,
            },
          },
        ],
      },
    ]);
    expect(await bench.run()).toMatchObject({ outcome: 'failed', cause: 'wrong-mailbox' });
  });

  it('[G4] deletes nothing while a sentinel cannot be read', async () => {
    const { bench, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    await bench.run({ trigger: 'user' });
    bench.sales.deactivate(sales);
    bench.outlook.isSentinelDown = true;
    const report = await bench.run();
    expect(report).toMatchObject({ outcome: 'partly-failed', cause: 'microsoft-unreachable' });
    expect(bench.outlook.live()).toHaveLength(2);
    bench.outlook.isSentinelDown = false;
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[G7] quarantines a record that goes back and forth, until a person brings it back', async () => {
    const { bench, outlook, sales } = await salesBorn();
    for (let turn = 0; turn < 6; turn += 1) {
      bench.later(61 * minuteMs);
      bench.sales.edit(sales, { jobTitle: turn % 2 === 0 ? 'Ping' : 'Pong' });
      await bench.run();
    }
    const link = await onlyLink(bench);
    expect(link.status).toBe('quarantined');
    expect((await bench.rows('failures')).map((row) => row.cause)).toEqual(['loop-quarantined']);
    bench.sales.edit(sales, { jobTitle: 'Quiet' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).not.toBe('Quiet');
    await bringBack(bench.ports(), link.key);
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Quiet');
    expect(await bench.rows('failures')).toEqual([]);
  });

  it('[G7] quarantines the eleventh write within an hour', async () => {
    const { bench, sales } = await salesBorn();
    for (let turn = 0; turn < 11; turn += 1) {
      bench.sales.edit(sales, { jobTitle: `Title ${String(turn)}` });
      await bench.run();
    }
    expect((await onlyLink(bench)).status).toBe('quarantined');
    expect(bench.outlook.live()[0]?.units['jobTitle']).toBe('Title 9');
  });
});
