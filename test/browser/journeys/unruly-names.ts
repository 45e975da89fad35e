// People whose names nobody would make up: markup, formulas, 200 letters, direction marks that do not end. Wherever they stand they
// are text in their own place, and what is beside them reads as ever.

import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newUsersAnswer } from '../../../src/contract/administration.ts';
import { csvColumns } from '../../../src/relay/export/csv-columns.ts';
import { parseCsv } from '../../support/csv.ts';
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
import { callRelay } from '../../support/monitor-facts.ts';
import { turnedWords } from '../../support/turned-words.ts';
import { people, settled } from './walk/stop.ts';

const toTheLeft = '\u202e';
const endOfIsolate = '\u2069';

const names = {
  markup: '<b>Bold</b> & <img src=x onerror="window.hasRun=true">',
  formula: '=HYPERLINK("https://contoso.example","a,b")',
  endless: 'W'.repeat(200),
  long: 'Maria del Carmen '.repeat(12).slice(0, 200).trim(),
  turned: `${toTheLeft}Turned to the left`,
  escaped: `${endOfIsolate}${toTheLeft}Left its isolate`,
  open: '\u2067Isolate (open) 123',
  arabic: 'محمد (مبيعات) 123',
  lines: 'Two\nlines\u2028and\ttabs',
} as const;
type Unruly = keyof typeof names;
const all = Object.keys(names) as Unruly[];

const emailOf = (who: Unruly): string =>
  who === 'endless'
    ? `unruly-${'w'.repeat(50)}@${'long-domain.'.repeat(15)}example`
    : `unruly-${who}@contoso.example`;
const salesOf = (who: Unruly): string => (who === 'endless' ? 'S'.repeat(320) : `@${names[who]}`);

