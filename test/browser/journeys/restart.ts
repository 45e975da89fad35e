// The relay is killed and started again under an open Monitor. Of two clicks one was done without its answer arriving, the other one
// reached nobody: both end done, once.

import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { auditPage, newUsersAnswer } from '../../../src/contract/administration.ts';
import { openMonitor, openPane, told, visit, wide } from '../../support/journey.ts';
import { callRelay } from '../../support/monitor-facts.ts';
import type { System } from '../../support/system.ts';

const people = ['Answered Late', 'Reached Nobody', 'Changed Meanwhile'] as const;
type Person = (typeof people)[number];

export interface OpenMonitor {
  /** Clicks, of which the relay does the first and can tell nobody. */
  clickBefore(): Promise<void>;
  /** while nobody answers */
  clickMeanwhile(): Promise<void>;
  seesAllDoneOnce(system: System): Promise<void>;
  close(): Promise<void>;
}

const row = (page: Page, person: Person) => page.getByRole('row', { name: new RegExp(person) });
const dialog = (page: Page) => page.getByRole('dialog');
const confirm = (page: Page) => dialog(page).getByRole('button', { name: 'Disable 1 user' });

/** A Monitor in two windows, each about to disable somebody. */
export async function openMonitorToRestart(browser: Browser, system: System): Promise<OpenMonitor> {
  const ids = await addPeople(system);
  const administrator = await visit(browser, wide);
  const { page } = administrator;
  const other = await administrator.context.newPage();
  await openMonitor(page, system, '/monitor?card=all&q=restart');
  await openPane(other, system, '/monitor?card=all&q=restart');
  await prepare(page, 'Answered Late');
  await prepare(other, 'Reached Nobody');
  await page.evaluate('window.wasNotReloaded = true');
  return {
    clickBefore: async () => {
      await page.route('**/api/v1/commands', async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      });
      const sent = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/commands'));
      await confirm(page).click();
      await sent;
      await page.unroute('**/api/v1/commands');
    },
    clickMeanwhile: async () => {
      await confirm(other).click();
      for (const window of [page, other])
        await told(window, () => dialog(window).getByText('nothing is done twice').waitFor());
      await told(page, () => page.getByText(/^(?:Reconnecting since|Offline, as of) /).waitFor());
    },
    seesAllDoneOnce: async (fresh) => {
      await disable(fresh, ids.get('Changed Meanwhile') ?? '');
      for (const window of [page, other]) {
        await told(window, async () => {
          await dialog(window).getByText('1 done').waitFor({ timeout: 30_000 });
          await dialog(window).getByRole('button', { name: 'Close' }).click();
          for (const person of people)
            await row(window, person).getByText('Disabled by an administrator').waitFor({ timeout: 30_000 });
          await window.getByText('Live', { exact: true }).waitFor();
        });
      }
      expect(await page.evaluate('window.wasNotReloaded')).toBe(true);
      expect(await disabledBy(fresh, ids)).toEqual(people.map((person) => [person, 1]));
      for (const id of ids.values()) await callRelay(fresh, `/users/${id}`, { method: 'DELETE' });
    },
    close: async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    },
  };
}

async function addPeople(system: System): Promise<ReadonlyMap<Person, string>> {
  const users = people.map((displayName, at) => ({
    displayName,
    email: `restart-${String(at)}@contoso.example`,
    salesUserName: `RESTART.${String(at)}`,
  }));
  const answer = await callRelay(system, '/users', { body: { users } });
  const { added } = newUsersAnswer.parse(answer.json());
  return new Map(people.map((person, at) => [person, added[at] ?? '']));
}

async function prepare(page: Page, person: Person): Promise<void> {
  await told(page, async () => {
    await page.getByRole('checkbox', { name: `Select ${person}` }).check();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Disable Sync' }).click();
    await confirm(page).waitFor();
  });
}

async function disable(system: System, id: string): Promise<void> {
  const answer = await callRelay(system, '/commands', {
    body: { kind: 'disable', selection: { by: 'ids', ids: [id] } },
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
  expect(answer.status).toBe(200);
}

/** How often the audit says that each of them was disabled. */
async function disabledBy(system: System, ids: ReadonlyMap<Person, string>) {
  const { items } = auditPage.parse((await callRelay(system, '/audit?action=disable&limit=200')).json());
  return [...ids].map(([person, id]) => [
    person,
    items.filter(({ users }) => users.some(({ userId }) => userId === id)).length,
  ]);
}
