import { describe, expect, it } from '@jest/globals';
import type { Write, WriteOutcome } from '../../src/sync/model/write.ts';
import { answerConflict } from '../../src/sync/run/deeds/answer-conflict.ts';
import { bringBack } from '../../src/sync/run/deeds/bring-back.ts';
import { decideHeldDeletes } from '../../src/sync/run/deeds/decide-held-deletes.ts';
import { minuteMs } from '../support/sync-bench.ts';
import { benchWith, person, runLater, salesBorn, shownIn, type Pair } from '../support/sync-people.ts';

/** The request never arrived, and nobody knows. */
const lost = ({ intentId }: Write): WriteOutcome => ({ intentId, result: 'unknown' });

/** A listing that becomes empty is suspicious (G1): somebody has to stay. */
async function pairWithMary(): Promise<Pair> {
  const pair = await salesBorn();
  pair.bench.sales.addSelected(person('Mary'));
  await runLater(pair.bench);
  return pair;
}

describe('a delete that was never carried out', () => {
  it('[I5] is planned anew, and not sent where its counterpart came back', async () => {
    const { bench, outlook, sales } = await pairWithMary();
    bench.sales.deactivate(sales);
    bench.outlook.script = lost;
    await bench.run();
    bench.outlook.script = null;
    bench.sales.item(sales).isDeleted = false;
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await runLater(bench);
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
    expect(await bench.rows('intents')).toEqual([]);
  });

  it('[D3] is sent by a later run where its counterpart stays away', async () => {
    const { bench, sales } = await pairWithMary();
    bench.sales.deactivate(sales);
    bench.outlook.script = lost;
    await bench.run();
    bench.outlook.script = null;
    await bench.run();
    expect(bench.outlook.live()).toMatchObject([{ units: { firstName: 'Mary' } }]);
  });

  it('[G2] keeps the proof of two sweeps', async () => {
    const { bench, sales } = await pairWithMary();
    bench.sales.items.delete(sales);
    bench.outlook.script = lost;
    for (let sweep = 0; sweep < 3; sweep += 1) await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
    bench.outlook.script = null;
    await bench.run();
    expect(bench.outlook.live()).toMatchObject([{ units: { firstName: 'Mary' } }]);
  });

  it('[G1] does not wait for a person a second time', async () => {
    const bench = benchWith({ safety: { deleteCount: 1, deleteShare: 0, firstSyncNeedsPlan: false } });
    const ids = ['Ada', 'Mary', 'Grace'].map((name) => bench.sales.addSelected(person(name)));
    await bench.run();
    bench.later(minuteMs);
    for (const id of ids.slice(0, 2)) bench.sales.deactivate(id);
    await bench.run();
    const [held] = await bench.rows('heldDeletes');
    if (held === undefined) throw new Error('nothing held');
    await decideHeldDeletes(bench.ports(), { id: held.id, shown: held.keys, decision: 'apply' });
    bench.outlook.script = lost;
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(3);
    bench.outlook.script = null;
    expect((await bench.run()).holds).toBe(0);
    expect(bench.outlook.live()).toHaveLength(1);
    expect(await bench.rows('heldDeletes')).toEqual([]);
  });
});

describe('a record that a person wants back', () => {
  it('[D11] costs its counterpart nothing while its create is refused, and comes back later', async () => {
    const { bench, outlook, sales } = await pairWithMary();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.deactivate(sales);
    await bench.run();
    const [asked] = await bench.rows('conflicts');
    if (asked === undefined) throw new Error('nothing asked');
    const { key, question, units } = asked;
    await answerConflict(bench.ports(), {
      key,
      question,
      choices: {},
      shown: shownIn(units),
      fate: 'let-go',
    });
    await bench.run();
    await bringBack(bench.ports(), key);
    const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
    bench.sales.script = ({ intentId }) => ({ intentId, result: 'rejected', refusal });
    await bench.run();
    bench.outlook.bump(outlook);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(2);
    bench.sales.script = null;
    await runLater(bench);
    expect(bench.sales.live().map(({ title }) => title)).toEqual(['Mary Lovelace', 'Ada Lovelace']);
    expect(await bench.rows('failures')).toEqual([]);
  });
});
