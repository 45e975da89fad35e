import { describe, expect, it } from '@jest/globals';
import type { RecordId } from '../../src/sync/model/ids.ts';
import { answerConflict } from '../../src/sync/run/deeds/answer-conflict.ts';
import { bringBack } from '../../src/sync/run/deeds/bring-back.ts';
import { decideHeldDeletes } from '../../src/sync/run/deeds/decide-held-deletes.ts';
import type { Bench } from '../support/sync-bench.ts';
import {
  adopted,
  onlyLink,
  outlookBorn,
  person,
  runLater,
  salesBorn,
  shownIn,
  type Pair,
} from '../support/sync-people.ts';

/** Its record died, and the pair was released. */
async function bereft(make: () => Promise<Pair>): Promise<Pair> {
  const pair = await make();
  pair.bench.sales.deactivate(pair.sales);
  await runLater(pair.bench);
  expect(await onlyLink(pair.bench)).toMatchObject({ status: 'released' });
  return pair;
}

const bothHad = (): Promise<Pair> => bereft(() => adopted({ isShared: true }));

/** The delete of its counterpart was held, and a person kept it. */
async function kept(): Promise<Pair> {
  const pair = await salesBorn({ safety: { deleteCount: 0, deleteShare: 0, firstSyncNeedsPlan: false } });
  const { bench, sales } = pair;
  bench.sales.deactivate(sales);
  await runLater(bench);
  const [held] = await bench.rows('heldDeletes');
  const { id = '', keys = [] } = held ?? {};
  await decideHeldDeletes(bench.ports(), { id, shown: keys, decision: 'keep' });
  await runLater(bench);
  return pair;
}

async function leftSearch(): Promise<Pair> {
  const pair = await outlookBorn();
  const { bench, outlook, sales } = pair;
  bench.outlook.share(outlook, false);
  await runLater(bench);
  bench.sales.deactivate(sales);
  await runLater(bench);
  return pair;
}

const ids = (records: readonly { readonly id: RecordId }[]): readonly RecordId[] =>
  records.map(({ id }) => id);

describe('an item that outlives its Sales record', () => {
  it.each([
    ['shared, there before the sync', bothHad],
    ['not shared, there before the sync', () => bereft(() => adopted({ isShared: false }))],
    ['born in Outlook', () => bereft(() => outlookBorn())],
    ['kept by a person', kept],
    ['out of scope when its record died', leftSearch],
  ])('[A2] is adopted by a record that is made anew (%s)', async (_, make) => {
    const { bench, outlook } = await make();
    const anew = bench.sales.addSelected(person('Ada', { department: 'Engines' }));
    await runLater(bench);
    expect(ids(bench.outlook.live())).toEqual([outlook]);
    expect(bench.outlook.value(outlook, 'department')).toBe('Engines');
    expect(await onlyLink(bench)).toMatchObject({
      status: 'active',
      bornIn: 'both',
      microsoft: { id: outlook },
      sales: { id: anew },
    });
    expect(await bench.rows('unlinked')).toEqual([]);
    expect(await bench.rows('exclusions')).toEqual([]);
  });

  it('[A2] waits for the person when two records are made anew', async () => {
    const { bench, outlook } = await bothHad();
    for (let count = 0; count < 2; count += 1) bench.sales.addSelected(person('Ada'));
    const report = await runLater(bench);
    expect(report.kinds.contact?.excluded).toMatchObject({ 'duplicate-natural-key': 2 });
    expect(ids(bench.outlook.live())).toEqual([outlook]);
  });

  it('[A2] is known by the address that it has now', async () => {
    const { bench, outlook } = await bothHad();
    bench.outlook.edit(outlook, { email: 'grace@contoso.example' });
    await runLater(bench);
    bench.sales.addSelected(person('Ada'));
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
    const grace = bench.sales.addSelected(person('Grace'));
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
    const links = await bench.rows('links');
    expect(links.find((link) => link.microsoft?.id === outlook)?.sales?.id).toBe(grace);
  });

  it('[C9] belongs to its own record when that comes back', async () => {
    const { bench, outlook, sales } = await bothHad();
    bench.sales.item(sales).isDeleted = false;
    bench.sales.bump(sales);
    bench.sales.search.delete(sales);
    await runLater(bench);
    bench.sales.addSelected(person('Ada'));
    await runLater(bench);
    const links = await bench.rows('links');
    expect(links.find((link) => link.microsoft?.id === outlook)?.sales?.id).toBe(sales);
  });

  it('[D20] stays alone where a person let it go', async () => {
    const { bench, outlook, sales } = await adopted({ isShared: true });
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.deactivate(sales);
    await runLater(bench);
    const [asked] = await bench.rows('conflicts');
    if (asked === undefined) throw new Error('nobody was asked');
    const { key, question, units } = asked;
    const answer = { key, question, choices: {}, shown: shownIn(units), fate: 'let-go' } as const;
    await answerConflict(bench.ports(), answer);
    await runLater(bench);
    bench.sales.addSelected(person('Ada'));
    await runLater(bench);
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Countess');
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[C10] goes to Sales again once it is shared, and then is nobody else’s', async () => {
    const { bench, outlook } = await bothHad();
    bench.outlook.share(outlook, true);
    await runLater(bench);
    const [made] = ids(bench.sales.live());
    expect(await onlyLink(bench)).toMatchObject({ status: 'active', sales: { id: made } });
    expect(await bench.rows('unlinked')).toEqual([]);
  });
});

