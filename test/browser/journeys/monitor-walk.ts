// The walk through the Monitor: every section at both sizes, light and dark, left to right and right to left, judged by axe
// and by geometry. PICTURES=1 leaves docs/monitor behind, so that the pictures show what the product does.

import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { geometryProblems } from '../../support/geometry.ts';
import {
  narrow,
  openMonitor,
  openPane,
  told,
  visit,
  wide,
  type Visit,
  type World,
} from '../../support/journey.ts';
import { problemsOf } from '../../support/looks.ts';
import { cardsOf, detailsOf } from '../../support/monitor-facts.ts';
import { eventually } from '../../support/system.ts';

const isTaking = process.env['PICTURES'] === '1';
const album = fileURLToPath(new URL('../../../docs/monitor/', import.meta.url));
const sizes = { '320': narrow, wide } as const;
const everyColumn =
  'lastSync.user.microsoftUser.lastStart.duration.sales.microsoft.openErrors.lag.inLatestCycle.client.lastSuccess' +
  '.nextRun.conflicts.runner.enabled.paneSeen';

interface Stop {
  /** section of the Monitor's description and what is seen */
  readonly name: string;
  /** opens it and waits until it has what it shows */
  open(page: Page, world: World): Promise<void>;
}

const stops: readonly Stop[] = [
  {
    name: '1-header',
    open: (page, world) => list(page, world, '/monitor'),
  },
  { name: '2-cards', open: (page, world) => list(page, world, '/monitor?card=all') },
  { name: '3-table', open: (page, world) => list(page, world, `/monitor?card=all&columns=${everyColumn}`) },
  {
    name: '4-actions',
    open: async (page, world) => {
      await list(page, world, '/monitor?card=all');
      await page
        .getByRole('checkbox', { name: /^Select / })
        .nth(1)
        .check();
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: 'Disable Sync' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Disable 1 user' }).waitFor();
    },
  },
  {
    name: '5-user',
    open: async (page, world) => {
      const { user } = await detailsOf(world.system, 'helen.cho');
      await openPane(page, world.system, `/monitor/users/${user.id}`);
      await page.getByRole('heading', { name: 'Transaction History' }).waitFor();
      await page.getByRole('heading', { name: 'Last 30 days' }).waitFor();
    },
  },
  {
    name: '5-run',
    open: async (page, world) => {
      const { user, latestRuns } = await detailsOf(world.system, 'helen.cho');
      const run = String(latestRuns.at(-1)?.transactionNumber);
      await openPane(page, world.system, `/monitor/users/${user.id}/runs/${run}`);
      await page.getByRole('heading', { name: 'Failed records' }).waitFor();
    },
  },
  { name: '6-causes', open: (page, world) => headed(page, world, '/monitor/causes', 'Causes') },
  { name: '7-settings', open: (page, world) => headed(page, world, '/monitor/settings', 'Settings') },
  {
    name: '7-settings-history',
    open: (page, world) => headed(page, world, '/monitor/settings/history', 'History of the settings'),
  },
  { name: '7-audit', open: (page, world) => headed(page, world, '/monitor/audit', 'Audit') },
];

async function list(page: Page, { system }: World, fragment: string): Promise<void> {
  await openPane(page, system, fragment);
  await page.getByRole('heading', { name: 'Microsoft 365 Monitor' }).waitFor();
  await settled(page);
}

async function headed(page: Page, { system }: World, fragment: string, name: string): Promise<void> {
  await openPane(page, system, fragment);
  await page.getByRole('heading', { name, exact: true }).first().waitFor();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[aria-label="Loading"],[aria-busy="true"],.fui-Skeleton') === null,
  );
}

/** The labels of Fluent's checkboxes are higher than their lines, so that fingers find them. */
const fluentLabels = '.fui-Checkbox__label';

async function outOfPlace(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    const problems = await geometryProblems(page, { except: [fluentLabels] });
    found.push(...problems.map((problem) => `${size}: ${problem}`));
  }
  return found;
}

async function film(page: Page, name: string): Promise<void> {
  if (!isTaking) return;
  mkdirSync(album, { recursive: true });
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${album}${name}-${size}-${colorScheme}.png`, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

export function monitorWalk(world: () => World): void {
  describe('the walk through the Monitor', () => {
    let administrator: Visit;
    let page: Page;
    beforeAll(async () => {
      administrator = await visit(world().browser, wide);
      page = administrator.page;
      await openMonitor(page, world().system, '/monitor?card=all');
      await eventually('the background runs have met every situation', () => cardsOf(world().system), {
        is: ({ counts }) => counts.disabled >= 2 && counts.errors >= 2 && counts.succeeded >= 15,
        forMs: 120_000,
      });
    }, 150_000);
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    it.each(stops)('finds $name in order, for eyes, keyboards and screen readers', async ({ name, open }) => {
      await page.setViewportSize(wide);
      await told(page, () => open(page, world()));
      await film(page, name);
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
      expect(await outOfPlace(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });

    it.each(stops.filter(({ name }) => !name.startsWith('4')))(
      'finds $name in order from right to left',
      async ({ name, open }) => {
        await page.setViewportSize(wide);
        await told(page, () => open(page, world()));
        await page.evaluate(() => {
          localStorage.setItem('sales-sync.language', 'ar');
        });
        try {
          await page.reload();
          await page.locator('html[dir="rtl"]').waitFor();
          await page.getByRole('heading').first().waitFor();
          await settled(page);
          if (name === '1-header' || name === '5-user') await film(page, `8-arabic-${name}`);
          expect(await outOfPlace(page)).toEqual([]);
        } finally {
          await page.evaluate(() => {
            localStorage.removeItem('sales-sync.language');
          });
          await page.reload();
        }
      },
    );

    it('has its pictures', () => {
      const files = stops.flatMap(({ name }) =>
        Object.keys(sizes).flatMap((size) => [`${name}-${size}-light.png`, `${name}-${size}-dark.png`]),
      );
      expect(files.filter((file) => !existsSync(`${album}${file}`))).toEqual([]);
    });
  });
}
