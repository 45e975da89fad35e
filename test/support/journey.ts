// A person at the pane in a real browser: what they click and what they see, by the words on the screen.

import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../scripts/find-browser.mjs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core';
import type { z } from 'zod';
import { runFinish } from '../../src/contract/runs.ts';
import { recordContext } from './contract-recording.ts';
import type { System } from './system.ts';

export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** With a system, its certificate counts as one that the browser knows; not where another one takes its place under a page. */
export function launchBrowser(system?: System): Promise<Browser> {
  const trust = system === undefined ? [] : [trustFlag(system)];
  return chromium.launch({ executablePath: findBrowser(), args: [...flags, ...trust] });
}

/** Chromium caches nothing that came by a certificate it does not know: it would load the whole pane anew for every page. */
function trustFlag({ endpoints }: System): string {
  const { publicKey } = new X509Certificate(
    readFileSync(path.join(path.dirname(endpoints.ca), 'localhost.crt')),
  );
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
}

/** What the journeys of one file share. */
export interface World {
  readonly system: System;
  readonly browser: Browser;
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** errors of the page's own scripts */
  readonly errors: string[];
}

export const narrow = { width: 320, height: 640 };
export const wide = { width: 1280, height: 800 };

export async function visit(browser: Browser, size = narrow): Promise<Visit> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: size, locale: 'en-US' });
  recordContext(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { context, page, errors };
}

/** Through the sandbox's own sign-in page of either side. */
export async function signIn(page: Page, button: string | RegExp, userName: string): Promise<void> {
  await told(page, async () => {
    await page.getByRole('button', { name: button }).first().click();
    await page.locator(`button[name="userName"][value="${userName}"]`).click();
  });
}

/** A step that fails says what was on the screen. */
export async function told<T>(page: Page, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const screen = await page.locator('body').ariaSnapshot().catch(String);
    throw new Error(`${String(error)}\n\nat ${page.url()}:\n${screen.slice(0, 3_000)}`, { cause: error });
  }
}

export async function openPane(page: Page, system: System, fragment = '/'): Promise<void> {
  await page.goto(`${system.endpoints.pane}/#${fragment}`);
}

/** As `openPane`, loaded anew in a language that stays chosen on this page's origin. */
export async function openPaneIn(
  page: Page,
  system: System,
  { fragment, language }: { readonly fragment: string; readonly language: string },
): Promise<void> {
  await page.evaluate((tag) => {
    localStorage.setItem('sales-sync.language', tag);
  }, language);
  await page.goto('about:blank');
  await openPane(page, system, fragment);
}

/** Where a part lies in the window, in pixels. Throws when it is not on the screen. */
export async function boxOf(
  part: Locator,
): Promise<NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>> {
  const box = await part.boundingBox();
  if (!box) throw new Error('not on the screen');
  return box;
}

/** Both sign-ins from the first screen; ends where the person chooses what to sync. */
export async function signInBoth(page: Page, system: System, userName: string): Promise<void> {
  await openPane(page, system);
  await signIn(page, 'Sign in to Microsoft', userName);
  await signIn(page, 'Sign in to Sales', userName);
}

/** Continues with what is chosen and opens the plan. */
export async function makePlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'See the plan' }).click();
  await page.getByRole('button', { name: /^Apply \d/ }).waitFor();
}

export type RunFinish = z.infer<typeof runFinish>;

/**
 * What the pane tells the relay at the end of the run that `act` starts. A report that was left over from an earlier run
 * is told first and does not count.
 */
export async function runBy(page: Page, act: () => Promise<void>): Promise<RunFinish> {
  const actedAtMs = Date.now();
  return told(page, async () => {
    const isFinish = (request: Request): boolean => {
      if (request.method() !== 'PUT' || !request.url().includes('/me/runs/')) return false;
      return Date.parse(finishOf(request)?.startedAt ?? '') >= actedAtMs;
    };
    const [request] = await Promise.all([page.waitForRequest(isFinish, { timeout: 60_000 }), act()]);
    const answer = await request.response();
    const finish = finishOf(request);
    if (!finish || answer?.status() !== 200)
      throw new Error(`the relay answered ${String(answer?.status())}`);
    return finish;
  });
}

function finishOf(request: Request): RunFinish | null {
  const parsed = runFinish.safeParse(request.postDataJSON());
  return parsed.success ? parsed.data : null;
}

/** Requests of the page to the two services and their writes, from now on; the relay's are not counted. */
export function watchRequests(page: Page): {
  readonly graph: string[];
  readonly sales: string[];
  readonly writes: string[];
} {
  const seen = { graph: [] as string[], sales: [] as string[], writes: [] as string[] };
  page.on('request', (request) => {
    const url = request.url();
    const side = /\/v1\.0\//.test(url) ? 'graph' : /\/(?:crmRestApi)\//.test(url) ? 'sales' : null;
    if (!side) return;
    seen[side].push(`${request.method()} ${new URL(url).pathname}`);
    if (request.method() !== 'GET') seen.writes.push(`${request.method()} ${url}`);
  });
  return seen;
}

export function syncNow(page: Page): Promise<RunFinish> {
  return runBy(page, () => page.getByRole('button', { name: 'Sync now' }).click());
}

/** The Monitor as the sample company's administrator, or as someone else. */
export async function openMonitor(
  page: Page,
  system: System,
  fragment: `/monitor${string}` = '/monitor',
  userName = 'admin',
): Promise<void> {
  await openPane(page, system);
  await signIn(page, 'Sign in to Microsoft', userName);
  await page.getByRole('button', { name: 'Sign in to Sales' }).waitFor();
  await openPane(page, system, fragment);
}
