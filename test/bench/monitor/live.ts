// 200 rows change every second while an administrator has selected one row and stands in another.

import type { Stillness } from './pages/stillness.ts';
import { startLoad, type Answers, type LoadOptions } from './report-load.ts';
import { heapOf, load, rest, type Tab, type Tabs } from './tabs.ts';

export interface LiveFound extends Stillness {
  /** reports the relay accepted, per second */
  readonly perSecond: number;
  readonly refused: Answers['refused'];
  /** MB afterwards */
  readonly heap: number;
}

/** One after the other: three pages at once would measure the machine. */
export async function measureLive(
  tabs: Tabs,
  options: LoadOptions & { readonly durationMs: number },
  say: (line: string) => void,
): Promise<Record<keyof Tabs, LiveFound>> {
  const { ours, table, grid } = tabs;
  const all = { ...ours, url: `${ours.url}?card=all` };
  const follow = (tab: Tab): Tab => ({ ...tab, url: `${tab.url}&live=1` });
  const found = {
    ours: await measure(all, options),
    table: await measure(follow(table), options, async ({ page }) => {
      await page.locator('section button[aria-pressed]').nth(4).click();
      await page.locator('[role="grid"][aria-busy="false"]').waitFor();
    }),
    grid: await measure(follow(grid), options),
  };
  say('measured row changes');
  return found;
}

async function measure(
  tab: Tab,
  { durationMs, ...options }: LoadOptions & { readonly durationMs: number },
  prepare?: (tab: Tab) => Promise<void>,
): Promise<LiveFound> {
  await load(tab, 'warm');
  await prepare?.(tab);
  const { page } = tab;
  const boxes = page.locator('[role="gridcell"] input[type="checkbox"]');
  await boxes.nth(2).check();
  await boxes.nth(4).focus();
  const startedMs = performance.now();
  const running = startLoad(options);
  // The first messages begin runs: let all of it get going.
  await page.waitForTimeout(1_000);
  await page.evaluate(() => {
    window.bench.watchStillness();
  });
  await page.waitForTimeout(durationMs);
  const stillness = await page.evaluate(() => window.bench.stillness());
  const { accepted, refused } = await running.stop();
  const seconds = (performance.now() - startedMs) / 1_000;
  if (stillness.textChanges === 0) throw new Error(`no row changed at ${page.url().replace(/token=.*/, '')}`);
  const heap = await heapOf(tab);
  await rest(tab);
  return { ...stillness, perSecond: accepted / seconds, refused, heap };
}
