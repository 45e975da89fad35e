import { describe, expect, it } from '@jest/globals';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import type { RecordId } from '../../src/sync/model/ids.ts';
import { answerConflict } from '../../src/sync/run/deeds/answer-conflict.ts';
import type { Bench } from '../support/sync-bench.ts';
import { minuteMs } from '../support/sync-bench.ts';
import {
  adopted,
  onlyLink,
  outlookBorn,
  person,
  runLater,
  salesBorn,
  shownIn,
} from '../support/sync-people.ts';

/** To another store and back (F21): a new id, the old one is gone; an Outlook-born item bears no mark of ours. */
function move(bench: Bench, id: RecordId): RecordId {
  const { units, isShared, marker } = bench.outlook.item(id);
  bench.outlook.remove(id);
  return bench.outlook.add(units, { isShared, marker });
}

const mayDelete = { contact: { allowDeleteInSales: true } };

describe('moved items', () => {
  it('[I5] does not take an item for deleted that moved after the feed was read', async () => {
    const { bench, outlook, sales } = await outlookBorn(mayDelete);
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    const at = { id: outlook, moves: 0 };
    bench.world.onStep((name) => {
      if (name !== 'microsoft.write' || at.moves > 0) return;
      at.moves += 1;
      at.id = move(bench, at.id);
    });
    await bench.run();
    expect(at.moves).toBe(1);
    expect(bench.sales.live()).toHaveLength(1);
    bench.later(2 * minuteMs);
    await bench.run();
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: at.id }, sales: { id: sales } });
    expect(bench.outlook.value(at.id, 'jobTitle')).toBe('Countess');
    expect(await bench.rows('inbox')).toEqual([]);
  });

  it.each(['full', 'routine'] as const)('[I1] makes nothing of what it met on the way (%s)', async (mode) => {
    const { bench, outlook, sales } = await adopted(
      { isShared: true },
      { contact: { allowDeleteInSales: false } },
    );
    bench.sales.deactivate(sales);
    const at = { id: move(bench, outlook), moves: 0 };
    bench.world.onStep((name) => {
      if (name !== 'microsoft.read' || at.moves > 0) return;
      at.moves += 1;
      at.id = move(bench, at.id);
    });
    await bench.run({ mode });
    expect(at.moves).toBe(1);
    await runLater(bench);
    expect(bench.sales.live()).toEqual([]);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([at.id]);
    expect((await onlyLink(bench)).microsoft?.id).toBe(at.id);
    expect(await bench.rows('inbox')).toEqual([]);
  });

  it('[I22] waits for an item that moves on between the search for its mark and the read', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const at = { id: move(bench, outlook), searches: 0 };
    bench.outlook.edit(at.id, { department: 'Engines' });
    bench.world.onStep((name) => {
      if (name === 'microsoft.findByMarker') at.searches += 1;
      if (name === 'microsoft.read' && at.searches === 1) {
        at.searches += 1;
        at.id = move(bench, at.id);
      }
    });
    await bench.run();
    expect(at.searches).toBeGreaterThan(1);
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([at.id]);
    expect(await onlyLink(bench)).toMatchObject({ status: 'active', microsoft: { id: at.id } });
    expect(bench.sales.value(sales, 'department')).toBe('Engines');
    expect(await bench.rows('inbox')).toEqual([]);
  });

  it('[I1] knows an item of ours that moved while another runner read the folder', async () => {
    const { bench, outlook } = await salesBorn();
    bench.useStore(createMemorySyncStore());
    // It was on its way when its page was read: only the listing of our marks has shown it.
    const page = bench.outlook.page.bind(bench.outlook);
    bench.outlook.page = (cursor) => ({ ...page(cursor), changes: [] });
    const at = { id: outlook, moves: 0 };
    bench.world.onStep((name) => {
      if (name !== 'sales.members' || at.moves > 0) return;
      at.moves += 1;
      at.id = move(bench, at.id);
    });
    await bench.run();
    expect(at.moves).toBe(1);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([at.id]);
    expect((await onlyLink(bench)).microsoft?.id).toBe(at.id);
  });

  it.each([
    ['after', true],
    ['before', false],
  ])('[I1] takes what another runner made of an item %s it moved', async (_, isMovedFirst) => {
    const { bench, outlook, sales } = await adopted({ isShared: true });
    const own = bench.store;
    bench.sales.deactivate(sales);
    const first = isMovedFirst ? move(bench, outlook) : outlook;
    bench.useStore(createMemorySyncStore());
    await bench.run();
    const [made] = bench.sales.live();
    if (made === undefined) throw new Error('nothing was made of the item');
    const moved = isMovedFirst ? first : move(bench, first);
    bench.outlook.share(moved, false);
    bench.sales.search.add(made.id);
    bench.useStore(own);
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([moved]);
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: moved }, sales: { id: made.id } });
  });

  it('[I5] does not delete an item that moved when its record is found alive again', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    await runLater(bench);
    bench.sales.deactivate(sales);
    const moved = move(bench, outlook);
    bench.world.onStep((name) => {
      if (name !== 'microsoft.findByMarker' || !bench.sales.item(sales).isDeleted) return;
      bench.sales.item(sales).isDeleted = false;
      bench.sales.bump(sales);
    });
    await bench.run();
    expect(bench.sales.item(sales).isDeleted).toBe(false);
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toContain(moved);
    const links = (await bench.rows('links')).filter(({ status }) => status === 'active');
    expect(links.map((link) => link.microsoft?.id)).toContain(moved);
  });

  it('[D7] believes in the death with the next reading, also where no feed ever tells of it (F18)', async () => {
    const { bench, outlook, sales } = await outlookBorn(mayDelete);
    bench.outlook.remove(outlook);
    bench.outlook.changes.length = 0;
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    await bench.run();
    bench.later(2 * minuteMs);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
    expect(bench.sales.live()).toHaveLength(1);
    expect(await bench.rows('inbox')).toEqual([]);
  });

  it('[A2] leaves nothing of itself behind that would pass for a namesake', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    const first = move(bench, outlook);
    await bench.run();
    expect((await onlyLink(bench)).microsoft?.id).toBe(first);
    expect(await bench.rows('unlinked')).toEqual([]);
    bench.sales.deactivate(sales);
    const second = move(bench, first);
    await runLater(bench);
    expect(await bench.rows('exclusions')).toEqual([]);
    expect((await onlyLink(bench)).microsoft?.id).toBe(second);
    expect(bench.outlook.value(second, 'firstName')).toBe(person('Ada')['firstName']);
  });

  it('[I1] makes nothing beside an item that a person brought back while its pair was judged', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    const item = bench.outlook.item(outlook);
    bench.outlook.remove(outlook);
    bench.world.onStep((name) => {
      if (name !== 'microsoft.findByMarker' || bench.outlook.live().length > 0) return;
      bench.outlook.items.set(outlook, item);
      bench.outlook.bump(outlook);
    });
    await bench.run();
    bench.world.onStep(null);
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([outlook]);
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Countess');
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: outlook }, sales: { id: sales } });
  });

  it.each([
    ['with its mark', salesBorn],
    ['without one', outlookBorn],
  ])('[D16] dissolves the question about an item that is reported late %s (F17)', async (_, born) => {
    const { bench, outlook, sales } = await born({ contact: { policy: 'ask-user' } });
    const { units, isShared, marker } = bench.outlook.item(outlook);
    bench.outlook.remove(outlook);
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    await bench.run();
    expect(await bench.rows('conflicts')).toMatchObject([{ question: 'deleted-in-microsoft' }]);
    const moved = bench.outlook.add(units, { isShared, marker });
    bench.later(minuteMs);
    await bench.run();
    expect(await bench.rows('conflicts')).toEqual([]);
    expect(await bench.rows('exclusions')).toEqual([]);
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: moved }, sales: { id: sales } });
    expect(bench.outlook.value(moved, 'jobTitle')).toBe('Countess');
  });

  it.each([false, true])(
    '[I1] is found when its record was made anew before (unmarked: %s)',
    async (isUnmarked) => {
      const { bench, outlook, sales } = await salesBorn({ contact: { policy: 'ask-user' } });
      bench.outlook.edit(outlook, { jobTitle: 'Countess' });
      bench.sales.deactivate(sales);
      await bench.run();
      for (const { key, question, units } of await bench.rows('conflicts'))
        await answerConflict(bench.ports(), {
          key,
          question,
          choices: {},
          shown: shownIn(units),
          fate: 'recreate',
        });
      const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
      if (isUnmarked) bench.outlook.script = ({ intentId }) => ({ intentId, result: 'rejected', refusal });
      await bench.run();
      bench.outlook.script = null;
      const [made] = bench.sales.live();
      if (made === undefined) throw new Error('nothing was made of the item');
      bench.later(minuteMs);
      bench.sales.edit(made.id, { department: 'Engines' });
      const moved = move(bench, outlook);
      await bench.run();
      expect(bench.outlook.live().map(({ id }) => id)).toEqual([moved]);
      expect(bench.outlook.value(moved, 'department')).toBe('Engines');
    },
  );

  it('[I31] forgets the refusal of a create for an item that takes the place of another', async () => {
    const { bench, outlook } = await outlookBorn();
    const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
    bench.sales.script = ({ intentId, operation }) =>
      operation === 'create' ? { intentId, result: 'rejected', refusal } : null;
    const other = bench.outlook.add(person('Ada', { email: 'new@contoso.example' }), { isShared: true });
    bench.outlook.edit(outlook, { email: 'new@contoso.example' });
    await bench.run();
    expect(await bench.rows('failures')).toHaveLength(1);
    bench.outlook.remove(outlook);
    await bench.run();
    expect((await onlyLink(bench)).microsoft?.id).toBe(other);
    expect(await bench.rows('failures')).toEqual([]);
  });

  it('[I1] [A6] knows what another runner made of an item that is not shared any more', async () => {
    const { bench, outlook, sales } = await adopted({ isShared: true });
    const own = bench.store;
    bench.sales.deactivate(sales);
    await runLater(bench);
    bench.useStore(createMemorySyncStore());
    bench.later(minuteMs);
    bench.outlook.share(outlook, true);
    await bench.run();
    const [made] = bench.sales.live();
    if (made === undefined) throw new Error('nothing was made of the item');
    bench.useStore(own);
    bench.later(minuteMs);
    bench.outlook.share(outlook, false);
    await bench.run();
    expect(await onlyLink(bench)).toMatchObject({ status: 'released', sales: { id: made.id } });
    bench.sales.search.add(made.id);
    await runLater(bench, 31 * minuteMs);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([outlook]);
    expect(await onlyLink(bench)).toMatchObject({ status: 'active', microsoft: { id: outlook } });
  });

  it('[I1] [A6] makes no second item of what another runner made of one that cannot be read now', async () => {
    const { bench, outlook, sales } = await adopted({ isShared: true });
    const own = bench.store;
    bench.sales.deactivate(sales);
    bench.useStore(createMemorySyncStore());
    await bench.run();
    const [made] = bench.sales.live();
    if (made === undefined) throw new Error('nothing was made of the item');
    bench.sales.search.add(made.id);
    bench.useStore(own);
    const read = bench.outlook.read.bind(bench.outlook);
    bench.outlook.read = (refs) => refs.map(({ id }) => ({ id, result: 'unreadable', status: 503 }));
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([outlook]);
    bench.outlook.read = read;
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([outlook]);
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: outlook }, sales: { id: made.id } });
  });
});
