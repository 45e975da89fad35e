// What holds its place in the list: boxes and names while the table scrolls sideways, words of every language in their
// columns, names that stack marks or turn round.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { userPage, type UserRow } from '../../../src/contract/users.ts';
import { geometryProblems } from '../../support/geometry.ts';
import {
  boxOf,
  narrow,
  openMonitor,
  openPaneIn,
  told,
  visit,
  wide,
  type Visit,
  type World,
} from '../../support/journey.ts';
import { paint } from '../../support/looks.ts';
import { everyColumn, people, settled } from './walk/stop.ts';
import { speaking } from './walk/words.ts';

const between = { width: 900, height: 700 };
const marks = '\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0316\u0317\u0323\u0324\u0331'.repeat(4);
const names = [
  'Stacked'.replaceAll(/\w/g, (letter) => letter + marks),
  'محمد عبد الرحمن بن عبد العزيز آل سعود الطويل',
  'Maximilian-Alexander von und zu Hohenlohe-Langenburg',
];
const dayMs = 86_400_000;

/** The longest words of a row, and names that nobody would make up. */
const dressed = (row: UserRow, at: number): UserRow => ({
  ...row,
  displayName: names[at] ?? row.displayName,
  running: null,
  ...(at % 2 === 0
    ? { outcome: 'succeeded-with-conflicts', conflicts: 2, cause: null }
    : { outcome: 'partly-failed' }),
  ...(at < 3
    ? { sales: { ...row.sales, state: 'missing' }, microsoft: { ...row.microsoft, state: 'missing' } }
    : {}),
});

const events = /\/api\/v1\/events$/;

async function dress(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/users\?/, async (route) => {
    const answer = userPage.parse(await (await route.fetch()).json());
    await route.fulfill({ json: { ...answer, items: answer.items.map(dressed) } });
  });
  await page.route(/\/api\/v1\/application-permission/, (route) =>
    route.fulfill({
      json: {
        state: 'inactive',
        error: { cause: 'microsoft-consent-withdrawn', code: null, status: 400, requestId: null },
        certificateEndsAt: new Date(Date.now() + 20.5 * dayMs).toISOString(),
        reportedAt: new Date().toISOString(),
        isSilent: false,
      },
    }),
  );
  // Rows that are pushed would take the place of those above.
  await page.route(events, (route) => route.abort());
}

