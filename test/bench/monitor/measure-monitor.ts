// What is measured of the Monitor, in order: first paint, interactions, row changes, and at last the long scroll, which
// uses up most of the requests that the relay grants an administrator in a minute.

import type { Browser } from 'playwright-core';
import type { BenchReport, Measured } from '../report.ts';
import { median, most } from '../samples.ts';
import { distribution, figures } from './comparing.ts';
import { measureInteractions, type HowOften, type Interaction } from './interactions.ts';
import { measureLive } from './live.ts';
import { measureScroll } from './scroll.ts';
import type { Server } from './server/start-server.ts';
import { heapOf, load, stay, waitsOf, type Tabs } from './tabs.ts';

export interface Amounts extends HowOften {
  readonly loads: number;
  /** of the DataGrid */
  readonly gridLoads: number;
}

export const fullAmounts: Amounts = {
  loads: 9,
  gridLoads: 5,
  samples: 24,
  gridSamples: 16,
};
export const quickAmounts: Amounts = {
  loads: 3,
  gridLoads: 1,
  samples: 15,
  gridSamples: 3,
};

/** row changes, and the way through a list: faster, and the relay would ask an administrator to wait */
const minuteMs = 60_000;
/** the first by name, each once a second: every row on the screen changes, and a hundred around them */
const reporters = 200;
const changesPerSecond = 200;
/** what the specification asks for */
const limits = { coldMs: 1_500, warmMs: 700, changeMs: 150, taskMs: 50, heapMb: 200 };

export interface Bench {
  readonly browser: Browser;
  readonly tabs: Tabs;
  readonly server: Server;
  readonly amounts: Amounts;
  readonly say: (line: string) => void;
}

export async function measureMonitor(bench: Bench): Promise<Omit<BenchReport, 'name'>> {
  const notes: string[] = [];
  const failures: string[] = [];
  const parts = [measurePaint, measureChanges, measureStillness, measureLength];
  const results: Measured[] = [];
  for (const part of parts) {
    await bench.server.ask({ type: 'statements', count: 0 });
    try {
      results.push(...(await part(bench, notes)));
    } catch (error) {
      failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    notes.push(...(await slowStatements(bench)));
  }
  return { results, notes, failures };
}

async function measurePaint({ tabs, amounts, say }: Bench, notes: string[]): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const how of ['cold', 'warm'] as const) {
    const found = { ours: [] as number[], table: [] as number[], grid: [] as number[] };
    // The first load of all fills caches on both sides of the wire.
    for (const tab of Object.values(tabs) as Tabs[keyof Tabs][]) {
      await load(tab, how);
      await stay(tab);
    }
    for (let at = 0; at < amounts.loads; at += 1)
      for (const name of ['ours', 'table', 'grid'] as const)
        if (name !== 'grid' || at < amounts.gridLoads) {
          found[name].push(await load(tabs[name], how));
          await stay(tabs[name]);
        }
    const limit = how === 'cold' ? limits.coldMs : limits.warmMs;
    results.push(...distribution({ case: `first paint, ${how}`, unit: 'ms', limit }, found));
    notes.push(
      `first paint, ${how}, last of ours at ${found.ours.at(-1)?.toFixed(0)} ms: ${await waitsOf(tabs.ours)}`,
    );
    say(`measured first paint, ${how}`);
  }
  const heap = {
    ours: await heapOf(tabs.ours),
    table: await heapOf(tabs.table),
    grid: await heapOf(tabs.grid),
  };
  const common = { case: 'heap after first paint', unit: 'MB', limit: limits.heapMb } as const;
  return [...results, ...figures(common, heap.ours, heap)];
}

async function measureChanges({ tabs, amounts, say }: Bench, notes: string[]): Promise<Measured[]> {
  const found = await measureInteractions(tabs, amounts, say);
  notes.push(...found.map(whereItGoes));
  return found.flatMap(({ name, ours, seenBefore, table, grid }) => {
    const common = { unit: 'ms', limit: limits.changeMs } as const;
    const totals = (changes: Interaction['ours']) => changes.map(({ totalMs }) => totalMs);
    return [
      ...distribution(
        { ...common, case: name },
        { ours: totals(ours), table: totals(table), grid: totals(grid) },
      ),
      ...distribution({ ...common, case: `${name}, seen before` }, { ours: totals(seenBefore) }),
    ];
  });
}

