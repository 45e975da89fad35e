// A rep who was synchronized in the background opens the pane, works through the sandbox's page, and then everything goes
// wrong that can: answers get lost, Graph forgets its cursors, a service sends nonsense. Nothing is ever there twice.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { madeUp } from '../../contract/record-page.ts';
import {
  makePlan,
  runBy,
  signInBoth,
  syncNow,
  told,
  visit,
  wide,
  type Visit,
  type World,
} from '../../support/journey.ts';
import { usersOf } from '../../support/monitor-facts.ts';
import { outlookContacts, pairingOf, salesContacts, type Pairing } from '../../support/sides.ts';
import { callSystem, eventually } from '../../support/system.ts';

const userName = 'diego.navarro';
const nothing = { created: 0, updated: 0, deleted: 0 };

/** The service carries the request out, and the answer never arrives. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

export function hardshipsJourney(world: () => World): void {
  describe('a rep who was synchronized in the background and opens the pane', () => {
    let rep: Visit;
    let operator: Visit;
    let page: Page;
    let before: Pairing;

    beforeAll(async () => {
      const { browser, system } = world();
      rep = await visit(browser);
      page = rep.page;
      operator = await visit(browser, wide);
      const done = () => usersOf(system, 'succeeded', 'diego');
      await eventually('the background has synchronized this person', done, {
        is: (rows) => rows.length === 1,
        forMs: 120_000,
      });
      before = await pairingOf(system, userName);
      await operator.page.goto(`${system.endpoints.pane}/sandbox`);
      await operator.page.getByLabel('Person').selectOption(userName);
    }, 150_000);
    afterAll(async () => {
      await rep.context.close();
      await operator.context.close();
      expect([...rep.errors, ...operator.errors]).toEqual([]);
    });

    /** Opens a contact on one side of the sandbox's page, or a new one, and saves it with these values of its fields. */
    const save = async (
      side: 'Microsoft 365' | 'Sales',
      name: string,
      values: Readonly<Record<string, string | true>>,
    ) => {
      const { page: sandbox } = operator;
      await sandbox.getByRole('searchbox', { name: 'Find' }).fill(name === 'New contact' ? '' : name);
      const region = sandbox.getByRole('region', { name: new RegExp(`^${side}`) });
      await region.getByRole('button', { name, exact: true }).click();
      const dialog = sandbox.getByRole('dialog');
      for (const [field, value] of Object.entries(values)) {
        const input = dialog.locator(`[name="${field}"]`);
        if (value === true) await input.check();
        else if (field === 'AccountPartyId') await input.selectOption({ label: value });
        else await input.fill(value);
      }
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
    };

    it('[A6] takes every link over and writes nothing', async () => {
      const { system } = world();
      expect(before.linked).toBeGreaterThan(40);
      await signInBoth(page, system, userName);
      await makePlan(page);
      await told(page, () => page.getByRole('row', { name: /^Matched/ }).waitFor());
      expect(await page.getByRole('row', { name: /^(?:New|Changed|Deleted)/ }).count()).toBe(0);
      const run = await runBy(page, () => page.getByRole('button', { name: /^Apply \d/ }).click());
      expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
      expect(run.kinds.contact).toMatchObject({ microsoft: nothing, sales: nothing });
      expect(await pairingOf(system, userName)).toEqual(before);
    });

    it('carries over what is edited on the page of the sandbox', async () => {
      const { system } = world();
      const shared = (await outlookContacts(system, userName))
        .filter(({ categories }) => categories.length > 0)
        .at(-1);
      await save('Microsoft 365', String(shared?.displayName), { jobTitle: 'Written in Outlook' });
      await save('Sales', String(shared?.displayName), { City: 'Toledo' });
      expect(await syncNow(page)).toMatchObject({ outcome: 'succeeded', failures: [] });
      const sales = (await salesContacts(system, userName)).find(({ email }) => email === shared?.email);
      expect(sales).toMatchObject({ JobTitle: 'Written in Outlook', City: 'Toledo' });
      const outlook = (await outlookContacts(system, userName)).find(({ id }) => id === shared?.id);
      expect(outlook).toMatchObject({ jobTitle: 'Written in Outlook', businessAddress: { city: 'Toledo' } });
    });

    it('makes nothing twice when the answers to its writes get lost', async () => {
      const { system } = world();
      const [known] = await salesContacts(system, userName);
      const account = String(known?.AccountName);
      await save('Microsoft 365', 'New contact', {
        givenName: 'Lost',
        surname: 'Inbound',
        companyName: account,
        email: 'lost.inbound@contoso.example',
        shared: true,
      });
      await save('Sales', 'New contact', {
        FirstName: 'Lost',
        LastName: 'Outbound',
        AccountPartyId: account,
        EmailAddress: 'lost.outbound@contoso.example',
      });
      const lost: string[] = [];
      const isWrite = (url: URL): boolean =>
        /\/\$batch$|\/crmRestApi\/resources\/[\d.]+(?:\/contacts)?$/.test(url.pathname);
      await page.route(isWrite, async (route) => {
        const body = route.request().postData() ?? '';
        const isCreate = route.request().method() === 'POST' && /Inbound|Outbound/.test(body);
        if (!isCreate || lost.length > 1) return route.fallback();
        lost.push(route.request().url());
        return loseAnswer(route);
      });
      await syncNow(page);
      await page.unroute(isWrite);
      expect(lost).toHaveLength(2);
      await eventually('a later run settles what was lost', () => syncNow(page), {
        is: ({ outcome, kinds }) => outcome === 'succeeded' && kinds.contact?.failing === 0,
      });
      const after = await pairingOf(system, userName);
      expect(after).toEqual({
        ...before,
        outlook: before.outlook + 2,
        sales: before.sales + 2,
        linked: before.linked + 2,
      });
    });

    it('[G2] reads everything anew when Graph forgot its cursors, and writes nothing', async () => {
      const { system } = world();
      const now = await pairingOf(system, userName);
      const expired = await callSystem(system, `${system.endpoints.graph}/expire-delta`, {
        body: { userName },
      });
      expect(expired.status).toBe(204);
      const run = await syncNow(page);
      expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
      expect(run.kinds.contact).toMatchObject({ microsoft: nothing, sales: nothing });
      expect(await pairingOf(system, userName)).toEqual(now);
    });

    it.each([
      ['Graph', '**/v1.0/me/contacts/delta**', 'microsoft'],
      ['Sales', '**/crmRestApi/resources/*/contacts?q=LastUpdateDate*', 'sales'],
    ])('calls nonsense of %s malformed, says so and goes on with the next run', async (_name, url, side) => {
      await page.route(url, async (route) => {
        const response = await route.fetch();
        const headers = { ...response.headers(), [madeUp]: '1' };
        await route.fulfill({ response, headers, body: '{"value": 7, "items": "none"}' });
      });
      const run = await syncNow(page);
      expect(run).toMatchObject({ outcome: 'failed', cause: 'malformed', causeSide: side });
      await told(page, () => page.getByText('sent an answer that Sales Sync cannot read').waitFor());
      await page.unroute(url);
      expect(await syncNow(page)).toMatchObject({ outcome: 'succeeded', failures: [] });
    });
  });
}
