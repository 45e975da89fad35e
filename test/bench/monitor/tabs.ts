// The Monitor and its two references, each in a browser profile of its own, signed in and ready to be loaded.

import type { Browser, CDPSession, Page } from 'playwright-core';
import { signIn, visit, wide } from '../../support/journey.ts';

export interface Tab {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** where the first view is */
  readonly url: string;
}

export interface Tabs {
  /** the product */
  readonly ours: Tab;
  /** the floor: one page of rows in a plain HTML table */
  readonly table: Tab;
  /** the usual choice: 5,000 rows in Fluent's DataGrid, all of them drawn */
  readonly grid: Tab;
}

export interface Site {
  readonly front: string;
  readonly probeFile: string;
  /** an administrator's, for the reference pages */
  readonly token: string;
}

const firstPaintWithinMs = 120_000;

export async function openTabs(browser: Browser, { front, probeFile, token }: Site): Promise<Tabs> {
  const reference = (name: string) => `${front}/bench/${name}.html#token=${token}`;
  const ours = await openTab(browser, `${front}/#/monitor`, probeFile);
  await ours.page.goto(`${front}/#/`);
  await signIn(ours.page, 'Sign in to Microsoft', 'admin');
  await ours.page.getByRole('button', { name: 'Sign in to Sales' }).waitFor();
  return {
    ours,
    table: await openTab(browser, reference('plain-table'), probeFile),
    grid: await openTab(browser, reference('data-grid'), probeFile),
  };
}

async function openTab(browser: Browser, url: string, probeFile: string): Promise<Tab> {
  const { context, page } = await visit(browser, wide);
  page.setDefaultTimeout(firstPaintWithinMs);
  await page.addInitScript({ path: probeFile });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  return { page, cdp, url };
}

/** `cold`: nothing of the page is in the browser but the sign-in. Answers ms until cards and rows were on the screen. */
export async function load({ page, cdp, url }: Tab, how: 'cold' | 'warm'): Promise<number> {
  await page.goto('about:blank');
  if (how === 'cold') {
    await cdp.send('Network.clearBrowserCache');
    await forgetAnswers({ cdp, url });
  }
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate(() => window.bench.firstPaint);
}

/** What the page waited for since it was loaded, one word each: `users 310-360` in ms. */
export async function waitsOf({ page }: Tab): Promise<string> {
  const resources = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name, startTime, duration }) => ({ name, startMs: startTime, endMs: startTime + duration })),
  );
  return resources
    .map(({ name, startMs, endMs }) => {
      const file =
        new URL(name).pathname
          .split('/')
          .at(-1)
          ?.replace(/\.[0-9a-f]{16}\./, '.') ?? '';
      return `${file} ${startMs.toFixed(0)}-${endMs.toFixed(0)}`;
    })
    .join(', ');
}

/** What the page remembered of earlier answers; the sign-in and the scripts stay. The page must be elsewhere. */
export async function forgetAnswers({ cdp, url }: Pick<Tab, 'cdp' | 'url'>): Promise<void> {
  await cdp.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'indexeddb' });
}

/** As long as an administrator stays at least: the Monitor stores what it shows a second after it came. */
export async function stay({ page }: Tab): Promise<void> {
  await page.waitForTimeout(2_000);
}

/** The page leaves the machine to the others. */
export async function rest({ page }: Tab): Promise<void> {
  await page.goto('about:blank');
}

/** MB of JavaScript's heap after a collection. */
export async function heapOf({ cdp }: Tab): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const bytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  return bytes / 1024 / 1024;
}
