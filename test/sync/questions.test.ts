import { describe, expect, it } from '@jest/globals';
import type { Digest } from '../../src/sync/model/ids.ts';
import { answerConflict } from '../../src/sync/run/deeds/answer-conflict.ts';
import { minuteMs, settingsWith, type Bench } from '../support/sync-bench.ts';
import { adopted, onlyLink, person, runLater, salesBorn } from '../support/sync-people.ts';

const asks = { contact: { policy: 'ask-user' } } as const;

async function answerFields(bench: Bench, side: 'microsoft' | 'sales'): Promise<boolean> {
  const [conflict] = await bench.rows('conflicts');
  if (conflict === undefined) throw new Error('no question');
  return answerConflict(bench.ports(), {
    key: conflict.key,
    question: conflict.question,
    choices: Object.fromEntries(conflict.units.map(({ unit }) => [unit, side])),
    shown: Object.fromEntries(
      conflict.units.map(({ unit, microsoftDigest, salesDigest }) => [
        unit,
        { microsoft: microsoftDigest, sales: salesDigest },
      ]),
    ),
    fate: null,
  });
}

async function answerFate(bench: Bench, fate: 'recreate' | 'let-go'): Promise<void> {
  const [conflict] = await bench.rows('conflicts');
  if (conflict === undefined) throw new Error('no question');
  const shown = Object.fromEntries(
    conflict.units.map(
      ({ unit, microsoftDigest, salesDigest }): [string, Record<'microsoft' | 'sales', Digest>] => [
        unit,
        { microsoft: microsoftDigest, sales: salesDigest },
      ],
    ),
  );
  await answerConflict(bench.ports(), {
    key: conflict.key,
    question: conflict.question,
    choices: {},
    shown,
    fate,
  });
}