export function placesJourney(world: () => World): void {
  describe('what holds its place', () => {
    let administrator: Visit;
    let page: Page;
    beforeAll(async () => {
      administrator = await visit(world().browser, wide);
      page = administrator.page;
      await openMonitor(page, world().system, '/monitor?card=all');
      await people(page).nth(3).waitFor();
      await dress(page);
    });
    afterAll(async () => {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    const open = (fragment: string, language = 'en'): Promise<void> =>
      openPaneIn(page, world().system, { fragment, language });
    const openList = async (fragment: string, language?: string): Promise<void> => {
      await open(fragment, language);
      await people(page).nth(3).waitFor();
      await settled(page);
    };

    it.each(['en', 'ar'])('is boxes and names while the table scrolls sideways: %s', async (language) => {
      await page.setViewportSize(between);
      await told(page, async () => {
        await openList(`/monitor?card=all&columns=${everyColumn}`, language);
        const frame = page.locator('[data-narrow="true"]');
        const stays = [
          people(page).nth(3).locator('[data-grid-column="0"]'),
          people(page).nth(3).locator('[data-grid-column="2"]'),
          page.locator('[role="columnheader"][aria-colindex="1"]'),
          page.locator('[role="columnheader"][aria-colindex="3"]'),
        ];
        const edges = async (): Promise<number[]> => {
          const around = await boxOf(frame);
          const boxes = await Promise.all(stays.map(boxOf));
          return boxes.map(({ x, width }) =>
            Math.round(language === 'ar' ? around.x + around.width - x - width : x - around.x),
          );
        };
        await frame.evaluate(
          (element, left) => {
            element.scrollLeft = left;
          },
          language === 'ar' ? -600 : 600,
        );
        // The edge that shows it is drawn one frame later.
        await page.locator('[data-aside="true"]').waitFor();
        expect(await edges()).toEqual([1, 45, 1, 45]);
        for (const scheme of ['light', 'dark', 'forced'] as const) {
          await paint(page, scheme);
          const alphas = await Promise.all(
            stays.map((part) =>
              part.evaluate((element) =>
                /rgba\(.*, (?:0|0\.\d+)\)/.test(getComputedStyle(element).backgroundColor),
              ),
            ),
          );
          expect([scheme, ...alphas]).toEqual([scheme, false, false, false, false]);
        }
        await paint(page, 'light');
      });
    });

    it('is not in the way of the cell that has the keyboard', async () => {
      await page.setViewportSize(between);
      await told(page, async () => {
        await openList(`/monitor?card=all&columns=${everyColumn}`);
        const frame = await boxOf(page.locator('[data-narrow="true"]'));
        await people(page).nth(3).locator('a').first().focus();
        const isSeen = async (): Promise<boolean> => {
          const { x, width } = await boxOf(
            page.locator('[data-grid-row]:focus, [data-grid-row]:has(:focus)'),
          );
          return x >= frame.x && x + width <= frame.x + frame.width + 1;
        };
        const covered = frame.x + 45 + 136;
        for (let step = 0; step < 12; step += 1) {
          await page.keyboard.press('ArrowRight');
          expect([step, await isSeen()]).toEqual([step, true]);
        }
        for (let step = 0; step < 11; step += 1) {
          await page.keyboard.press('ArrowLeft');
          const { x } = await boxOf(page.locator('[data-grid-row]:focus'));
          expect([step, x >= covered - 2]).toEqual([step, true]);
        }
      });
    });

    it.each(['en', 'de', 'fr', 'es', 'ja', 'ar'])('is every word of a row at 1,280: %s', async (language) => {
      await page.setViewportSize(wide);
      await told(page, async () => {
        await openList('/monitor?card=all', language);
        expect(await geometryProblems(page)).toEqual([]);
        const words = people(page).locator(
          '[data-grid-column="1"] :is(span):not(:has(*)), [data-grid-column="6"] span:not(:has(*)), [data-grid-column="7"] span:not(:has(*))',
        );
        const cut = await words.evaluateAll((parts) =>
          parts
            .filter((part) => getComputedStyle(part).webkitLineClamp === 'none')
            .filter(
              ({ scrollWidth, clientWidth, clientHeight }) =>
                scrollWidth > clientWidth + 1 || clientHeight > 24,
            )
            .map(({ textContent }) => textContent),
        );
        expect(cut).toEqual([]);
      });
    });

    it.each([
      ['the pane', narrow],
      ['a window', wide],
    ])('is a name in its row, cut where it ends, in %s', async (_, size) => {
      await page.setViewportSize(size);
      for (const language of ['en', 'ar']) {
        await openList('/monitor?card=all', language);
        const found = await people(page).evaluateAll((rows) =>
          rows.slice(0, 3).flatMap((row) => {
            const name = [...row.querySelectorAll<HTMLElement>('[dir="auto"]')].find(
              (part) => getComputedStyle(part).fontWeight === '600',
            );
            if (!name) return ['no name'];
            const { overflowY, webkitLineClamp, direction } = getComputedStyle(name);
            const range = document.createRange();
            const text = name.firstChild;
            if (!text) return ['no text'];
            range.setStart(text, 0);
            range.setEnd(text, 1);
            const first = range.getBoundingClientRect();
            const box = name.getBoundingClientRect();
            const isAtStart =
              direction === 'rtl'
                ? Math.abs(box.right - first.right) < 2
                : Math.abs(first.left - box.left) < 2;
            return overflowY === 'hidden' && webkitLineClamp === '1' && box.height <= 22 && isAtStart
              ? []
              : [`${name.textContent.slice(0, 20)}: ${overflowY} ${webkitLineClamp} ${String(box.height)}`];
          }),
        );
        expect([language, ...found]).toEqual([language]);
      }
    });

    it.each(['en', 'de', 'fr', 'es', 'ja', 'ar'])(
      'is the header no higher than its two lines of names, with a certificate that ends soon: %s',
      async (language) => {
        await page.setViewportSize(wide);
        await page.unroute(events);
        await openList('/monitor?card=all', language);
        await page.getByText(speaking(language)('monitor:live.live')).waitFor();
        await page.getByText(speaking(language)('administration:certificate.soon')).waitFor();
        expect((await boxOf(page.locator('header > div').first())).height).toBeLessThan(56);
        expect(await geometryProblems(page)).toEqual([]);
      },
    );
  });
}
