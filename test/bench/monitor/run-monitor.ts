// The benchmark `monitor`: a company in the real relay, the built pane in a real browser, and both references beside it.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import { userPage, type UserRow } from '../../../src/contract/users.ts';
import { freePorts } from '../../support/free-ports.ts';
import { launchBrowser } from '../../support/journey.ts';
import { startPostgres } from '../../support/relay-postgres.ts';
import type { BenchOptions } from '../options.ts';
import type { BenchReport } from '../report.ts';
import { buildPages } from './build-pages.ts';
import { fullAmounts, measureMonitor, quickAmounts } from './measure-monitor.ts';
import { startServer, type Server } from './server/start-server.ts';
import { openTabs } from './tabs.ts';

type Say = (line: string) => void;

export async function runMonitor(options: BenchOptions, say: Say): Promise<BenchReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'monitor-bench-'));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const places = await buildAll(folder, say);
    const port = await freePorts();
    const postgres = options.database === 'postgres' ? await startPostgres(await freePorts()) : null;
    if (postgres) closing.push(() => postgres.stop());
    else if (options.database === 'postgres')
      throw new Error('There is no PostgreSQL: install it, or name one with DATABASE_URL.');
    const dataDir = path.join(folder, 'data');
    mkdirSync(path.join(dataDir, 'relay'), { recursive: true });
    const { users } = options;
    const server = await startServer(
      { port, dataDir, databaseUrl: postgres?.url ?? null, users, ...places },
      say,
    );
    closing.push(() => server.stop());
    const { token } = await server.ask({ type: 'administrator' });
    writeFileSync(
      path.join(places.pagesDirectory, 'rows.json'),
      JSON.stringify(await someRows(server, token)),
    );
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const probeFile = path.join(places.pagesDirectory, 'probe.js');
    const tabs = await openTabs(browser, { front: server.front, probeFile, token });
    const amounts = options.isQuick ? quickAmounts : fullAmounts;
    const found = await measureMonitor({ browser, tabs, server, amounts, say });
    const machine = `${os.availableParallelism()} cores, ${os.cpus()[0]?.model.trim() ?? 'unknown'}, load ${os.loadavg()[0]?.toFixed(1) ?? '?'}`;
    const what = `${users} users, ${options.database} database, Chromium ${browser.version()}`;
    return { ...found, name: options.name, notes: [`${what}; ${machine}`, ...found.notes] };
  } finally {
    for (const step of closing.reverse()) await step();
  }
}

interface Places {
  readonly paneDirectory: string;
  readonly pagesDirectory: string;
}

/** The pane is copied: nobody builds another one into a measurement. */
async function buildAll(folder: string, say: Say): Promise<Places> {
  say('building the pane and the reference pages');
  await buildPane();
  const paneDirectory = path.join(folder, 'pane');
  cpSync('dist', paneDirectory, { recursive: true });
  const pagesDirectory = path.join(folder, 'pages');
  await buildPages(pagesDirectory);
  return { paneDirectory, pagesDirectory };
}

/** In a process of its own, because it speaks on standard output, which belongs to the results. */
function buildPane(): Promise<void> {
  const script = `import('./scripts/build.mjs').then(async ({ buildPane }) => { process.exitCode = (await buildPane()) ? 0 : 1; })`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--eval', script], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 2, 2],
    });
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('The pane could not be built; webpack has said why above.'));
    });
  });
}

const rowsOfGrid = 5_000;
const pageSize = 200;

/** For the DataGrid: those on the Monitor's first screen of all users, and others as they come. */
async function someRows({ relayOrigin }: Server, token: string): Promise<readonly UserRow[]> {
  const rows = new Map<string, UserRow>();
  for (const [sort, upTo] of [['name', rowsOfGrid / 5] as const, ['lastStart', rowsOfGrid] as const]) {
    let after: string | null = null;
    while (rows.size < upTo) {
      const query = new URLSearchParams({ card: 'all', sort, limit: String(pageSize) });
      if (after !== null) query.set('after', after);
      const response = await fetch(`${relayOrigin}/api/v1/users?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const page: z.infer<typeof userPage> = userPage.parse(await response.json());
      for (const row of page.items) rows.set(row.id, row);
      after = page.next;
      if (after === null) break;
    }
  }
  // Turned round, so that the first press on a heading changes what is on top.
  return [...rows.values()].slice(0, rowsOfGrid).reverse();
}
