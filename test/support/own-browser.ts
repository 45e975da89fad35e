// A browser that keeps its profile on disk and can be killed like a process that crashed: nothing is flushed, no page
// hears of it.

import { readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { recordContext } from './contract-recording.ts';
import { flags, narrow } from './journey.ts';

export interface OwnBrowser {
  readonly page: Page;
  /** SIGKILL to the browser; its other processes end with it */
  kill(): Promise<void>;
}

export async function startOwnBrowser(profile: string): Promise<OwnBrowser> {
  // Chromium leaves it behind when it is killed, and would take the profile for one in use.
  const lock = path.join(profile, 'SingletonLock');
  await rm(lock, { force: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: flags,
    ignoreHTTPSErrors: true,
    viewport: narrow,
    locale: 'en-US',
  });
  recordContext(context);
  const closed = new Promise((resolve) => context.once('close', resolve));
  let isKilled = false;
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    kill: async () => {
      if (isKilled) return;
      isKilled = true;
      // The link names host and process: `vm-1234`.
      const pid = Number((await readlink(lock)).split('-').at(-1));
      process.kill(pid, 'SIGKILL');
      await closed;
    },
  };
}
