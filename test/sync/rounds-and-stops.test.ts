import { describe, expect, it } from '@jest/globals';
import { SyncError } from '../../src/sync/model/error.ts';
import type { Cursor } from '../../src/sync/model/ids.ts';
import { minuteMs } from '../support/sync-bench.ts';
import { benchWith, outlookBorn, person, runLater, salesBorn } from '../support/sync-people.ts';

describe('rounds and stops', () => {
  it.each([1, 2, 3])(
    '[I24] survives a 410 on page %d and again during the new round, without a write',
    async (at) => {
      const bench = benchWith({});
      for (let index = 0; index < 9; index += 1) bench.sales.addSelected(person(`P${String(index)}`));
      await bench.run();
      const writes = bench.writeCount();
      let pages = 0;
      bench.world.onStep((name) => {
        if (name !== 'microsoft.pullPage') return;
        pages += 1;
        if (pages === 1 || pages === 1 + at) bench.outlook.expireCursors();
      });
      const report = await bench.run();
      bench.world.onStep(null);
      expect(report.outcome).toBe('succeeded');
      expect(report.kinds.contact?.inSync).toBe(9);
      expect(bench.writeCount()).toBe(writes);
      expect(await bench.rows('seen')).toEqual([]);
      expect(await bench.rows('inbox')).toEqual([]);
    },
  );

  it('[I5] finds a delete that happened while the cursor was dead', async () => {
    const { bench, outlook } = await outlookBorn();
    bench.outlook.add(person('Grace'));
    await bench.run();
    bench.outlook.expireCursors();
    bench.outlook.items.delete(outlook);
    await bench.run();
    expect(bench.sales.live()).toEqual([]);
  });

  it('[I24] a full sync without a change writes nothing', async () => {
    const { bench } = await salesBorn();
    const writes = bench.writeCount();
    const report = await bench.run({ mode: 'full' });
    expect(report.outcome).toBe('succeeded');
    expect(bench.writeCount()).toBe(writes);
  });

  it('[I31] stops a chain of pages that never ends, keeps what it read, and begins anew (F33)', async () => {
    const { bench, sales } = await salesBorn();
    const page = bench.outlook.page.bind(bench.outlook);
    let turn = 0;
    bench.outlook.page = (cursor) => {
      turn += 1;
      return { ...page(cursor), next: `delta|0|0|${String(turn)}` as Cursor, isComplete: false };
    };
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    const report = await bench.run();
    expect(report).toMatchObject({ outcome: 'partly-failed', cause: 'malformed' });
    expect(bench.outlook.live()[0]?.units['jobTitle']).toBe('Engineer');
    bench.outlook.page = page;
    expect((await bench.run()).outcome).toBe('succeeded');
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[I1] creates nothing in Outlook while a part of the folder is not read (F33)', async () => {
    const bench = benchWith({});
    for (const name of ['Ada', 'Grace', 'Mary', 'Joan']) bench.outlook.add(person(name));
    for (const name of ['Ada', 'Joan', 'Hedy']) bench.sales.addSelected(person(name));
    const page = bench.outlook.page.bind(bench.outlook);
    bench.outlook.page = () => ({ ...page(null), isComplete: false });
    const report = await bench.run();
    expect(report).toMatchObject({ outcome: 'partly-failed', cause: 'malformed' });
    expect(bench.outlook.live()).toHaveLength(4);
    expect(report.kinds.contact?.inSync).toBe(1);
    bench.outlook.page = page;
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(5);
    expect(await bench.rows('inbox')).toEqual([]);
  });

  it('[I15] reads a change again whose row was malformed, and says so meanwhile', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const page = bench.outlook.page.bind(bench.outlook);
    bench.outlook.page = (cursor) => {
      const whole = page(cursor);
      return { ...whole, changes: [], malformed: [outlook] };
    };
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    const report = await bench.run();
    expect(report).toMatchObject({
      outcome: 'partly-failed',
      failures: [{ side: 'microsoft', operation: 'read', cause: 'malformed' }],
    });
    expect(await bench.rows('failures')).toHaveLength(1);
    bench.outlook.page = page;
    await runLater(bench, 5 * minuteMs);
    expect(bench.sales.items.get(sales)?.units['jobTitle']).toBe('Countess');
    expect(await bench.rows('failures')).toEqual([]);
    expect(await bench.rows('inbox')).toEqual([]);
  });

  it('[I18] drops a page that is delivered again', async () => {
    const { bench, outlook } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    const writes = bench.writeCount();
    const page = bench.outlook.page.bind(bench.outlook);
    bench.outlook.page = () => page('delta|0|0' as Cursor);
    const report = await bench.run();
    expect(bench.writeCount()).toBe(writes);
    expect(report.requests).toEqual({ microsoft: 1, sales: 1 });
  });

  it('[I31] keeps an edit whose write was refused when a full round misses the item', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
    bench.outlook.script = ({ intentId }) => ({ intentId, result: 'rejected', refusal });
    await bench.run();
    bench.outlook.script = null;
    bench.outlook.expireCursors();
    const page = bench.outlook.page.bind(bench.outlook);
    bench.outlook.page = (cursor) => {
      const whole = page(cursor);
      if (cursor?.startsWith('full') === false) return whole;
      bench.outlook.bump(outlook);
      return { ...whole, changes: [] };
    };
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
    expect(await bench.rows('failures')).toEqual([]);
  });

  it('keeps everything for later when a sign-in is lost in the middle', async () => {
    const bench = benchWith({});
    for (let index = 0; index < 30; index += 1) bench.sales.addSelected(person(`P${String(index)}`));
    let writes = 0;
    bench.world.onStep((name) => {
      if (name !== 'microsoft.write') return;
      writes += 1;
      if (writes === 2) throw new SyncError('sign-in-needed', { at: { side: 'microsoft' } });
    });
    const report = await bench.run();
    expect(report).toMatchObject({
      outcome: 'failed',
      cause: 'microsoft-sign-in-expired',
      causeSide: 'microsoft',
    });
    expect(report.kinds.contact?.microsoft.created).toBe(20);
    bench.world.onStep(null);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(30);
  });

  it('stops at the next safe point when it is suspended, and goes on later', async () => {
    const bench = benchWith({});
    for (let index = 0; index < 60; index += 1) bench.sales.addSelected(person(`P${String(index)}`));
    const signal = {
      aborted: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
    bench.world.onStep((name) => {
      if (name === 'microsoft.write') signal.aborted = true;
    });
    const report = await bench.run({}, signal);
    expect(report.outcome).toBe('suspended');
    expect(bench.outlook.live()).toHaveLength(20);
    expect(await bench.rows('intents')).toEqual([]);
    bench.world.onStep(null);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(60);
  });

  it('[I30] sends and commits nothing under a lease that is lost', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    bench.grant = { isCurrent: () => !bench.world.log.includes('sales.members') };
    expect(await bench.run()).toMatchObject({ outcome: 'failed', cause: 'two-engines' });
    expect(bench.writeCount()).toBe(0);
    bench.grant = {};
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('skips without the lease', async () => {
    const bench = benchWith({});
    const ports = bench.ports();
    bench.ports = () => ({
      ...ports,
      lease: { acquire: () => Promise.reject(new SyncError('user-disabled')) },
    });
    expect(await bench.run()).toMatchObject({ outcome: 'skipped', cause: 'user-disabled' });
    expect(bench.world.log).toEqual([]);
  });

  it('[I28] does not care about a device clock that is a day off and jumps', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const serverNow = bench.world.clock.nowMs;
    let offset = 24 * 60 * minuteMs;
    const clock = bench.world.clock as { nowMs: () => number };
    clock.nowMs = () => serverNow() + offset;
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    offset = -offset;
    bench.sales.edit(sales, { department: 'Engines' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
    expect(bench.outlook.value(outlook, 'department')).toBe('Engines');
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(1);
  });
});
