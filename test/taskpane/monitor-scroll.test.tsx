// Where a list stands when the window crosses the breakpoint: the pane scrolls its whole page, a window only its rows.

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { crossBreakpoint, showMonitor } from '../support/monitor-render.tsx';
import { monitorUsers } from '../support/monitor-users.ts';

/** header, cards and toolbar above the rows of the pane */
const abovePx = 400;

async function scrolledInPane(topPx: number): Promise<number[]> {
  await showMonitor({
    relay: createFakeRelay(monitorUsers(100)),
    path: '/monitor?card=all&sort=name',
    isWide: false,
  });
  await screen.findByRole('list', { name: 'Users' });
  const page = screen.getByRole('main');
  act(() => {
    page.scrollTop = topPx;
    fireEvent.scroll(page);
  });
  const tops: number[] = [];
  Element.prototype.scrollTo = (options?: number | ScrollToOptions) => {
    if (typeof options === 'object') tops.push(options.top ?? 0);
  };
  crossBreakpoint(true);
  await screen.findByRole('grid');
  return tops;
}

describe('a list that was scrolled in the pane', () => {
  beforeEach(() => {
    jest.spyOn(HTMLElement.prototype, 'offsetTop', 'get').mockImplementation(function offsetTop(
      this: HTMLElement,
    ) {
      return this.getAttribute('role') === 'list' ? abovePx : 0;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('begins at its top in a window when only what is above it was scrolled', async () => {
    expect(new Set(await scrolledInPane(120))).toEqual(new Set([0]));
  });

  it('goes on at the same row in a window, whose rows are lower', async () => {
    expect(await scrolledInPane(abovePx + 50 * 60)).toContain(50 * 52);
  });
});
