import { describe, expect, it } from '@jest/globals';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { minuteMs } from '../support/sync-bench.ts';
import { benchWith, onlyLink, outlookBorn, person, runLater } from '../support/sync-people.ts';

describe('a write whose outcome is known late', () => {
  it('[I3] [A3] meets a record that was brought back as it was to be made anew', async () => {
    const { bench, outlook, sales } = await outlookBorn({ contact: { policy: 'sales-wins' } });
    bench.sales.deactivate(sales);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.useStore(createMemorySyncStore());
    bench.sales.script = ({ intentId, operation }) => {
      if (operation !== 'create') return null;
      bench.sales.item(sales).isDeleted = false;
      bench.sales.bump(sales);
      return { intentId, result: 'unknown' };
    };
    await bench.run();
    bench.sales.script = null;
    await runLater(bench);
    expect(await onlyLink(bench)).toMatchObject({ microsoft: { id: outlook }, sales: { id: sales } });
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Analyst');
    expect(await bench.rows('keptValues')).toMatchObject([{ value: 'Countess', lostOn: 'microsoft' }]);
    expect((await bench.rows('journal')).map(({ operation }) => operation)).not.toContain('create');
  });

  it('[I31] [D20] is no failure any more while the record is on offer', async () => {
    const bench = benchWith({ contact: { policy: 'ask-user' } });
    const refused = bench.sales.addSelected(person('Ada'));
    const sales = bench.sales.addSelected(person('Ada'));
    const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
    let isFirst = true;
    bench.outlook.script = ({ intentId }) => {
      if (!isFirst) return null;
      isFirst = false;
      return { intentId, result: 'rejected', refusal };
    };
    expect((await bench.run()).outcome).toBe('partly-failed');
    const link = await onlyLink(bench);
    expect(link.sales?.id).toBe(sales);
    bench.later(minuteMs);
    bench.outlook.edit(link.microsoft?.id ?? refused, { department: 'Engines' });
    bench.sales.deactivate(sales);
    const report = await bench.run();
    expect(await bench.rows('conflicts')).toMatchObject([{ candidates: [{ id: refused }] }]);
    expect(report.outcome).toBe('succeeded-with-conflicts');
  });
});
