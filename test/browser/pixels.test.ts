// Every pixel of the main screens, in the browser that comes with the packages and with its fonts: another browser draws
// letters otherwise, so that there is nothing to compare on a machine that the packaged one does not run on.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { packagedBrowser } from '../../scripts/find-browser.mjs';
import { flags, narrow, wide } from '../support/journey.ts';
import { userIdOf } from '../support/monitor-users.ts';
import { differingPixels, judge } from './pixels/compare.ts';
import { buildSite, origin, serve, type Site } from './pixels/site.ts';

const packaged = packagedBrowser();
const now = new Date('2026-11-02T09:30:00Z');

/** What a screen is known by, once it is whole. */
const screens: readonly (readonly [name: string, fragment: string, whole: string])[] = [
  ['home', '/', 'Needs you'],
  ['conflicts', '/conflicts', 'Use these values'],
  ['list', '/monitor?card=all', 'Ana Ruiz'],
  ['details', `/monitor/users/${userIdOf(2)}`, '10 of 31 runs'],
  ['causes', '/monitor/causes', 'Value refused'],
  ['settings', '/monitor/settings', 'Save'],
];

(packaged === null ? describe.skip : describe)('pixel by pixel', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    if (packaged === null) throw new Error('skipped without a browser');
    const env = { ...process.env, FONTCONFIG_FILE: packaged.fonts };
    [site, browser] = await Promise.all([
      buildSite(),
      chromium.launch({ executablePath: packaged.path, args: flags, env }),
    ]);
  }, 90_000);
  afterAll(() => browser.close());

  async function open(way: {
    readonly fragment: string;
    readonly whole: string;
    readonly size: typeof narrow;
  }): Promise<Page> {
    const context = await browser.newContext({
      viewport: way.size,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-US',
      timezoneId: 'UTC',
    });
    await serve(context, site);
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    await page.goto(`${origin}/#${way.fragment}`);
    await page.getByText(way.whole).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    return page;
  }
  const picture = (page: Page): Promise<Buffer> => page.screenshot({ animations: 'disabled', caret: 'hide' });

  for (const [name, fragment, whole] of screens)
    it.each(Object.entries({ narrow, wide }))(
      `shows ${name}, %s, light and then dark, as it was looked at and found good`,
      async (width, size) => {
        const page = await open({ fragment, whole, size });
        const light = judge(`${name}-${width}-light`, await picture(page));
        await page.emulateMedia({ colorScheme: 'dark' });
        const dark = judge(`${name}-${width}-dark`, await picture(page));
        expect([light, dark]).toEqual([null, null]);
        await page.context().close();
      },
    );

  it('sees a heading that moved by one pixel', async () => {
    const page = await open({
      fragment: '/monitor?card=all',
      whole: 'Ana Ruiz',
      size: narrow,
    });
    const before = await picture(page);
    expect(differingPixels(before, await picture(page))).toBe(0);
    await page.addStyleTag({ content: 'h1, h2 { position: relative; left: 1px }' });
    expect(differingPixels(before, await picture(page))).toBeGreaterThan(0);
  });
});
