// Which rows are drawn whole while a list is scrolled.

import { describe, expect, it } from '@jest/globals';
import { createPace } from '../../src/taskpane/monitor/table/pace.ts';

const viewPx = 500;

function paceAfter(...steps: readonly (readonly [topPx: number, isMoving: boolean])[]): boolean {
  const pace = createPace();
  for (const [topPx, isMoving] of steps) pace.note(topPx, viewPx, isMoving);
  return pace.isTooFastToRead();
}

describe('the pace of scrolling', () => {
  it.each([
    ['where nothing moves yet', [[9_000, true]], false],
    [
      'line by line',
      [
        [0, true],
        [60, true],
      ],
      false,
    ],
    [
      'more than half a view between two frames',
      [
        [0, true],
        [260, true],
      ],
      true,
    ],
    [
      'upwards as well',
      [
        [900, true],
        [600, true],
      ],
      true,
    ],
    [
      'until it slows down',
      [
        [0, true],
        [900, true],
        [960, true],
      ],
      false,
    ],
    [
      'until it rests, wherever that is',
      [
        [0, true],
        [900, true],
        [1_800, false],
      ],
      false,
    ],
  ] as const)('counts as too fast to read: %s', (_, steps, isTooFast) => {
    expect(paceAfter(...steps)).toBe(isTooFast);
  });
});