describe('questions to a person', () => {
  it('[D6] [D20] asks when Sales deleted a contact that was edited in Outlook, and recreates it on demand', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.deactivate(sales);
    const report = await bench.run();
    expect(report.outcome).toBe('succeeded-with-conflicts');
    expect(bench.outlook.live()).toHaveLength(1);
    await answerFate(bench, 'recreate');
    await bench.run();
    expect(bench.sales.live()).toHaveLength(1);
    expect(bench.sales.live()[0]?.units).toMatchObject({ jobTitle: 'Countess', firstName: 'Ada' });
    expect(await bench.rows('conflicts')).toEqual([]);
    const writes = bench.writeCount();
    await bench.run();
    expect(bench.writeCount()).toBe(writes);
  });

  it('[D20] lets the Outlook copy go on demand', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.deactivate(sales);
    await bench.run();
    await answerFate(bench, 'let-go');
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
    expect(bench.sales.live()).toEqual([]);
    expect((await onlyLink(bench)).releasedBecause).toBe('let-go');
  });

  it('[D20] links the edited copy to another record on demand', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.deactivate(sales);
    const survivor = bench.sales.add(person('Ada', { department: 'Engines', jobTitle: null }));
    await bench.run();
    const [conflict] = await bench.rows('conflicts');
    expect(conflict?.candidates).toEqual([{ id: survivor, address: `P-${survivor}`, name: 'Ada Lovelace' }]);
    const [candidate] = conflict?.candidates ?? [];
    if (conflict === undefined || candidate === undefined) throw new Error('no candidate');
    await answerConflict(bench.ports(), {
      key: conflict.key,
      question: conflict.question,
      choices: {},
      shown: Object.fromEntries(
        conflict.units.map(({ unit, microsoftDigest, salesDigest }) => [
          unit,
          { microsoft: microsoftDigest, sales: salesDigest },
        ]),
      ),
      fate: 'link-to',
      linkTo: candidate,
    });
    await bench.run();
    expect(bench.outlook.item(outlook).units).toMatchObject({ department: 'Engines', jobTitle: 'Countess' });
    expect((await onlyLink(bench)).sales?.id).toBe(survivor);
  });

  it.each(['recreate', 'let-go'] as const)('[D16] applies %s after the item was unshared', async (fate) => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    await runLater(bench);
    bench.sales.deactivate(sales);
    bench.outlook.share(outlook, true);
    await bench.run();
    await answerFate(bench, fate);
    bench.outlook.share(outlook, false);
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toContain(outlook);
    expect(bench.sales.live()).toHaveLength(fate === 'recreate' ? 2 : 1);
  });

  it('[D16] writes a contested field nowhere until it is answered; other fields flow', async () => {
    const { bench, outlook, sales } = await salesBorn(asks);
    bench.outlook.edit(outlook, { jobTitle: 'Countess', suffix: 'I' });
    bench.sales.edit(sales, { jobTitle: 'Engineer', department: 'Engines' });
    const report = await bench.run();
    expect(report.kinds.contact?.contested).toBe(1);
    expect(bench.outlook.item(outlook).units).toMatchObject({ jobTitle: 'Countess', department: 'Engines' });
    expect(bench.sales.item(sales).units).toMatchObject({ jobTitle: 'Engineer', suffix: 'I' });
    await answerFields(bench, 'microsoft');
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
    expect(await bench.rows('answers')).toEqual([]);
    expect(await bench.rows('conflicts')).toEqual([]);
  });

  it('[D16] does not apply an answer to values that changed since they were shown', async () => {
    const { bench, outlook, sales } = await salesBorn(asks);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    await answerFields(bench, 'microsoft');
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Director');
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Countess');
    const [conflict] = await bench.rows('conflicts');
    expect(conflict?.units.map((unit) => unit.sales)).toEqual(['Director']);
    await answerFields(bench, 'sales');
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Director');
  });

  it('[D16] dissolves a question whose values agree, and one whose policy stopped asking', async () => {
    const { bench, outlook, sales } = await salesBorn(asks);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    await bench.run();
    expect(await bench.rows('conflicts')).toEqual([]);
    bench.outlook.edit(outlook, { jobTitle: 'Baroness' });
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await bench.run();
    bench.settings = settingsWith({ contact: { policy: 'outlook-wins' } });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Baroness');
    expect(await bench.rows('conflicts')).toEqual([]);
  });

  it('[D16] asks again when a value that never agreed is cleared, and leaves it blank', async () => {
    const { bench, outlook, sales } = await adopted(
      { isShared: true, outlook: person('Ada', { jobTitle: 'Countess' }) },
      asks,
    );
    expect((await bench.rows('conflicts')).map(({ baseAtMs }) => baseAtMs)).toEqual([null]);
    bench.outlook.edit(outlook, { jobTitle: null });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBeNull();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Analyst');
    const [conflict] = await bench.rows('conflicts');
    expect(conflict?.units).toMatchObject([{ unit: 'jobTitle', microsoft: null, sales: 'Analyst' }]);
    await answerFields(bench, 'microsoft');
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBeNull();
  });

  it('[D16] says when both last agreed, whatever is edited while the question is open', async () => {
    const { bench, outlook, sales } = await salesBorn(asks);
    const agreedMs = bench.outlook.item(outlook).modifiedAtMs;
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    expect((await bench.rows('conflicts')).map(({ baseAtMs }) => baseAtMs)).toEqual([agreedMs]);
    bench.later(minuteMs);
    bench.outlook.edit(outlook, { jobTitle: 'Baroness' });
    await bench.run();
    bench.later(minuteMs);
    bench.sales.edit(sales, { jobTitle: 'Director' });
    await bench.run();
    expect(await bench.rows('conflicts')).toMatchObject([{ baseAtMs: agreedMs }]);
  });

  it('[D16] says when both last agreed although the answer to an earlier question could not be written', async () => {
    const { bench, outlook, sales } = await salesBorn(asks);
    const agreedMs = bench.outlook.item(outlook).modifiedAtMs;
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    await answerFields(bench, 'sales');
    let edits = 0;
    bench.world.onStep((name) => {
      if (name !== 'microsoft.write' || edits > 0) return;
      edits += 1;
      bench.outlook.edit(outlook, { jobTitle: 'Baroness' });
      bench.sales.edit(sales, { jobTitle: 'Director' });
    });
    bench.later(minuteMs);
    await bench.run();
    await bench.run();
    expect(edits).toBe(1);
    expect(await bench.rows('conflicts')).toMatchObject([{ question: 'fields', baseAtMs: agreedMs }]);
  });

  it('[D8] asks first with the policy ask-user', async () => {
    const { bench, outlook, sales } = await salesBorn(asks);
    bench.outlook.remove(outlook);
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    expect(bench.outlook.live()).toEqual([]);
    await answerFate(bench, 'recreate');
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[D20] [I5] forgets no answer whose create was refused, and deletes nothing instead', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.share(outlook, true);
    bench.sales.deactivate(sales);
    await bench.run();
    await answerFate(bench, 'recreate');
    bench.outlook.share(outlook, false);
    const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
    bench.sales.script = ({ intentId }) => ({ intentId, result: 'rejected', refusal });
    await bench.run();
    bench.sales.script = null;
    await runLater(bench);
    expect(bench.outlook.live().map(({ id }) => id)).toEqual([outlook]);
    expect(bench.sales.live()).toHaveLength(1);
  });
});
