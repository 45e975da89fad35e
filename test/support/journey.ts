// A person at the pane in a real browser: what they click and what they see, by the words on the screen.

import { findBrowser } from '../../scripts/find-browser.mjs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
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

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: flags });
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
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { context, page, errors };
}

/** Through the sandbox's own sign-in page of either side. */
export async function signIn(page: Page, button: string | RegExp, userName: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await page.locator(`button[name="userName"][value="${userName}"]`).click();
}

export async function openPane(page: Page, system: System, fragment = '/'): Promise<void> {
  await page.goto(`${system.endpoints.pane}/#${fragment}`);
}
