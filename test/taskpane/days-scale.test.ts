import { describe, expect, it } from '@jest/globals';
import { isNamedDay, runTicks, timeTicks } from '../../src/taskpane/monitor/details/days/days-scale.ts';

describe('the lines of the chart', () => {
  it.each([
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [108, [0, 50, 100, 150]],
    [40_001, [0, 20_000, 40_000, 60_000]],
  ])('count %d runs in whole, round numbers up to the most of a day', (most, ticks) => {
    expect(runTicks(most)).toEqual(ticks);
  });

  it.each([
    ['nothing', 0, [0, 500]],
    ['less than a second', 800, [0, 500, 1_000]],
    ['seconds', 12_000, [0, 10_000, 20_000]],
    ['a minute', 61_000, [0, 60_000, 120_000]],
    ['half a day', 12 * 3_600_000, [0, 10 * 3_600_000, 20 * 3_600_000]],
  ])('measure %s in steps of a clock', (_, mostMs, ticks) => {
    expect(timeTicks(mostMs)).toEqual(ticks);
  });

  it('always reach the longest bar, with few lines', () => {
    for (const most of Array.from({ length: 400 }, (_, at) => Math.round(1.05 ** at))) {
      const runs = runTicks(most);
      const times = timeTicks(most);
      expect([runs.at(-1), times.at(-1)].every((top) => (top ?? 0) >= most)).toBe(true);
      expect([runs.length <= 5, times.length <= 3]).toEqual([true, true]);
    }
  });
});

describe('the names of the days', () => {
  it('end with today', () => {
    const named = Array.from({ length: 30 }, (_, at) => at).filter((at) => isNamedDay(at, 30, 10));
    expect(named).toEqual([9, 19, 29]);
  });
});
