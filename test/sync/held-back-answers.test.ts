import { describe, expect, it } from '@jest/globals';
import { minuteMs } from '../support/sync-bench.ts';
import { adopted, answerAll, person, runLater } from '../support/sync-people.ts';

const asks = { contact: { policy: 'ask-user' } } as const;

describe('an answer that cannot be carried out yet', () => {
  it('[A3] [D16] for Outlook waits until the item is shared, and is asked for no second time', async () => {
    const { bench, outlook } = await adopted(
      {
        isShared: false,
        outlook: person('Ada', { jobTitle: 'Countess' }),
        sales: person('Ada', { jobTitle: 'Analyst' }),
      },
      asks,
    );
    expect(await bench.rows('conflicts')).toMatchObject([{ question: 'fields', isUnshared: true }]);
    await answerAll(bench, 'microsoft');
    await bench.run();
    expect(bench.sales.live()[0]?.units).toMatchObject({ jobTitle: 'Analyst' });
    expect(bench.outlook.live()[0]?.units).toMatchObject({ jobTitle: 'Countess' });
    expect(await bench.rows('keptValues')).toMatchObject([{ lostOn: 'sales', value: 'Analyst' }]);
    bench.later(minuteMs);
    bench.outlook.share(outlook, true);
    await bench.run();
    expect(await bench.rows('conflicts')).toEqual([]);
    expect(bench.sales.live()[0]?.units).toMatchObject({ jobTitle: 'Countess' });
    expect(await bench.rows('keptValues')).toHaveLength(1);
    const writes = bench.writeCount();
    await runLater(bench);
    expect(bench.writeCount()).toBe(writes);
  });

  it('[A3] [D16] is asked for again when Sales changes what it had set aside', async () => {
    const { bench, sales } = await adopted(
      {
        isShared: false,
        outlook: person('Ada', { jobTitle: 'Countess' }),
        sales: person('Ada', { jobTitle: 'Analyst' }),
      },
      asks,
    );
    await answerAll(bench, 'microsoft');
    await bench.run();
    bench.later(minuteMs);
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    await bench.run();
    expect(await bench.rows('conflicts')).toMatchObject([
      { units: [{ unit: 'jobTitle', sales: 'Engineer' }] },
    ]);
    await answerAll(bench, 'sales');
    await bench.run();
    expect(bench.outlook.live()[0]?.units).toMatchObject({ jobTitle: 'Engineer' });
  });
});
