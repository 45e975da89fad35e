import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ledger } from '../support/sync-ledger.ts';
import { randomPlan } from '../support/sync-random-plan.ts';

const runs = Number(process.env['SYNC_PLANS'] ?? 60);

describe('random plans', () => {
  it(`[I1] [I3] [I5] [I7] [I22] [I19] hold for ${String(runs)} plans of people and faults`, async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan(['kept', 'kept', 'kept', 'rewound']), async (plan) => {
        const ledger = new Ledger(plan);
        for (const round of plan.rounds) await ledger.play(round);
        await ledger.settle();
        const kept = (await ledger.bench.rows('keptValues')).map((row) => row.value);
        ledger.judge([...kept, ...ledger.kept]);
        const writes = ledger.bench.writeCount();
        const state = await ledger.bench.state();
        await ledger.bench.run();
        expect(ledger.bench.writeCount()).toBe(writes);
        expect(await ledger.bench.state()).toBe(state);
        ledger.bench.outlook.expireCursors();
        await ledger.bench.run();
        expect(ledger.bench.writeCount()).toBe(writes);
      }),
      { numRuns: runs },
    );
  }, 600_000);

  it(`[I1] [I5] [I29] [A6] hold for ${String(runs)} plans in which memory is lost or another device runs`, async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan(['kept', 'lost', 'other']), async (plan) => {
        const ledger = new Ledger(plan);
        for (const round of plan.rounds) await ledger.play(round);
        await ledger.settle();
        ledger.judgeDeletes();
        const writes = ledger.bench.writeCount();
        await ledger.bench.run();
        expect(ledger.bench.writeCount()).toBe(writes);
      }),
      { numRuns: runs },
    );
  }, 600_000);
});
