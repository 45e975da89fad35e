import { describe, expect, it } from '@jest/globals';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { minuteMs } from '../support/sync-bench.ts';
import { adopted } from '../support/sync-people.ts';

describe('copies', () => {
  it('[F21] [A6] leaves a copy that moved in its own pair, though it bears the key of the pair it was copied from', async () => {
    const { bench, outlook, sales } = await adopted({ isShared: true });
    const { units, marker } = bench.outlook.item(outlook);
    bench.sales.deactivate(sales);
    const copy = bench.outlook.add(units, { isShared: true, marker });
    await bench.run();
    const [made] = bench.sales.live();
    const own = bench.store;
    bench.store = createMemorySyncStore();
    bench.later(minuteMs);
    await bench.run();
    bench.store = own;
    bench.outlook.remove(outlook);
    bench.outlook.remove(copy);
    const moved = bench.outlook.add(units, { isShared: true, marker });
    bench.later(minuteMs);
    await bench.run();
    const links = (await bench.rows('links')).filter(({ status }) => status === 'active');
    expect(links).toMatchObject([{ microsoft: { id: moved }, sales: { id: made?.id } }]);
  });
});
