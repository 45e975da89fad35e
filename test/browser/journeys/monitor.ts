// An administrator at the Monitor: numbers that agree with the relay, finding somebody, acting on a background person and
// seeing it happen without a reload, a file for the spreadsheet.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { csvColumns } from '../../../src/relay/export/csv-columns.ts';
import { cardIds, type CardId } from '../../../src/contract/users.ts';
import { parseCsv } from '../../support/csv.ts';
import { openMonitor, openPane, told, visit, wide, type Visit, type World } from '../../support/journey.ts';
import { callRelay, cardsOf, detailsOf, rowOf, usersOf } from '../../support/monitor-facts.ts';
import { eventually } from '../../support/system.ts';

const names: Readonly<Record<CardId, string>> = {
  failed: 'Last Sync Failed',
  never: 'Never Synced',
  'in-progress': 'In Progress',
  succeeded: 'Last Sync Succeeded',
  all: 'All Users',
  expired: 'Expired Authorizations',
  disabled: 'Sync Disabled',
  errors: 'Outstanding Sync Errors',
  behind: 'Behind Target',
  stopping: 'Stops Within 7 Days',
};

const card = (page: Page, id: CardId) =>
  page.getByRole('region', { name: 'Users by state' }).getByRole('button', { name: names[id] });

