// Menus in windows that have little room for them: nothing of them is off the screen, and what goes on below is seen to.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, visit } from '../support/journey.ts';
import { buildSite, origin, serve, type Site } from './pixels/site.ts';

describe('a menu', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    [site, browser] = await Promise.all([buildSite(), launchBrowser()]);
  }, 90_000);
  afterAll(() => browser.close());

  async function open(width: number, height: number): Promise<Page> {
    const { page } = await visit(browser, { width, height });
    await serve(page.context(), site);
    await page.goto(`${origin}/#/monitor?card=all`);
    await page.getByText('60 users', { exact: true }).waitFor();
    return page;
  }

  /** Once it stands still; throws where it never does. */
  async function isOnScreen(page: Page, selector: string): Promise<void> {
    await page.waitForFunction((wanted) => {
      const last = [...document.querySelectorAll(wanted)].at(-1);
      const box = last?.getBoundingClientRect();
      if (!box) return false;
      const { left, top, right, bottom } = box;
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    }, selector);
  }

  it.each([
    [320, 640],
    [320, 240],
    [360, 640],
    [400, 640],
    [1280, 720],
  ])('of languages is whole in a window of %d by %d', async (width, height) => {
    const page = await open(width, height);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Language' }).click();
    const surface = page.locator('.fui-MenuPopover').last();
    await surface.getByRole('menuitemradio', { name: 'Deutsch' }).waitFor();
    await expect(isOnScreen(page, '.fui-MenuPopover')).resolves.toBeUndefined();
    await page.context().close();
  });

  it('of columns keeps its last item in sight where it is higher than the window', async () => {
    const page = await open(1280, 420);
    await page.getByRole('button', { name: 'Columns' }).click();
    const surface = page.locator('.fui-MenuPopover');
    const foot = surface.getByRole('menuitem', { name: 'Usual columns' });
    await foot.waitFor();
    await expect(isOnScreen(page, '.fui-MenuPopover')).resolves.toBeUndefined();
    expect(await surface.evaluate((menu) => menu.scrollHeight > menu.clientHeight)).toBe(true);
    const [outer, inner] = [await surface.boundingBox(), await foot.boundingBox()];
    if (!outer || !inner) throw new Error('no menu');
    expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
    await page.context().close();
  });
});