function whereItGoes({ name, ours, table }: Interaction): string {
  const parts = (changes: Interaction['ours']): string => {
    const asked = changes.filter(({ askedMs }) => askedMs !== null);
    const before = median(asked.map(({ askedMs }) => askedMs ?? 0));
    const answer = median(asked.map(({ answeredMs }) => answeredMs ?? 0));
    const after = median(
      asked.map(({ totalMs, askedMs, answeredMs }) => totalMs - (askedMs ?? 0) - (answeredMs ?? 0)),
    );
    const requests = most(changes.map(({ requests: count }) => count));
    return `${before.toFixed(0)} ms until asked, ${answer.toFixed(0)} ms until answered, ${after.toFixed(0)} ms until painted; at most ${requests} requests`;
  };
  return `${name}: ours ${parts(ours)}\n${' '.repeat(name.length + 2)}plain table ${parts(table)}\n${slowest(ours)}`;
}

/** Which inputs stand for the 95th percentile: their place in the round, and where their time went. */
function slowest(changes: Interaction['ours']): string {
  return changes
    .map((change, at) => ({ ...change, at }))
    .sort((a, b) => b.totalMs - a.totalMs)
    .slice(0, 5)
    .map(({ at, totalMs, askedMs, answeredMs }) => {
      const [asked, answered] = [askedMs ?? 0, answeredMs ?? 0];
      const after = totalMs - asked - answered;
      return `  input ${at + 1}: ${totalMs.toFixed(0)} ms = ${asked.toFixed(0)} until asked + ${answered.toFixed(0)} until answered + ${after.toFixed(0)} until painted`;
    })
    .join('\n');
}

async function measureStillness({ tabs, server, say }: Bench, notes: string[]): Promise<Measured[]> {
  const { tokens } = await server.ask({ type: 'reporters', count: reporters });
  const { ours, table, grid } = await measureLive(
    tabs,
    {
      relayOrigin: server.relayOrigin,
      tokens,
      perSecond: changesPerSecond,
      durationMs: minuteMs,
    },
    say,
  );
  const lines = (
    common: Pick<Measured, 'case' | 'unit' | 'limit'>,
    valueOf: (found: typeof ours) => number,
  ): Measured[] => figures(common, valueOf(ours), { table: valueOf(table), grid: valueOf(grid) });
  notes.push(
    `row changes: ${ours.perSecond.toFixed(0)} a second accepted beside ours, ${table.perSecond.toFixed(0)} beside the ` +
      `plain table, ${grid.perSecond.toFixed(0)} beside the DataGrid; texts changed on ours: ${ours.textChanges}`,
    ...[ours, table, grid].flatMap(({ refused }) =>
      [...refused].map(([reason, count]) => `row changes: ${count} reports were refused: ${reason}`),
    ),
  );
  return [
    ...lines(
      { case: 'row changes, long tasks', unit: 'tasks', limit: 0 },
      ({ longTasksMs }) => longTasksMs.length,
    ),
    ...lines({ case: 'row changes, longest long task', unit: 'ms' }, ({ longTasksMs }) => most(longTasksMs)),
    ...lines(
      { case: 'row changes, focus or selection moved', unit: 'moves', limit: 0 },
      ({ moves }) => moves,
    ),
    ...lines({ case: 'row changes, heap', unit: 'MB', limit: limits.heapMb }, ({ heap }) => heap),
  ];
}

async function measureLength({ browser, tabs, say }: Bench, notes: string[]): Promise<Measured[]> {
  const { ours, grid } = await measureScroll(browser, tabs, minuteMs);
  say('measured scrolling');
  notes.push(
    `scrolling: ours ${ours.rows} rows in ${(ours.tookMs / 1000).toFixed(0)} s; ` +
      `DataGrid ${grid.rows} rows in ${(grid.tookMs / 1000).toFixed(0)} s`,
  );
  return [
    ...figures({ case: 'scroll, longest task', unit: 'ms', limit: limits.taskMs }, ours.longestTaskMs, {
      grid: grid.longestTaskMs,
    }),
    ...figures({ case: 'scroll, rows reached', unit: 'rows' }, ours.rows, { grid: grid.rows }),
    ...figures({ case: 'scroll, heap at the end', unit: 'MB', limit: limits.heapMb }, ours.heap, {
      grid: grid.heap,
    }),
  ];
}

async function slowStatements({ server }: Bench): Promise<string[]> {
  const { times } = await server.ask({ type: 'statements', count: 5 });
  return times.map(
    ({ text, count, totalMs, longestMs }) =>
      `  sql ${(totalMs / count).toFixed(1)} ms × ${count}, at most ${longestMs.toFixed(0)} ms: ${text}`,
  );
}