describe('an item beside the one that was made for a record', () => {
  it.each([
    ['the edit of its record', edited],
    ['a person', bringItBack],
  ])('[A2] [D8] is adopted where %s would have one made again', async (_, wish) => {
    const { bench, outlook, sales } = await salesBorn();
    const beside = bench.outlook.add(person('Ada', { suffix: 'I' }), { isShared: true });
    await runLater(bench);
    bench.outlook.remove(outlook);
    await wish(bench, sales);
    await runLater(bench);
    expect(ids(bench.outlook.live())).toEqual([beside]);
    expect(await onlyLink(bench)).toMatchObject({
      status: 'active',
      bornIn: 'both',
      microsoft: { id: beside },
      sales: { id: sales },
    });
    expect(bench.sales.item(sales).units).toMatchObject({ suffix: 'I' });
    bench.sales.deactivate(sales);
    await runLater(bench);
    expect(ids(bench.outlook.live())).toEqual([beside]);
  });

  it('[A1] is left to the record whose mark it bears, though this memory does not know of that pair', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const other = bench.sales.addSelected(person('Ada'));
    await runLater(bench);
    const theirs = ids(bench.outlook.live()).filter((id) => id !== outlook);
    const links = await bench.rows('links');
    const forgotten = links.flatMap((link) => (link.sales?.id === other ? [link.key] : []));
    await bench.store.commit(null, [{ table: 'links', remove: forgotten }]);
    for (const id of theirs) bench.outlook.bump(id);
    await bench.run();
    bench.outlook.remove(outlook);
    await edited(bench, sales);
    await runLater(bench);
    bench.sales.bump(other);
    await runLater(bench);
    const pairs = (await bench.rows('links')).filter(({ status }) => status === 'active');
    expect(pairs.find((link) => link.sales?.id === other)?.microsoft?.id).toBe(theirs[0]);
    expect(bench.outlook.live()).toHaveLength(2);
  });
});

async function bringItBack(bench: Bench): Promise<void> {
  await runLater(bench);
  await bringBack(bench.ports(), (await onlyLink(bench)).key);
}

function edited(bench: Bench, sales: RecordId): Promise<void> {
  bench.sales.edit(sales, { department: 'Engines' });
  return Promise.resolve();
}
