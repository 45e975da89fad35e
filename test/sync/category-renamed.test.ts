// The organisation gives its category another name: who is shared changes at once for every item, and no feed says so.
import { describe, expect, it } from '@jest/globals';
import type { RecordId } from '../../src/sync/model/ids.ts';
import { minuteMs, settingsWith, type Bench } from '../support/sync-bench.ts';
import { adopted, answerAll, onlyLink, outlookBorn, person } from '../support/sync-people.ts';

/** As long as the items carry the old name, nothing is shared under the new one. */
function rename(
  bench: Bench,
  { item, isShared }: { readonly item: RecordId; readonly isShared: boolean },
): void {
  const contact = bench.settings.kinds.contact ?? {};
  bench.settings = settingsWith({ contact, categoryName: isShared ? 'Shared with Sales' : 'Customers' });
  bench.outlook.seeAsShared(item, isShared);
  bench.later(minuteMs);
}

describe('a category that the organisation renames', () => {
  it('[C1] [C10] releases what no longer carries it, deletes nothing, and takes it up again under the old name', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    rename(bench, { item: outlook, isShared: false });
    await bench.run();
    expect(await onlyLink(bench)).toMatchObject({ isShared: false, releasedBecause: 'category-removed' });
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Analyst');
    rename(bench, { item: outlook, isShared: true });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
    expect(bench.sales.live()).toHaveLength(1);
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it.each(['routine', 'full'] as const)(
    '[A3] [C1] carries what waited for the category in a %s run, although the item is the same',
    async (mode) => {
      const { bench, outlook, sales } = await adopted(
        {
          isShared: false,
          outlook: person('Ada', { jobTitle: 'Countess' }),
          sales: person('Ada', { jobTitle: 'Analyst' }),
        },
        { contact: { policy: 'ask-user' }, categoryName: 'Customers' },
      );
      await answerAll(bench, 'microsoft');
      await bench.run();
      expect(bench.sales.value(sales, 'jobTitle')).toBe('Analyst');
      rename(bench, { item: outlook, isShared: true });
      await bench.run({ mode });
      expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
      const writes = bench.writeCount();
      bench.later(minuteMs);
      await bench.run({ mode: 'full' });
      expect(bench.writeCount()).toBe(writes);
    },
  );
});
