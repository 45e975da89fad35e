// The administrator's list in every state: nothing is cut, nothing sticks out, nothing overlaps, in the pane and in a window.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { geometryProblems } from '../../support/geometry.ts';
import { narrow, openMonitor, openPane, visit, wide, type Visit, type World } from '../../support/journey.ts';

const everyColumn =
  'lastSync.user.microsoftUser.lastStart.duration.sales.microsoft.openErrors.lag.inLatestCycle.client.lastSuccess' +
  '.nextRun.conflicts.runner.enabled.paneSeen';

const views = [
  ['everybody', '/monitor?card=all'],
  ['every column', `/monitor?card=all&columns=${everyColumn}`],
  ['filters and a short search', '/monitor?card=all&q=a&runner=delegated&authorization=both'],
  ['nobody on the card', '/monitor?card=stopping'],
  ['nobody found', '/monitor?card=all&q=zzzzzz'],
  ['a link with unknown values', '/monitor?card=best&sort=age'],
] as const;

export function listLooksJourney(world: () => World): void {
  describe.each([
    ['the pane', narrow],
    ['a window', wide],
  ])('the list of users in %s', (_, size) => {
    let administrator: Visit;
    let page: Page;
    beforeAll(async () => {
      administrator = await visit(world().browser, size);
      page = administrator.page;
      await openMonitor(page, world().system, '/monitor?card=all');
      await page.getByRole('button', { name: /All Users/ }).waitFor();
    });
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    const settled = async (): Promise<void> => {
      await page.getByRole('heading', { name: 'Microsoft 365 Monitor' }).waitFor();
      await page.locator('[aria-label="Loading"],[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await page.getByText(/^Live$/).waitFor();
    };

    it.each(views)('has its place for everything with %s', async (_name, fragment) => {
      await openPane(page, world().system, fragment);
      await settled();
      expect(await geometryProblems(page)).toEqual([]);
    });

    it('has its place for how many of those selected a search hides', async () => {
      await openPane(page, world().system, '/monitor?card=all');
      await settled();
      await page.getByRole('checkbox', { name: 'Select Ana Ruiz' }).check();
      await page.getByRole('searchbox').fill('weber');
      await page.getByText('1 not shown here').waitFor();
      await settled();
      expect(await geometryProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Clear these' }).click();
      await page.getByText('1 not shown here').waitFor({ state: 'detached' });
      await page.getByRole('searchbox').fill('');
    });

    if (size === wide)
      it('can be sorted wherever a heading is clicked', async () => {
        await openPane(page, world().system, '/monitor?card=all');
        await settled();
        const rooms = await page.getByRole('columnheader').evaluateAll((heads) =>
          heads.flatMap((head) => {
            const button = head.querySelector('button');
            if (button === null) return [];
            return [head.clientHeight - button.offsetHeight, head.clientWidth - button.offsetWidth];
          }),
        );
        expect(rooms.length).toBeGreaterThan(0);
        expect(Math.max(...rooms)).toBeLessThanOrEqual(1);
      });

    it('has its place for everything in the filters, the menu and the form for new users', async () => {
      await openPane(page, world().system, '/monitor?card=all');
      await settled();
      await page.getByRole('button', { name: 'Filters' }).click();
      await page.getByRole('combobox', { name: 'Runner' }).waitFor();
      expect(await geometryProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Audit' }).waitFor();
      expect(await geometryProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Add users' }).click();
      await page.getByRole('tab', { name: 'As a list' }).click();
      await page.getByRole('textbox').fill('ANA.NEW,ana.new@contoso.example\nonly one cell\nB,no address');
      await page.getByText('2 lines need mending').waitFor();
      expect(await geometryProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Cancel' }).click();
    });
  });
}
