// What changes under the eyes of an administrator: the user whose details are open is deleted, somebody else saves the settings.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUsersAnswer } from '../../../src/contract/administration.ts';
import { settingsAnswer } from '../../../src/contract/settings.ts';
import { openMonitor, openPane, told, visit, wide, type Visit, type World } from '../../support/journey.ts';
import { callRelay } from '../../support/monitor-facts.ts';
import type { Page } from 'playwright-core';

const silence = 'Minutes without a report';
const share = 'More than this many users';

export function meanwhileJourney(world: () => World): void {
  describe('an administrator who is not alone', () => {
    let administrator: Visit;
    let page: Page;
    beforeAll(async () => {
      administrator = await visit(world().browser, wide);
      page = administrator.page;
      await openMonitor(page, world().system, '/monitor?card=all&q=meanwhile');
    });
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    it('reads that a user was deleted while the details were open, and goes back to the list', async () => {
      const { system } = world();
      const users = [
        { displayName: 'Gone Meanwhile', email: 'meanwhile@contoso.example', salesUserName: 'MEANWHILE' },
      ];
      const { added } = newUsersAnswer.parse((await callRelay(system, '/users', { body: { users } })).json());
      const id = String(added[0]);
      await told(page, async () => {
        await openPane(page, system, '/monitor?card=all&q=meanwhile');
        await page.getByRole('link', { name: 'Gone Meanwhile' }).click();
        await page.getByRole('region', { name: 'Transaction History' }).waitFor();
        expect((await callRelay(system, `/users/${id}`, { method: 'DELETE' })).status).toBe(204);
        await page.getByText('This user was deleted').waitFor();
        expect(await page.getByRole('region', { name: 'Transaction History' }).count()).toBe(0);
        expect(await page.getByRole('button', { name: 'Actions' }).count()).toBe(0);
        await page.getByRole('link', { name: 'Back to the list' }).click();
        await page.getByRole('searchbox').waitFor();
        expect(new URL(page.url()).hash).toBe('#/monitor?card=all&q=meanwhile');
      });
      await told(page, async () => {
        await openPane(page, system, `/monitor/users/${id}`);
        await page.getByText('This user was deleted').or(page.getByText('There is no such user')).waitFor();
        await page.reload();
        await page.getByText('There is no such user').waitFor();
        await page.getByRole('link', { name: 'Back to the list' }).click();
        await page.getByRole('searchbox').waitFor();
      });
    });

    it('sees what somebody else saved, and saves on top of it', async () => {
      const { system } = world();
      const other = await administrator.context.newPage();
      const settings = async () => settingsAnswer.parse((await callRelay(system, '/settings')).json());
      const before = await settings();
      const edit = async (window: Page, field: string, value: string): Promise<void> => {
        await window.getByRole('textbox', { name: field }).fill(value);
        await window.getByText('1 unsaved change').waitFor();
      };
      const save = async (window: Page): Promise<void> => {
        await window.getByRole('button', { name: 'Review and save' }).click();
        await window.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      };
      for (const window of [page, other]) await openPane(window, system, '/monitor/settings');
      await edit(page, silence, '61');
      await edit(other, share, '27');
      await save(page);
      await page.getByText('No unsaved changes').waitFor();
      await told(other, async () => {
        // Looked at anew before the preview: what the other one saved is met at once.
        await other.getByRole('button', { name: 'Review and save' }).click();
        const both = other.getByRole('dialog', { name: 'Somebody else saved in the meantime' });
        await both.getByText('Morgan Blake saved version').waitFor();
        await both.getByRole('list', { name: 'What Morgan Blake changed' }).getByText(silence).waitFor();
        await both.getByRole('list', { name: 'Your changes' }).getByText(share).waitFor();
        expect((await settings()).version).toBe(before.version + 1);
        await both.getByRole('button', { name: 'Keep my changes on top and review' }).click();
        await other.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
        await other.getByText('No unsaved changes').waitFor();
      });
      expect((await settings()).version).toBe(before.version + 2);
      expect((await settings()).settings.notifications).toMatchObject({
        silentRunner: { minutes: 61 },
        sharedCause: { users: 27 },
      });
      const undone = await callRelay(system, '/settings', {
        method: 'PUT',
        body: before.settings,
        headers: { 'if-match': `"${String(before.version + 2)}"` },
      });
      expect(undone.status).toBe(200);
    });
  });
}
