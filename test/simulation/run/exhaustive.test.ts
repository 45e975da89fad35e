import { describe, expect, it } from '@jest/globals';
import type { Round } from '../plan.ts';
import { fromSales, plan, round } from '../scenarios/build-plan.ts';
import { judgeSchedule, roundsBegunAnew } from './exhaustive.ts';

const planOf = (...more: readonly Partial<Round>[]): ReturnType<typeof plan> =>
  plan({ entities: [fromSales], rounds: more.map((one) => round([], one)) });
const calm = {};
const worker = { runner: 'worker' } as const;

describe('[I17] a round that may end as if it had lost its memory', () => {
  it.each([
    ['is the first', [calm, calm, calm], [], [0]],
    ['follows a first one that was cut short', [calm, calm, calm], [0], [0, 1]],
    ['follows two of them', [calm, calm, calm], [0, 1], [0, 1, 2]],
    ['is not one that knew and was cut short', [calm, calm, calm], [1], [0]],
    ['nor the one after it', [calm, calm, calm, calm], [1, 2], [0]],
    ['is the first of another runner', [calm, worker, worker], [], [0, 1]],
    ['is whatever follows that one cut short', [calm, worker, worker, worker], [1], [0, 1, 2]],
    ['has lost it', [calm, calm, { disk: 'wiped' }, calm], [], [0, 2]],
    ['is not one after which nobody ran', [{ isSkipped: true }, calm, calm], [], [0, 1]],
  ] as const)('%s', (_, rounds, struck, anew) => {
    expect(roundsBegunAnew(planOf(...rounds), new Set<number>(struck))).toEqual(anew);
  });

  it('lets a schedule pass that ends as a calm one does', async () => {
    const step = { step: 30, do: 'crash-after' } as const;
    await expect(judgeSchedule(planOf(calm, calm), [step])).resolves.toBeNull();
  });
});