export function unrulyNamesJourney(world: () => World): void {
  describe('people with unruly names', () => {
    let administrator: Visit;
    let page: Page;
    let ids: ReadonlyMap<Unruly, string>;
    const idOf = (who: Unruly): string => ids.get(who) ?? '';

    beforeAll(async () => {
      const { browser, system } = world();
      const users = all.map((who) => ({
        email: emailOf(who),
        salesUserName: salesOf(who),
        displayName: names[who],
      }));
      const { added } = newUsersAnswer.parse((await callRelay(system, '/users', { body: { users } })).json());
      ids = new Map(added.map((id, at) => [all[at] ?? 'long', id]));
      const disabled = await callRelay(system, '/commands', {
        body: {
          kind: 'disable',
          selection: { by: 'ids', ids: [idOf('markup'), idOf('escaped'), idOf('endless')] },
          reason: `${names.escaped} ${names.markup} ${names.endless}`,
        },
        headers: { 'idempotency-key': randomUUID() },
      });
      expect([added.length, disabled.status]).toEqual([all.length, 200]);
      administrator = await visit(browser, wide);
      page = administrator.page;
      await openMonitor(page, system, '/monitor?card=all&q=unruly');
    });
    afterAll(async () => {
      for (const id of ids.values()) await callRelay(world().system, `/users/${id}`, { method: 'DELETE' });
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    /** Everything in its place, every name as text. */
    async function look(): Promise<void> {
      await settled(page);
      const isMarkup = await page.evaluate(
        () => 'hasRun' in window || document.querySelector('b,img[src="x"]') !== null,
      );
      expect([
        ...(await geometryProblems(page, { except: ['.fui-Checkbox__label'] })),
        ...(await turnedWords(page)),
        ...(isMarkup ? ['markup'] : []),
      ]).toEqual([]);
    }
    const act = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog').waitFor();
    };
    const leave = () =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: /^(?:Cancel|Close)$/ })
        .click();
    const openList = async (): Promise<void> => {
      await page.goto('about:blank');
      await openPane(page, world().system, '/monitor?card=all&q=unruly');
      await people(page).first().waitFor();
    };
    const openUser = async (who: Unruly): Promise<void> => {
      await openPane(page, world().system, `/monitor/users/${idOf(who)}`);
      await page.getByRole('heading', { level: 1, name: names[who] }).waitFor();
    };

    const sizes = [
      ['the pane', narrow],
      ['a window', wide],
    ] as const;

    it.each(sizes)('stand in their place in the list and in their details in %s', async (_, size) => {
      await page.setViewportSize(size);
      await told(page, async () => {
        await openList();
        await look();
        for (const who of all)
          expect(
            await people(page)
              .filter({ has: page.getByText(names[who], { exact: true }) })
              .count(),
          ).toBe(1);
        for (const who of ['endless', 'escaped'] as const) {
          await openUser(who);
          await look();
          const below = page.getByRole('region', { name: 'Identity and status' });
          expect((await below.boundingBox())?.y).toBeLessThan(200);
        }
      });
    });

    it('stand in what an action says of them before and after it is sent', async () => {
      await page.setViewportSize(narrow);
      await told(page, async () => {
        await openList();
        for (const row of await people(page).all()) await row.getByRole('checkbox').check();
        await act('Disable Sync');
        const dialog = page.getByRole('dialog');
        await dialog.getByText('6 users are concerned').waitFor();
        await look();
        await dialog.getByRole('listitem').filter({ hasText: 'Left its isolate' }).scrollIntoViewIfNeeded();
        await look();
        await leave();
        await act('Ask to Sign In');
        await dialog.getByRole('button', { name: /^Ask 9/ }).click();
        await dialog.getByRole('listitem').first().waitFor();
        await look();
        await leave();
      });
    });

    it('stand in the dialogs over their details, and in the audit', async () => {
      await page.setViewportSize(narrow);
      await told(page, async () => {
        await openUser('endless');
        for (const item of ['Update User Credentials', 'Enable Debug Logs']) {
          await act(item);
          await look();
          await leave();
        }
        await openPane(page, world().system, '/monitor/audit');
        for (const name of [/^Disable Sync/, /^Add users/])
          await page.getByRole('button', { name, expanded: false }).first().click();
        await page.getByRole('list', { name: 'Users' }).first().waitFor();
        await look();
      });
    });

    it('stand in the lines that need mending, and as the one who is in the way', async () => {
      await page.setViewportSize(narrow);
      await told(page, async () => {
        await openList();
        await page.getByRole('button', { name: 'Add users' }).click();
        await page.getByRole('tab', { name: 'As a list' }).click();
        await page
          .getByRole('textbox')
          .fill(`${names.endless}\n${names.escaped}\n${names.markup},none\nNEW.USER,${emailOf('escaped')}\n`);
        const dialog = page.getByRole('dialog');
        await dialog.getByText('3 lines need mending').waitFor();
        await look();
        await dialog.getByRole('button', { name: 'Add 1 user' }).click();
        await dialog.getByText('4 lines need mending').waitFor();
        await dialog.getByText(`NEW.USER,${emailOf('escaped')}`).scrollIntoViewIfNeeded();
        await look();
        await leave();
      });
    });

    it('stand in their place from right to left, too', async () => {
      await page.setViewportSize(wide);
      await page.evaluate(() => {
        localStorage.setItem('sales-sync.language', 'ar');
      });
      await told(page, async () => {
        await openList();
        expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
        await look();
        await openUser('escaped');
        await look();
      });
      await page.evaluate(() => {
        localStorage.removeItem('sales-sync.language');
      });
    });

    it('are harmless in the file for a spreadsheet', async () => {
      await openList();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      const [heading = [], ...rows] = parseCsv((await readFile(await download.path(), 'utf8')).slice(1));
      expect(heading).toEqual(Object.keys(csvColumns));
      const cells = rows.map((row) => [row[heading.indexOf('User')], row[heading.indexOf('Sales User')]]);
      const expected = all.map((who) => [
        who === 'formula' ? `'${names.formula}` : names[who],
        who === 'endless' ? salesOf(who) : `'${salesOf(who)}`,
      ]);
      expect(new Set(cells.map(String))).toEqual(new Set(expected.map(String)));
    });
  });
}
