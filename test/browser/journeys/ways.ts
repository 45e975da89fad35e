// Ways through the longer pages: the days of a user's chart under their names, the sections of the settings, and back from a
// sign-in to the page that a link named.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { geometryProblems } from '../../support/geometry.ts';
import {
  boxOf,
  narrow,
  openMonitor,
  openPane,
  openPaneIn,
  told,
  visit,
  wide,
  type Visit,
  type World,
} from '../../support/journey.ts';
import { people } from './walk/stop.ts';

const dayMs = 86_400_000;

const day = (at: number) => ({
  day: new Date(Date.now() - (29 - at) * dayMs).toISOString().slice(0, 10),
  ...{ succeeded: 60 + at, partlyFailed: at % 4, failed: at % 7 === 0 ? 20 : 0, other: 1 },
  ...{ averageMs: 2_000 + at * 130, longestMs: 9_000 },
});

export function waysJourney(world: () => World): void {
  describe('an administrator on a long page', () => {
    let administrator: Visit;
    let page: Page;
    let user: string;
    beforeAll(async () => {
      administrator = await visit(world().browser, wide);
      page = administrator.page;
      await page.route(/\/api\/v1\/users\/[^/]+\/days/, (route) =>
        route.fulfill({ json: { items: Array.from({ length: 30 }, (_, at) => day(at)) } }),
      );
      await openMonitor(page, world().system, '/monitor?card=all');
      user = String(await people(page).first().locator('a').first().getAttribute('href')).slice(1);
    });
    afterAll(async () => {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    const open = (fragment: string, language = 'en'): Promise<void> =>
      openPaneIn(page, world().system, { fragment, language });

    it.each([
      ['the pane', narrow],
      ['the smallest window', { width: 800, height: 700 }],
      ['a window', wide],
    ])('reads which day and how much, in %s', async (_, size) => {
      await page.setViewportSize(size);
      for (const language of ['en', 'de', 'fr', 'es', 'ja', 'ar']) {
        await open(user, language);
        const chart = page.locator('[aria-hidden="true"]:has(> div > div > [title])');
        await chart.waitFor();
        const found = await chart.evaluate((drawing) => {
          const frame = drawing.getBoundingClientRect();
          const texts = [...drawing.querySelectorAll('span')].filter(({ textContent }) => textContent !== '');
          const places = texts.map((element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            return { words: element.textContent, at: range.getBoundingClientRect() };
          });
          const outside = places.filter(({ at }) => at.left < frame.left - 1 || at.right > frame.right + 1);
          const over = places.filter(({ at }, index) =>
            places
              .slice(index + 1)
              .some(
                (other) =>
                  Math.min(at.right, other.at.right) - Math.max(at.left, other.at.left) > -4 &&
                  Math.min(at.bottom, other.at.bottom) - Math.max(at.top, other.at.top) > 2,
              ),
          );
          return [...outside, ...over].map(({ words }) => words);
        });
        expect([language, ...found]).toEqual([language]);
      }
    });

    it.each([
      ['the pane', narrow],
      ['a window', wide],
    ])('is led to the heading of a section, in %s', async (_, size) => {
      await page.setViewportSize(size);
      await told(page, async () => {
        await open('/monitor/settings?card=all');
        const nav = page.getByRole('navigation', { name: 'Sections' });
        await nav.waitFor();
        expect(await geometryProblems(page, { except: ['.fui-Checkbox__label'] })).toEqual([]);
        if (size === narrow) {
          await nav.getByRole('button').focus();
          await page.keyboard.press('Enter');
          await page.getByRole('menuitem', { name: 'Safety' }).press('Enter');
        } else {
          await nav.getByRole('button', { name: 'Safety' }).press('Enter');
        }
        await page.locator('h2:focus').filter({ hasText: 'Safety' }).waitFor();
        const heading = await boxOf(page.locator('h2:focus'));
        const list = await boxOf(nav);
        const covered = size === narrow ? list.y + list.height : 0;
        expect([heading.y >= covered, heading.y < covered + 60]).toEqual([true, true]);
        expect([list.y >= 0, list.y < 40]).toEqual([true, true]);
        expect(new URL(page.url()).hash).toBe('#/monitor/settings?card=all');
        await page.keyboard.press('Tab');
        expect(
          await page.evaluate(() => document.activeElement?.closest('section')?.textContent.slice(0, 6)),
        ).toBe('Safety');
      });
    });
  });

  describe('somebody who follows a link into the Monitor without a sign-in', () => {
    it('is led back to it', async () => {
      const stranger = await visit(world().browser, wide);
      const { page } = stranger;
      const fragment = '/monitor/settings?card=all&q=an';
      await told(page, async () => {
        await openPane(page, world().system, fragment);
        await page.getByRole('button', { name: 'Sign in to Microsoft' }).click();
        await page.locator('button[name="userName"][value="admin"]').click();
        await page.getByRole('heading', { name: 'Settings' }).waitFor();
        expect(new URL(page.url()).hash).toBe(`#${fragment}`);
      });
      await stranger.context.close();
      expect(stranger.errors).toEqual([]);
    });
  });
}
