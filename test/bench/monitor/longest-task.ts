// The longest task of a page's main thread while something happens, from the browser's own trace: the page itself is told
// of tasks over 50 ms only.

import type { Browser } from 'playwright-core';
import { z } from 'zod';
import type { Tab } from './tabs.ts';

const traced = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().optional(),
    }),
  ),
});

export interface Traced<Result> {
  readonly result: Result;
  readonly longestTaskMs: number;
}

/** marks the trace's thread that is the page's: other tabs have main threads, too */
const mark = 'bench: traced page';

export async function traceTasks<Result>(
  browser: Browser,
  { page }: Tab,
  work: () => Promise<Result>,
): Promise<Traced<Result>> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate((name) => performance.mark(name), mark);
  const result = await work();
  const { traceEvents } = traced.parse(JSON.parse((await browser.stopTracing()).toString()));
  const own = traceEvents.find(({ name }) => name === mark);
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && pid === own?.pid && tid === own.tid,
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  // Microseconds; nested tasks are shorter than what they are in.
  return { result, longestTaskMs: tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0) / 1000 };
}
