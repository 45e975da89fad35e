// The lease, whoever grants it: one holder at a time, a number that grows with every change of holder, and a holder that
// knows when it has lost it.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isSyncError } from '../../src/sync/model/error.ts';
import type { StoreId } from '../../src/sync/model/ids.ts';
import type { RunOutcome } from '../../src/sync/model/run-report.ts';
import type { LeaseGrant } from '../../src/sync/ports/lease.ts';
import { codeOf, never } from '../remote/scripted-fetch.ts';
import { reportOf, type LeaseBench, type LeaseRunner } from './benches/lease-bench.ts';

const [first, second] = ['store-first', 'store-second'] as const satisfies readonly string[];

interface StartedRun {
  readonly grant: LeaseGrant;
  /** the final report, by a device whose clock is this far off */
  tell(outcome: RunOutcome, clockOffMs?: number): Promise<void>;
  /** as the engine does: the lease goes back, then the report is sent */
  end(outcome: RunOutcome, clockOffMs?: number): Promise<void>;
}

export function leaseSuite(start: () => Promise<LeaseBench>): void {
  let bench: LeaseBench;
  let grants: LeaseGrant[] = [];
  beforeEach(async () => {
    bench = await start();
  });
  afterEach(async () => {
    for (const grant of grants) await grant.release();
    grants = [];
    await bench.end();
  });

  const take = async (store: string, runner: LeaseRunner = 'background'): Promise<LeaseGrant> => {
    const grant = await bench.run(runner).lease.acquire(store as StoreId, never);
    grants.push(grant);
    return grant;
  };
  const run = async (store: string): Promise<StartedRun> => {
    const { lease, reports } = bench.run('background');
    const grant = await lease.acquire(store as StoreId, never);
    grants.push(grant);
    const tell = (outcome: RunOutcome, clockOffMs = 0): Promise<void> =>
      reports.finished(reportOf(outcome, bench.nowMs() + clockOffMs));
    const end: StartedRun['end'] = async (...ending) => {
      await grant.release();
      await tell(...ending);
    };
    return { grant, tell, end };
  };
  const refusedFor = async (store: string, runner: LeaseRunner = 'background'): Promise<number> => {
    try {
      await take(store, runner);
    } catch (error) {
      if (isSyncError(error) && error.code === 'lease-refused') return error.facts.retryAfterMs ?? -1;
      throw error;
    }
    throw new Error('the lease was granted');
  };

  describe('holding', () => {
    it('[I29] is one store at a time; another is told when to ask again', async () => {
      await take(first);
      const retryAfterMs = await refusedFor(second);
      expect(retryAfterMs).toBeGreaterThan(80_000);
      expect(retryAfterMs).toBeLessThanOrEqual(90_000);
    });

    it('tells a pane that waits for a background run to ask again soon', async () => {
      await take(first);
      const retryAfterMs = await refusedFor(second, 'pane');
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(5_000);
    });

    it('is granted to the same store once more under the same number', async () => {
      const grant = await take(first);
      expect((await take(first)).epoch).toBe(grant.epoch);
    });

    it('lasts while it is renewed', async () => {
      const grant = await take(first);
      for (let renewal = 0; renewal < 6; renewal += 1) await bench.renewals();
      expect(grant.isCurrent()).toBe(true);
      await expect(refusedFor(second)).resolves.toBeGreaterThan(0);
    });

    it('knows the installation of the user', async () => {
      const [one, two] = [await take(first), await take(first)];
      expect(one.instance).not.toBe('');
      expect(two.instance).toBe(one.instance);
    });
  });

  describe('passing on', () => {
    it('happens at once when the lease is given back, under a greater number', async () => {
      const one = await take(first);
      expect(one.isCurrent()).toBe(true);
      await one.release();
      expect(one.isCurrent()).toBe(false);
      const two = await take(second);
      expect(two.epoch).toBeGreaterThan(one.epoch);
      expect(two.isCurrent()).toBe(true);
    });

    it('[I30] happens when the lease ran out, and the old holder stops', async () => {
      const one = await take(first);
      await bench.runOut();
      const two = await take(second);
      expect(two.epoch).toBeGreaterThan(one.epoch);
      await bench.renewals();
      expect([one.isCurrent(), two.isCurrent()]).toEqual([false, true]);
    });

    it('[I30] stops a holder that comes too late even if nobody asked meanwhile', async () => {
      const one = await take(first);
      await bench.runOut();
      await bench.renewals();
      expect(one.isCurrent()).toBe(false);
      const again = await take(first);
      expect(again.epoch).toBeGreaterThan(one.epoch);
    });

    it('is not disturbed by an old holder that gives back what it lost', async () => {
      const one = await take(first);
      await bench.runOut();
      const two = await take(second);
      await one.release();
      await bench.renewals();
      expect(two.isCurrent()).toBe(true);
      await expect(refusedFor(first)).resolves.toBeGreaterThan(0);
    });
  });

  describe('a store', () => {
    it('is not new where it is the first of all', async () => {
      await expect(take(first)).resolves.toMatchObject({ isNewStore: false, lastSuccessStartedAtMs: null });
    });

    it('[A6] is new after another one, until it has finished a run in success', async () => {
      await (await take(first)).release();
      const one = await run(second);
      expect(one.grant.isNewStore).toBe(true);
      await one.end('failed');
      const beforeMs = bench.nowMs();
      const two = await run(second);
      expect(two.grant).toMatchObject({ isNewStore: true, lastSuccessStartedAtMs: null });
      const afterMs = bench.nowMs();
      await two.end('succeeded-with-conflicts');
      const { isNewStore, lastSuccessStartedAtMs } = await take(second);
      expect(isNewStore).toBe(false);
      expect(lastSuccessStartedAtMs).toBeGreaterThanOrEqual(beforeMs);
      expect(lastSuccessStartedAtMs).toBeLessThanOrEqual(afterMs);
    });

    it('[A6] is still new after a success of the former store that is told late', async () => {
      const former = await run(first);
      await former.grant.release();
      const one = await run(second);
      await former.tell('succeeded');
      await one.end('failed');
      await expect(take(second)).resolves.toMatchObject({ isNewStore: true });
    });

    it('[A6] is still new after a success of its own from before the other one ran', async () => {
      const early = await run(second);
      await early.grant.release();
      await (await take(first)).release();
      const again = await run(second);
      await early.tell('succeeded');
      await again.end('failed');
      await expect(take(second)).resolves.toMatchObject({ isNewStore: true });
    });

    it('[A6] is known by its own success that is told after its next run began', async () => {
      await (await take(first)).release();
      const one = await run(second);
      await one.grant.release();
      const two = await run(second);
      await one.tell('succeeded');
      await two.end('failed');
      await expect(take(second)).resolves.toMatchObject({ isNewStore: false });
    });

    it.each([
      ['ahead', 86_400_000],
      ['behind', -86_400_000],
    ])(
      '[A6] [F27] began its last success when the relay says, be its own clock a day %s',
      async (_, byMs) => {
        const beforeMs = bench.nowMs();
        const one = await run(first);
        const afterMs = bench.nowMs();
        await one.end('succeeded', byMs);
        const { lastSuccessStartedAtMs } = await take(first);
        expect(lastSuccessStartedAtMs).toBeGreaterThanOrEqual(beforeMs);
        expect(lastSuccessStartedAtMs).toBeLessThanOrEqual(afterMs);
      },
    );

    it('keeps the newest success when an older one is told late', async () => {
      const early = await run(first);
      await early.grant.release();
      await bench.renewals();
      const beforeMs = bench.nowMs();
      await (await run(first)).end('succeeded');
      await early.tell('succeeded');
      const { lastSuccessStartedAtMs } = await take(first);
      expect(lastSuccessStartedAtMs).toBeGreaterThanOrEqual(beforeMs);
    });

    it('is not made known by a run that got no lease', async () => {
      const { lease, reports } = bench.run('background');
      await (await take(first)).release();
      await take(second);
      await expect(codeOf(lease.acquire(first as StoreId, never))).resolves.toBe('lease-refused');
      await reports.finished(reportOf('succeeded', bench.nowMs()));
      await expect(take(second)).resolves.toMatchObject({ isNewStore: true, lastSuccessStartedAtMs: null });
    });
  });

  describe('a user', () => {
    it.each(['disabled', 'deleted'] as const)(
      'that is %s gets no lease and loses the one it has',
      async (state) => {
        const grant = await take(first);
        await bench.setUser(state);
        await expect(codeOf(take(first))).resolves.toBe(`user-${state}`);
        await bench.renewals();
        expect(grant.isCurrent()).toBe(false);
      },
    );

    it('that was disabled and is enabled again gets a lease', async () => {
      await bench.setUser('disabled');
      await bench.setUser('enabled');
      expect((await take(first)).isCurrent()).toBe(true);
    });

    it('[D11] has the keys of records it removed in every grant, on every device', async () => {
      const [one, two] = ['k'.repeat(26), 'm'.repeat(26)] as const;
      await bench.run('background').reports.releases([one, two], []);
      const grant = await take(first);
      expect([...grant.removedByUser].sort()).toEqual([one, two]);
      await grant.release();
      await bench.run('background').reports.releases([], [one]);
      expect((await take(second)).removedByUser).toEqual([two]);
    });
  });
}
