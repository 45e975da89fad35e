// A browser that keeps its profile on disk and can be killed like a process that crashed: nothing is flushed, no page
// hears of it.

import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { flags, narrow } from './journey.ts';
import { eventually } from './system.ts';

export interface OwnBrowser {
  readonly page: Page;
  /** SIGKILL to the browser and all its processes */
  kill(): Promise<void>;
}

export async function startOwnBrowser(profile: string): Promise<OwnBrowser> {
  await mkdir(profile, { recursive: true });
  const portFile = path.join(profile, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const child = spawn(
    findBrowser(),
    [
      ...flags,
      '--ignore-certificate-errors',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--window-size=${narrow.width},${narrow.height}`,
    ],
    { detached: true, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await eventually('the browser names its port', () => readPort(portFile), {
    is: (value) => value !== null,
  });
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no default context');
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    kill: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL');
        await ended;
      }
      await browser.close().catch(() => undefined);
    },
  };
}

async function readPort(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^(\d+)\n/.exec(text)?.[1] ?? null;
}
