import { describe, expect, it } from '@jest/globals';
import type { Write, WriteOutcome } from '../../src/sync/model/write.ts';
import { minuteMs } from '../support/sync-bench.ts';
import { benchWith, onlyLink, person, runLater, salesBorn } from '../support/sync-people.ts';

describe('protocol', () => {
  it('[I2] merges anew what a person edited between our read and our write', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    let edits = 0;
    bench.world.onStep((name) => {
      if (name !== 'microsoft.write' || edits > 0) return;
      edits += 1;
      bench.outlook.edit(outlook, { department: 'Engines' });
    });
    await bench.run();
    const both = { jobTitle: 'Engineer', department: 'Engines' };
    expect(bench.outlook.item(outlook).units).toMatchObject(both);
    expect(bench.sales.item(sales).units).toMatchObject(both);
    expect(edits).toBe(1);
  });

  it('[I2] parks a record that moves before every write, visibly, and finishes it later', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    let edits = 0;
    bench.world.onStep((name) => {
      if (name !== 'microsoft.write') return;
      edits += 1;
      bench.outlook.edit(outlook, { department: `Room ${String(edits)}` });
    });
    const report = await bench.run();
    expect(report.outcome).toBe('partly-failed');
    expect(edits).toBe(3);
    bench.world.onStep(null);
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
    expect(bench.sales.value(sales, 'department')).toBe('Room 3');
    expect(await bench.rows('failures')).toEqual([]);
  });

  it("[I2] takes what a returned body shows beyond the payload for a person's edit", async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.ignoresIfMatch = true;
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    let edits = 0;
    bench.world.onStep((name) => {
      if (name !== 'microsoft.write' || edits > 0) return;
      edits += 1;
      bench.outlook.edit(outlook, { department: 'Engines' });
    });
    await bench.run();
    expect(bench.sales.value(sales, 'department')).toBe('Engines');
  });

  it('[I16] plans nothing for a pair whose write is still open', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    const write = bench.outlook.write.bind(bench.outlook);
    const read = bench.outlook.read.bind(bench.outlook);
    bench.outlook.write = (writes) => {
      bench.outlook.read = (refs) => refs.map(({ id }) => ({ id, result: 'unreadable', status: 503 }));
      return writes.map(({ intentId }) => ({ intentId, result: 'unknown' }));
    };
    await bench.run();
    expect(await bench.rows('intents')).toHaveLength(1);
    bench.outlook.write = write;
    bench.outlook.edit(outlook, { department: 'Engines' });
    await bench.run();
    expect(bench.sales.value(sales, 'department')).toBeNull();
    expect(await bench.rows('intents')).toHaveLength(1);
    bench.outlook.read = read;
    await bench.run();
    expect(bench.sales.value(sales, 'department')).toBe('Engines');
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Engineer');
  });

  it('[G2] keeps an update open whose answer was lost while Sales says 404 to its record', async () => {
    const { bench, outlook, sales } = await salesBorn({ contact: { policy: 'latest-wins' } });
    bench.outlook.edit(outlook, { jobTitle: 'Engineer' });
    bench.outlook.share(outlook, true);
    const write = bench.sales.write.bind(bench.sales);
    const read = bench.sales.read.bind(bench.sales);
    bench.sales.write = (writes) => {
      bench.sales.read = (refs) => refs.map(({ id }) => ({ id, result: 'missing' }));
      return write(writes).map(({ intentId }) => ({ intentId, result: 'unknown' }));
    };
    await bench.run();
    expect(await bench.rows('intents')).toHaveLength(1);
    bench.sales.write = write;
    bench.sales.read = read;
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Countess');
  });

  it('[F3] leaves a write open that was refused because of itself while its record cannot be read', async () => {
    const { bench, outlook, sales } = await salesBorn({ contact: { policy: 'latest-wins' } });
    bench.sales.edit(sales, { jobTitle: 'Engineer' });
    const write = bench.outlook.write.bind(bench.outlook);
    const read = bench.outlook.read.bind(bench.outlook);
    bench.outlook.write = (writes) => {
      write(writes);
      bench.outlook.read = (refs) => refs.map(({ id }) => ({ id, result: 'unreadable', status: 503 }));
      return write(writes);
    };
    await bench.run();
    expect(await bench.rows('intents')).toHaveLength(1);
    bench.outlook.write = write;
    bench.outlook.read = read;
    await bench.run();
    expect(await bench.rows('intents')).toEqual([]);
    expect((await onlyLink(bench)).microsoft?.ownWriteAtMs).toBe(bench.outlook.item(outlook).modifiedAtMs);
  });

  it('[G2] gives an update up when two sweeps missed its record too', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.outlook.edit(outlook, { jobTitle: 'Engineer' });
    bench.sales.write = (writes) => {
      bench.sales.read = (refs) => refs.map(({ id }) => ({ id, result: 'missing' }));
      return writes.map(({ intentId }) => ({ intentId, result: 'unknown' }));
    };
    bench.sales.hidden.add(sales);
    await bench.run();
    expect(await bench.rows('intents')).toHaveLength(1);
    for (let sweep = 0; sweep < 3; sweep += 1) await runLater(bench);
    expect(await bench.rows('intents')).toEqual([]);
    expect(await bench.rows('conflicts')).toMatchObject([{ question: 'deleted-in-sales' }]);
  });

  it('[I26] never lets a record that is always refused block the others or the cursor', async () => {
    const bench = benchWith({});
    for (const name of ['Ada', 'Poison', 'Mary']) bench.sales.addSelected(person(name));
    const refuse = (write: Write): WriteOutcome | null =>
      write.units['firstName'] === 'Poison'
        ? {
            intentId: write.intentId,
            result: 'rejected',
            refusal: { cause: 'field-rejected', attribute: 'firstName', status: 400, requestId: 'r1' },
          }
        : null;
    bench.outlook.script = refuse;
    const report = await bench.run();
    expect(report).toMatchObject({ outcome: 'partly-failed', cause: 'field-rejected' });
    expect(report.kinds.contact).toMatchObject({ failing: 1, inSync: 2 });
    expect(bench.outlook.live()).toHaveLength(2);
    const before = await bench.state();
    await bench.run();
    expect(await bench.state()).toBe(before);
    bench.outlook.script = null;
    bench.later(2 * minuteMs);
    expect((await bench.run()).outcome).toBe('succeeded');
    expect(bench.outlook.live()).toHaveLength(3);
    expect(await bench.rows('failures')).toEqual([]);
  });

  it('[I27] waits as long as it is asked to, then sends the same writes', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    let refused = 0;
    bench.outlook.script = (write) => {
      if (refused > 0) return null;
      refused += 1;
      return { intentId: write.intentId, result: 'throttled', retryAfterMs: 20_000 };
    };
    const startedAtMs = bench.world.nowMs;
    const report = await bench.run();
    expect(report.outcome).toBe('succeeded');
    expect(report.throttledMs).toBe(20_000);
    expect(bench.world.nowMs - startedAtMs).toBeGreaterThan(20_000);
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[I27] ends the run when the service asks for more patience than a run has', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    bench.outlook.script = (write) => ({
      intentId: write.intentId,
      result: 'throttled',
      retryAfterMs: 3_600_000,
    });
    expect(await bench.run()).toMatchObject({
      outcome: 'failed',
      cause: 'throttled',
      nextRunInMs: 3_600_000,
    });
    bench.outlook.script = null;
    bench.later(60 * minuteMs);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
  });

  it('[I1] waits for a search that lags before it sends a create of unknown outcome again', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    const search = bench.outlook.findByMarker.bind(bench.outlook);
    const visibleAtMs = bench.world.nowMs + 12_000;
    bench.outlook.findByMarker = (keys) => (bench.world.nowMs >= visibleAtMs ? search(keys) : []);
    let lost = 0;
    const write = bench.outlook.write.bind(bench.outlook);
    bench.outlook.write = (writes) => {
      const outcomes = write(writes);
      lost += 1;
      return lost === 1 ? outcomes.map(({ intentId }) => ({ intentId, result: 'unknown' })) : outcomes;
    };
    const report = await bench.run();
    expect(report.outcome).toBe('succeeded');
    expect(bench.outlook.live()).toHaveLength(1);
    expect(await onlyLink(bench)).toMatchObject({ bornIn: 'sales' });
  });

  it('[I1] adopts the oldest of two items with its key and names the other', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    const write = bench.outlook.write.bind(bench.outlook);
    bench.outlook.write = (writes) => {
      write(writes);
      bench.later(1_000);
      write(writes);
      return writes.map(({ intentId }) => ({ intentId, result: 'unknown' }));
    };
    await bench.run();
    expect((await onlyLink(bench)).microsoft?.id).toBe('m1');
    expect((await bench.rows('exclusions')).map((row) => row.recordId)).toEqual(['m2']);
  });

  it('[I13] takes the frozen payload for the base after a read-back, so that an edit in between flows', async () => {
    const bench = benchWith({});
    const sales = bench.sales.addSelected(person('Ada'));
    let lost = 0;
    const write = bench.outlook.write.bind(bench.outlook);
    bench.outlook.write = (writes) => {
      const outcomes = write(writes);
      if (lost > 0) return outcomes;
      lost += 1;
      for (const item of bench.outlook.live()) bench.outlook.edit(item.id, { jobTitle: 'Countess' });
      return outcomes.map(({ intentId }) => ({ intentId, result: 'unknown' }));
    };
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it('[D6] [D20] hears of a person who shared the item before its create was read back', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.edit(sales, { jobTitle: 'Countess' });
    bench.outlook.remove(outlook);
    const write = bench.outlook.write.bind(bench.outlook);
    bench.outlook.write = (writes) => {
      bench.outlook.write = write;
      write(writes);
      for (const item of bench.outlook.live()) bench.outlook.share(item.id, true);
      bench.sales.deactivate(sales);
      return writes.map(({ intentId }) => ({ intentId, result: 'unknown' }));
    };
    await bench.run();
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
    expect(await bench.rows('conflicts')).toMatchObject([{ question: 'deleted-in-sales' }]);
  });
});
