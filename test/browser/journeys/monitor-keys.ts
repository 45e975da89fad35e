// An administrator without a mouse: Tab, arrows, Space, Enter and Escape through the list, an action, the details and the
// settings. The keyboard is never lost: after everything that closes, it is where it was.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openMonitor, openPane, told, visit, wide, type Visit, type World } from '../../support/journey.ts';
import { problemsOf } from '../../support/looks.ts';
import { usersOf } from '../../support/monitor-facts.ts';
import { eventually } from '../../support/system.ts';

/** What a screen reader would name now. */
const named = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
  });
const cell = (page: Page): Promise<readonly (string | undefined)[]> =>
  page.evaluate(() => {
    const at = document.activeElement?.closest<HTMLElement>('[data-grid-row]');
    return [at?.dataset['gridRow'], at?.dataset['gridColumn']];
  });

/** Presses Tab until the keyboard is at something of this name; a name that never comes fails. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const at = await named(page);
    if (name.test(at)) return;
    passed.push(at.slice(0, 30));
  }
  throw new Error(`no ${String(name)} among: ${passed.join(' | ')}`);
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Closing hands the keyboard back one frame later. */
const comesBackTo = (page: Page, name: string): Promise<unknown> =>
  page.waitForFunction(
    (text) => {
      const at = document.activeElement;
      return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim() === text;
    },
    name,
    { timeout: 5_000 },
  );

export function monitorKeys(world: () => World): void {
  describe('an administrator without a mouse', () => {
    let administrator: Visit;
    let page: Page;
    beforeAll(async () => {
      const { browser, system } = world();
      administrator = await visit(browser, wide);
      page = administrator.page;
      // Background runs enter people one after the other.
      await eventually('Helen is known', () => usersOf(system, 'errors', 'helen'), {
        is: (rows) => rows.length === 1,
        forMs: 120_000,
      });
      await openMonitor(page, system, '/monitor?card=all');
      await page.getByRole('searchbox').waitFor();
    }, 150_000);
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    it('finds somebody, walks through the table and picks him', async () => {
      await told(page, async () => {
        await tabTo(page, /^Search users$/);
        await page.keyboard.type('cho');
        await page.getByText('1 user', { exact: true }).waitFor();
        await tabTo(page, /^Select Helen Cho$/);
        expect(await cell(page)).toEqual(['0', '0']);
        await press(page, 'ArrowRight', 'ArrowRight');
        expect(await named(page)).toMatch(/^Helen Cho/);
        await press(page, 'Home', 'Space');
        expect(await page.getByRole('checkbox', { name: 'Select Helen Cho' }).isChecked()).toBe(true);
      });
    });

    it('opens an action, hears whom it concerns, leaves with Escape and is at its button again', async () => {
      await told(page, async () => {
        await page.getByRole('button', { name: 'Actions' }).focus();
        await press(page, 'Enter');
        await page.getByRole('menu').waitFor();
        await press(page, 'End', 'ArrowUp', 'ArrowUp');
        expect(await named(page)).toBe('Delete User');
        await press(page, 'Enter');
        await page.getByRole('dialog').getByText('1 user is concerned').waitFor();
        expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(
          true,
        );
        for (let step = 0; step < 8; step += 1) await press(page, 'Tab');
        expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(
          true,
        );
        await press(page, 'Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await comesBackTo(page, 'Actions');
      });
    });

    it('opens the details with Enter, and Close leads back to the name', async () => {
      await told(page, async () => {
        await tabTo(page, /^Select Helen Cho$/);
        await press(page, 'ArrowRight', 'ArrowRight', 'Enter');
        await page.getByRole('heading', { level: 1, name: 'Helen Cho' }).waitFor();
        expect(await named(page)).toBe('Helen Cho');
        await tabTo(page, /^Close$/);
        await press(page, 'Enter');
        await page.getByRole('row', { name: /Helen Cho/ }).waitFor();
        await comesBackTo(page, 'Helen Cho');
      });
    });

    it('opens the settings by the menu, is asked before a change is lost, and stays', async () => {
      await told(page, async () => {
        await page.getByRole('button', { name: 'More' }).focus();
        await press(page, 'Enter');
        await page.getByRole('menuitem', { name: 'Settings' }).waitFor();
        await press(page, 'ArrowDown', 'Enter');
        await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
        expect(await named(page)).toBe('Settings');
        const field = page.getByRole('textbox', { name: 'Minutes without a report' });
        await field.focus();
        await page.keyboard.press('Control+A');
        await page.keyboard.type('77');
        await page.getByText('1 unsaved change').waitFor();
        await page.goBack();
        await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
        await press(page, 'Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        expect(await field.inputValue()).toBe('77');
        expect(new URL(page.url()).hash).toContain('#/monitor/settings');
        await tabTo(page, /^Discard$/);
        await press(page, 'Enter');
        await page.getByText('No unsaved changes').waitFor();
      });
    });

    it('uses the narrow list, too', async () => {
      await page.setViewportSize({ width: 320, height: 640 });
      await openPane(page, world().system, '/monitor?card=all&q=cho');
      await told(page, async () => {
        await page.getByRole('listitem').getByText('Helen Cho').waitFor();
        await tabTo(page, /^Select Helen Cho$/);
        await press(page, 'Space', 'Tab');
        expect(await named(page)).toMatch(/^Helen Cho/);
        expect(await problemsOf(page, 'narrow')).toEqual([]);
        await press(page, 'Enter');
        await page.getByRole('heading', { level: 1, name: 'Helen Cho' }).waitFor();
      });
    });
  });
}
