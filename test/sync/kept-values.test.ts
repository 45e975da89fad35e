import { describe, expect, it } from '@jest/globals';
import { restoreKeptValue } from '../../src/sync/run/deeds/restore-kept-value.ts';
import { readKeptValues } from '../../src/taskpane/session/reads/store-reads.ts';
import { minuteMs, type Bench } from '../support/sync-bench.ts';
import { adopted, answerAll, person, salesBorn } from '../support/sync-people.ts';

/** *Countess* in Outlook lost against *Engineer* in Sales. */
async function decided() {
  const pair = await salesBorn();
  pair.bench.outlook.edit(pair.outlook, { jobTitle: 'Countess' });
  pair.bench.sales.edit(pair.sales, { jobTitle: 'Engineer' });
  await pair.bench.run();
  return pair;
}

async function restoreOnly(bench: Bench): Promise<void> {
  const [kept] = await bench.rows('keptValues');
  expect(await restoreKeptValue(bench.ports(), kept?.id ?? '')).toBe(true);
}

describe('a value that lost', () => {
  it('[D15] is kept and restored with one deed', async () => {
    const { bench, outlook, sales } = await decided();
    const lost = { lostOn: 'microsoft', value: 'Countess', wonValue: 'Engineer' };
    expect(await bench.rows('keptValues')).toMatchObject([lost]);
    await restoreOnly(bench);
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Countess');
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it('[D15] is no longer kept once it is back; what it took the place of is', async () => {
    const { bench, sales } = await decided();
    for (const [back, replaced] of [
      ['Countess', 'Engineer'],
      ['Engineer', 'Countess'],
    ]) {
      expect(await bench.rows('keptValues')).toMatchObject([{ lostOn: 'microsoft', value: back }]);
      await restoreOnly(bench);
      await bench.run();
      const kept = { lostOn: 'microsoft', value: replaced, wonValue: back };
      expect(await bench.rows('keptValues')).toMatchObject([kept]);
      expect(bench.sales.value(sales, 'jobTitle')).toBe(back);
    }
  });

  it.each(['rejected', 'dropped'] as const)(
    '[D15] [F23] stays kept where its restoration is %s by the service',
    async (by) => {
      const { bench, outlook } = await decided();
      const before = await bench.rows('keptValues');
      await restoreOnly(bench);
      bench.outlook.script = ({ intentId }) => {
        bench.outlook.script = null;
        const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
        if (by === 'rejected') return { intentId, result: by, refusal };
        bench.outlook.edit(outlook, { jobTitle: null });
        return { intentId, result: 'written', record: { ...bench.outlook.item(outlook) } };
      };
      await bench.run();
      expect(bench.outlook.script).toBeNull();
      expect(await bench.rows('keptValues')).toEqual(before);
    },
  );

  it('[D15] costs no edit that waits when it is wanted back and the service drops it', async () => {
    const { bench, outlook, sales } = await decided();
    await restoreOnly(bench);
    bench.sales.edit(sales, { department: 'Engines' });
    bench.outlook.script = ({ intentId }) => {
      bench.outlook.script = null;
      bench.outlook.edit(outlook, { jobTitle: null });
      return { intentId, result: 'written', record: { ...bench.outlook.item(outlook) } };
    };
    await bench.run();
    expect(bench.outlook.script).toBeNull();
    expect(bench.outlook.value(outlook, 'department')).toBe('Engines');
  });

  it('[D15] does not come back over what people changed since', async () => {
    const { bench, outlook, sales } = await decided();
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await restoreOnly(bench);
    await bench.run();
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Director');
  });

  it('[D15] is not promised where another value has been there since', async () => {
    const { bench, sales } = await decided();
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await bench.run();
    const [kept] = await bench.rows('keptValues');
    expect(kept).toMatchObject({ value: 'Countess', wonValue: 'Engineer' });
    expect(await restoreKeptValue(bench.ports(), kept?.id ?? '')).toBe(false);
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    expect(await restoreKeptValue(bench.ports(), kept?.id ?? '')).toBe(true);
  });

  it('[A3] [D15] waits where the side that lost keeps its value until the item is shared, and is restorable then', async () => {
    const { bench, outlook, sales } = await adopted(
      {
        isShared: false,
        outlook: person('Ada', { jobTitle: 'Countess' }),
        sales: person('Ada', { jobTitle: 'Engineer' }),
      },
      { contact: { policy: 'ask-user' } },
    );
    await answerAll(bench, 'microsoft');
    await bench.run();
    const [waiting] = await readKeptValues(bench.store);
    expect(waiting).toMatchObject({ value: 'Engineer', lostOn: 'sales', state: 'waiting' });
    expect(await restoreKeptValue(bench.ports(), waiting?.id ?? '')).toBe(false);
    bench.later(minuteMs);
    bench.outlook.share(outlook, true);
    await bench.run();
    expect(await readKeptValues(bench.store)).toMatchObject([{ state: 'replaced' }]);
    await restoreOnly(bench);
    await bench.run();
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Engineer');
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
  });

  it('[D15] says that another value has been there since, and that it was replaced while it is not', async () => {
    const { bench, sales } = await decided();
    expect(await readKeptValues(bench.store)).toMatchObject([{ state: 'replaced' }]);
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await bench.run();
    expect(await readKeptValues(bench.store)).toMatchObject([{ state: 'changed' }]);
  });
});
