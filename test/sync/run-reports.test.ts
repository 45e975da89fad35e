// What a report says of changes that wait: since when, which records still fail, and whether the run could know.
import { describe, expect, it } from '@jest/globals';
import { SyncError } from '../../src/sync/model/error.ts';
import type { Write, WriteOutcome } from '../../src/sync/model/write.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { Bench, minuteMs } from '../support/sync-bench.ts';
import { Crash } from '../support/sync-world.ts';
import { benchWith, person, runLater } from '../support/sync-people.ts';

const refusing =
  (names: ReadonlySet<unknown>) =>
  (write: Write): WriteOutcome | null =>
    names.has(write.units['firstName'])
      ? {
          intentId: write.intentId,
          result: 'rejected',
          refusal: { cause: 'field-rejected', attribute: 'firstName', status: 400, requestId: 'r1' },
        }
      : null;

describe('a report', () => {
  it('[M11] says since when a record fails, whether the run tried it again or not, and nothing once it went through', async () => {
    const bench = new Bench();
    const refused = new Set(['Ada']);
    bench.outlook.script = refusing(refused);
    bench.sales.addSelected(person('Ada'));
    const first = await bench.run();
    expect(first.failures).toHaveLength(1);
    const [failure] = await bench.rows('failures');
    expect(first.oldestWaitingAtMs).toBe(failure?.sinceMs);
    bench.later(1_000);
    const untried = await bench.run();
    expect(untried.failures).toEqual([]);
    expect(untried.oldestWaitingAtMs).toBe(failure?.sinceMs);
    refused.clear();
    expect((await runLater(bench)).oldestWaitingAtMs).toBeNull();
  });

  it('[I31] forgets what a write had met that was under way when another runner took over', async () => {
    const bench = new Bench();
    const refused = new Set(['Ada']);
    bench.outlook.script = refusing(refused);
    const sales = bench.sales.addSelected(person('Ada'));
    await bench.run();
    refused.clear();
    bench.world.onStep((name) => {
      if (name === 'microsoft.write') throw new Crash('while it was sent again');
    });
    await expect(runLater(bench)).rejects.toThrow(Crash);
    bench.world.onStep(() => undefined);
    expect(await bench.rows('intents')).toHaveLength(1);
    bench.sales.search.delete(sales);
    bench.grant = { isNewStore: true, epoch: 9 };
    const report = await bench.run();
    expect(report.outcome).toBe('succeeded');
    expect(await bench.rows('failures')).toEqual([]);
  });

  it('claims no success for a run that had nothing to look at, because everything is switched off', async () => {
    const bench = benchWith({ contact: { isOn: false } });
    bench.sales.addSelected(person('Ada'));
    expect(await bench.run()).toMatchObject({ outcome: 'skipped', cause: 'user-disabled', causeSide: null });
    expect(bench.outlook.live()).toEqual([]);
  });

  it('[M11] says since when deletes are held', async () => {
    const bench = new Bench();
    const ids = ['Ada', 'Grace', 'Mary'].map((name) => bench.outlook.add(person(name), { isShared: true }));
    await bench.run();
    bench.later(minuteMs);
    for (const id of ids) bench.outlook.remove(id);
    const report = await bench.run();
    const [held] = await bench.rows('heldDeletes');
    expect(report).toMatchObject({ holds: 3, oldestWaitingAtMs: held?.heldAtMs });
    bench.later(minuteMs);
    expect((await bench.run()).oldestWaitingAtMs).toBe(held?.heldAtMs);
  });

  it('[M8] names every record that still fails, so that one it mended is named no more', async () => {
    const bench = new Bench();
    const refused = new Set(['Ada', 'Mary']);
    bench.outlook.script = refusing(refused);
    for (const name of ['Ada', 'Grace', 'Mary']) bench.sales.addSelected(person(name));
    const first = await bench.run();
    expect(first.stillFailing).toHaveLength(2);
    refused.delete('Ada');
    const later = await runLater(bench);
    const [standing] = await bench.rows('failures');
    expect(later.stillFailing).toEqual([
      { kind: 'contact', recordKey: standing?.recordKey, side: 'microsoft', operation: 'create' },
    ]);
    bench.later(1_000);
    const untried = await bench.run();
    expect(untried.failures).toEqual([]);
    expect(untried.stillFailing).toEqual(later.stillFailing);
    expect(await bench.rows('runs')).not.toContainEqual(
      expect.objectContaining({ stillFailing: expect.anything() }),
    );
  });

  it('[M8] names none rather than some where more fail than it can name', async () => {
    const bench = new Bench();
    bench.outlook.script = refusing(new Set(Array.from({ length: 501 }, (_, index) => `P${String(index)}`)));
    for (let index = 0; index < 501; index += 1) bench.sales.addSelected(person(`P${String(index)}`));
    expect(await bench.run()).toMatchObject({ stillFailing: null, kinds: { contact: { failing: 501 } } });
  });

  it('[M11] says that it counted nothing where the run never began', async () => {
    const bench = new Bench();
    bench.sales.addSelected(person('Ada'));
    expect((await bench.run()).counted).toBeUndefined();
    const lease = { acquire: () => Promise.reject(new SyncError('lease-lost')) };
    const report = await runSync({ ...bench.ports(), lease }, bench.request(), new AbortController().signal);
    expect(report).toMatchObject({ counted: false, oldestWaitingAtMs: null });
  });
});