async function numbersOnCards(page: Page): Promise<Record<string, number>> {
  const entries = cardIds.map(async (id) => {
    const text = await card(page, id).innerText();
    return [id, Number(/\d+/.exec(text.replace(names[id], ''))?.[0])] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Searches and waits until the list shows the one person who matches. */
async function find(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.waitForURL((url) => url.hash.endsWith(`q=${text}`));
  await told(page, () => page.getByText('1 user', { exact: true }).waitFor());
}

/** Chooses an action for one person and stops before it is sent. */
async function prepare(page: Page, person: string, action: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Select ${person}` }).check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
  await page
    .getByRole('dialog')
    .getByText(/user is (concerned|skipped)/)
    .first()
    .waitFor();
}

async function send(page: Page, confirm: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: confirm }).click();
  await dialog.getByText('1 done').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

export function monitorJourney(world: () => World): void {
  describe('an administrator at the Monitor', () => {
    let administrator: Visit;
    let page: Page;

    beforeAll(async () => {
      const { browser, system } = world();
      administrator = await visit(browser, wide);
      page = administrator.page;
      await openMonitor(page, system);
      // Their sign-in dies after a first success, and only the next run says it.
      const lost = ['Hugo Lefèvre', 'Marcus Reed', 'Anke Schröder'];
      await eventually('sign-ins have died', () => usersOf(system, 'expired'), {
        is: (rows) => lost.every((name) => rows.some(({ displayName }) => displayName === name)),
        forMs: 120_000,
      });
      await eventually('the background runs have met every situation', () => cardsOf(system), {
        is: ({ counts }) => counts.disabled >= 2 && counts.errors >= 2,
        forMs: 120_000,
      });
    }, 150_000);
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    it('counts on every card what the relay counts, and lists as many', async () => {
      const { system } = world();
      const seen = await eventually(
        'the cards agree with the relay',
        async () => ({ screen: await numbersOnCards(page), relay: (await cardsOf(system)).counts }),
        { is: ({ screen, relay }) => JSON.stringify(screen) === JSON.stringify(relay) },
      );
      const { failed, never, succeeded, disabled, all } = seen.relay;
      expect(failed + never + succeeded + disabled).toBe(all);
      for (const id of cardIds.filter((one) => one !== 'in-progress')) {
        await card(page, id).click();
        const row = page.getByRole('grid').getByRole('row');
        const total = await eventually(
          `${id} lists as many as it counts`,
          async () => {
            const { counts } = await cardsOf(system);
            const isEmpty = counts[id] === 0;
            const listed = isEmpty
              ? 0
              : Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
            return { listed, counted: counts[id], rows: isEmpty ? 0 : (await row.count()) - 1 };
          },
          { is: ({ listed, counted, rows }) => listed === counted && rows === Math.min(counted, rows) },
        );
        expect(total.counted === 0 || total.rows > 0).toBe(true);
      }
    });

    it('names the cause of what is broken: refused values and sign-ins that ended', async () => {
      const failed = await usersOf(world().system, 'errors');
      expect(failed.map(({ displayName, cause }) => [displayName, cause]).sort()).toEqual([
        ['Helen Cho', 'field-rejected'],
        ['Julien Moreau', 'field-rejected'],
      ]);
      await card(page, 'expired').click();
      const hugo = page.getByRole('row', { name: /Hugo Lefèvre/ });
      await hugo.getByText('Microsoft sign-in expired').waitFor();
      await hugo.getByText('Expired', { exact: true }).waitFor();
      await page
        .getByRole('row', { name: /Anke Schröder/ })
        .getByText('Sales sign-in expired')
        .waitFor();
    });

    it('finds people whatever the accents, and a link shows the same view', async () => {
      await card(page, 'all').click();
      await find(page, 'IBANEZ');
      await page.getByRole('row', { name: /Carmen Ibáñez/ }).waitFor();
      expect(new URL(page.url()).hash).toBe('#/monitor?card=all&q=IBANEZ');
      await page.reload();
      await page.getByRole('row', { name: /Carmen Ibáñez/ }).waitFor();
      expect(await page.getByRole('row', { name: /contoso/ }).count()).toBe(1);
    });

    it('opens the details of a user and of a run, and comes back to the same list', async () => {
      const { system } = world();
      await find(page, 'nair');
      await page.getByRole('link', { name: 'Priya Nair' }).click();
      await page.getByRole('heading', { name: 'Priya Nair' }).waitFor();
      const { kinds, latestRuns } = await detailsOf(system, 'priya.nair');
      const first = latestRuns.at(-1);
      await page.getByText('My Contacts').waitFor();
      const records = page.getByRole('region', { name: /^Synced Records/ });
      expect(await records.innerText()).toContain(String(kinds[0]?.counts?.inSync));
      await page.getByRole('link', { name: `#${String(first?.transactionNumber)}`, exact: true }).click();
      await page.getByRole('heading', { name: `Transaction #${String(first?.transactionNumber)}` }).waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('row', { name: /Priya Nair/ }).waitFor();
      expect(new URL(page.url()).hash).toBe('#/monitor?card=all&q=nair');
    });

    it('disables a background person whose run stops at once, and enables him again', async () => {
      const { system } = world();
      const person = 'Stefan Krüger';
      await find(page, 'stefan');
      const row = page.getByRole('row', { name: new RegExp(person) });
      await row.waitFor();
      await page.evaluate('window.wasNotReloaded = true');
      // Microsoft throttles this mailbox, so that a run is under way nearly always.
      await eventually('a run is under way', () => rowOf(system, 'stefan.krueger'), {
        is: ({ running }) => running !== null,
      });
      await prepare(page, person, 'Disable Sync');
      await page.getByRole('dialog').getByLabel('Reason (optional)').fill('Mailbox is moved');
      await send(page, 'Disable 1 user');
      await row.getByText('Disabled by an administrator').waitFor();
      const disabled = await eventually('his run stops', () => rowOf(system, 'stefan.krueger'), {
        is: ({ running }) => running === null,
        forMs: 10_000,
      });
      expect(disabled).toMatchObject({
        isSyncEnabled: false,
        disabledReason: 'Mailbox is moved',
        badge: 'suspended',
      });
      await prepare(page, person, 'Sync Now');
      await page.getByRole('dialog').getByText('sync is disabled').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      expect((await rowOf(system, 'stefan.krueger')).lastStartAt).toBe(disabled.lastStartAt);

      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await prepare(page, person, 'Enable Sync');
      await send(page, 'Enable 1 user');
      // Who is selected stays so in the next list, and would be all that is exported.
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      const enabled = await eventually('he runs again', () => rowOf(system, 'stefan.krueger'), {
        is: ({ lastStartAt, isSyncEnabled }) => isSyncEnabled && lastStartAt !== disabled.lastStartAt,
        forMs: 15_000,
      });
      expect(enabled.disabledReason).toBe(null);
      await row.getByText('Disabled by an administrator').waitFor({ state: 'hidden' });
      expect(await page.evaluate('window.wasNotReloaded')).toBe(true);
    });

    it('exports every column, readable and harmless for a spreadsheet', async () => {
      const { system } = world();
      const email = 'formula@contoso.example';
      const added = await callRelay(system, '/users', {
        body: {
          users: [
            { email, salesUserName: '@formula', displayName: '=HYPERLINK("https://contoso.example","a,b")' },
          ],
        },
      });
      expect(added.status).toBe(201);
      await openPane(page, system, '/monitor?card=all');
      await page
        .getByRole('row', { name: /contoso/ })
        .first()
        .waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^users-\d{4}-\d\d-\d\d\.csv$/);
      const bytes = await readFile(await download.path());
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const [heading, ...rows] = parseCsv(bytes.subarray(3).toString('utf8'));
      expect(heading).toEqual(Object.keys(csvColumns));
      await eventually('the card counts as many', async () => (await cardsOf(system)).counts.all, {
        is: (all) => all === rows.length,
        forMs: 10_000,
      });
      expect(rows.every((cells) => cells.length === heading?.length)).toBe(true);
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      const at = (name: string): number => heading?.indexOf(name) ?? -1;
      const row = rows.find((cells) => cells[at('Microsoft 365 User')] === email);
      expect(row?.[at('User')]).toBe(`'=HYPERLINK("https://contoso.example","a,b")`);
      expect(row?.[at('Sales User')]).toBe(`'@formula`);
      expect(rows.some((cells) => cells[at('User')] === '田中 健二')).toBe(true);
    });

    it('deletes a user from the relay, and the row goes without a reload', async () => {
      const { system } = world();
      const [row] = await usersOf(system, 'all', 'HYPERLINK');
      await find(page, 'hyperlink');
      await prepare(page, String(row?.displayName), 'Delete User');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete 1 user' }).click();
      await eventually('the relay forgets the row', () => callRelay(system, `/users/${String(row?.id)}`), {
        is: ({ status }) => status === 404,
      });
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await page.getByRole('row', { name: /HYPERLINK.*formula@/ }).waitFor({ state: 'hidden' });
    });
  });
}
