// Every main view in light and dark, narrow and wide: axe finds nothing, nothing sticks out. The pictures of the README
// are taken here (PICTURES=1), so that they show what the product does.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  makePlan,
  narrow,
  openMonitor,
  openPane,
  runBy,
  signIn,
  syncNow,
  visit,
  wide,
  type Visit,
  type World,
} from '../../support/journey.ts';
import { problemsOf } from '../../support/looks.ts';
import { detailsOf } from '../../support/monitor-facts.ts';
import { editInOutlook, editInSales, outlookContacts, salesContacts } from '../../support/sides.ts';
import { callSystem } from '../../support/system.ts';

const userName = 'ximena.rojas';
const pictures = ['pane-home', 'pane-plan', 'pane-conflict', 'monitor'] as const;
const isTaking = process.env['PICTURES'] === '1';
const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/pictures/${name}.png`, import.meta.url));

async function take(page: Page, name: (typeof pictures)[number], size = narrow): Promise<void> {
  if (!isTaking) return;
  await page.setViewportSize(size);
  await page.screenshot({ path: fileOf(name), animations: 'disabled' });
}

export function looksJourney(world: () => World): void {
  describe('the views of a rep', () => {
    let rep: Visit;
    let page: Page;

    beforeAll(async () => {
      rep = await visit(world().browser);
      page = rep.page;
    });
    afterAll(async () => {
      await rep.context.close();
      expect(rep.errors).toEqual([]);
    });

    it('are clean before the first sign-in and while choosing', async () => {
      await openPane(page, world().system);
      await page.getByRole('button', { name: 'Sign in to Microsoft' }).waitFor();
      expect(await problemsOf(page, 'narrow')).toEqual([]);
      await signIn(page, 'Sign in to Microsoft', userName);
      await signIn(page, 'Sign in to Sales', userName);
      await page.getByText(/^Matches \d+ contacts/).waitFor();
      expect(await problemsOf(page, 'narrow')).toEqual([]);
    });

    it('are clean with the plan, with home after it, and with a question', async () => {
      const { system } = world();
      await makePlan(page);
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
      await take(page, 'pane-plan');
      await runBy(page, () => page.getByRole('button', { name: /^Apply \d/ }).click());
      await page.getByRole('button', { name: 'Sync now' }).waitFor();
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
      await take(page, 'pane-home');

      await openPane(page, system, '/settings');
      await page.getByRole('radio', { name: /^Ask me/ }).check();
      await runBy(page, () => page.getByRole('button', { name: 'Save' }).click());
      const outlook = (await outlookContacts(system, userName))
        .filter(({ marker }) => marker !== null)
        .at(-1);
      const sales = (await salesContacts(system, userName)).find(({ email }) => email === outlook?.email);
      await editInOutlook(system, userName, {
        id: outlook?.id ?? '',
        change: { jobTitle: 'Head of Purchasing' },
      });
      await editInSales(system, userName, {
        number: sales?.PartyNumber ?? '',
        change: { JobTitle: 'Managing Director' },
      });
      await openPane(page, system);
      await syncNow(page);
      await page.getByRole('link', { name: /^Conflicts/ }).click();
      await page.getByRole('radio', { name: /Managing Director/ }).waitFor();
      await take(page, 'pane-conflict');
      await page.getByRole('radio', { name: /Managing Director/ }).check();
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
    });

    it.each([
      ['/excluded', 'Not synced'],
      ['/kept', 'Kept values'],
      ['/held', 'Held deletions'],
      ['/history', 'History'],
      ['/settings', 'Full sync'],
      ['/accounts', 'Forget this device'],
    ])('are clean at %s', async (fragment, heading) => {
      await openPane(page, world().system, fragment);
      await page.getByRole('heading', { name: heading }).first().waitFor();
      await page.getByRole('progressbar').waitFor({ state: 'detached' });
      expect(await problemsOf(page, 'narrow')).toEqual([]);
    });

    it('are clean with one run, and when a sign-in is lost', async () => {
      const { system } = world();
      await openPane(page, system, '/history');
      await page
        .getByRole('link', { name: /Succeeded/ })
        .first()
        .click();
      await page.getByRole('heading', { name: 'Run', exact: true }).waitFor();
      expect(await problemsOf(page, 'narrow')).toEqual([]);
      await openPane(page, system);
      await callSystem(system, `${system.endpoints.identity}/revoke`, {
        body: { userName, issuer: 'sales' },
      });
      await syncNow(page);
      await page.getByRole('button', { name: 'Sign in to Sales' }).waitFor();
      expect(await problemsOf(page, 'narrow')).toEqual([]);
    });
  });

  describe('the views of an administrator', () => {
    let administrator: Visit;
    let page: Page;

    beforeAll(async () => {
      administrator = await visit(world().browser, wide);
      page = administrator.page;
      await openMonitor(page, world().system, '/monitor?card=all');
    });
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    it('are clean with the list', async () => {
      await page
        .getByRole('row', { name: /contoso/ })
        .first()
        .waitFor();
      await take(page, 'monitor', wide);
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
    });

    it('are clean with an action', async () => {
      await page
        .getByRole('checkbox', { name: /^Select / })
        .nth(1)
        .check();
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: 'Disable Sync' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Disable 1 user' }).waitFor();
      expect(await problemsOf(page, 'wide')).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    });

    it('are clean with a user and a run', async () => {
      const { user, latestRuns } = await detailsOf(world().system, 'helen.cho');
      await openPane(page, world().system, `/monitor/users/${user.id}`);
      await page.getByRole('heading', { name: 'Transaction History' }).waitFor();
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
      const run = String(latestRuns.at(-1)?.transactionNumber);
      await openPane(page, world().system, `/monitor/users/${user.id}/runs/${run}`);
      await page.getByRole('heading', { name: 'Failed records' }).waitFor();
      expect(await problemsOf(page, 'narrow', 'wide')).toEqual([]);
    });

    it('tell the parts of a duration apart where the colours are not ours', async () => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
      const parts = await page
        .getByRole('region', { name: 'Where the time went' })
        .locator('[aria-hidden="true"] > span')
        .evaluateAll((spans) =>
          spans.map((span) => {
            const { backgroundColor, backgroundImage } = getComputedStyle(span);
            return `${backgroundColor} ${backgroundImage}`;
          }),
        );
      expect(new Set(parts).size).toBe(3);
      await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
    });
  });

  describe('the pictures of the README', () => {
    it.each(pictures)('has %s', (name) => {
      expect(existsSync(fileOf(name))).toBe(true);
    });
  });
}
