// The whole list from its first to its last row, as far as a browser keeps it.

import type { Browser } from 'playwright-core';
import { mostListed } from '../../../src/taskpane/monitor/table/listed-rows.ts';
import { traceTasks } from './longest-task.ts';
import type { Scrolled } from './pages/scroll-through.ts';
import { heapOf, load, rest, type Tab, type Tabs } from './tabs.ts';

export interface ScrollFound extends Scrolled {
  readonly longestTaskMs: number;
  /** MB at the end of the list */
  readonly heap: number;
}

export async function measureScroll(
  browser: Browser,
  { ours, grid }: Tabs,
  durationMs: number,
): Promise<Record<'ours' | 'grid', ScrollFound>> {
  return {
    ours: await measure(browser, { ...ours, url: `${ours.url}?card=all` }, durationMs),
    grid: await measure(browser, grid, durationMs),
  };
}

async function measure(browser: Browser, tab: Tab, durationMs: number): Promise<ScrollFound> {
  await load(tab, 'warm');
  const { result, longestTaskMs } = await traceTasks(browser, tab, () =>
    tab.page.evaluate(([ms, most]) => window.bench.scrollThrough(ms, most), [
      durationMs,
      mostListed,
    ] as const),
  );
  const heap = await heapOf(tab);
  await rest(tab);
  return { ...result, longestTaskMs, heap };
}
