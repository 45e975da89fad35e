import { describe, expect, it } from '@jest/globals';
import { SyncError } from '../../src/sync/model/error.ts';
import type { Bench } from '../support/sync-bench.ts';
import { benchWith, person } from '../support/sync-people.ts';

/** An adapter whose writes wait for their turn: it looks once more before it sends. */
function whenWaiting(bench: Bench, meanwhile: () => void): void {
  const remote = bench.outlook.remote.bind(bench.outlook);
  bench.outlook.remote = () => ({
    ...remote(),
    write: (writes, signal) => {
      meanwhile();
      return signal.aborted
        ? Promise.reject(new SyncError('cancelled', { at: { side: 'microsoft' } }))
        : remote().write(writes, signal);
    },
  });
}

describe('a write that waits in an adapter', () => {
  it('[I29] does not leave when the lease has ended meanwhile (F28), and stays open for the next run', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    let isHeld = true;
    bench.grant = { isCurrent: () => isHeld };
    whenWaiting(bench, () => {
      isHeld = false;
    });
    expect((await bench.run()).outcome).not.toBe('succeeded');
    expect([bench.outlook.live().length, (await bench.rows('intents')).length]).toEqual([0, 1]);
  });

  it('leaves although the run was cancelled: what was begun is never torn off', async () => {
    const bench = benchWith({});
    bench.sales.addSelected(person('Ada'));
    const controller = new AbortController();
    whenWaiting(bench, () => {
      controller.abort();
    });
    await bench.run({}, controller.signal);
    expect([bench.outlook.live().length, (await bench.rows('intents')).length]).toEqual([1, 0]);
  });
});
