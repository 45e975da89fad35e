// The browser dies in the middle of a first sync of 2,000 contacts. The same profile opens again and finishes, with
// nothing twice.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { makePlan, openPane, runBy, signIn, signInBoth, type World } from '../../support/journey.ts';
import { startOwnBrowser, type OwnBrowser } from '../../support/own-browser.ts';
import { outlookContacts, pairingOf } from '../../support/sides.ts';
import { eventually, type System } from '../../support/system.ts';

const userName = 'big';

/** A browser writes cookies down every 30 s: one that dies may forget a sign-in, and then asks for it with one button. */
async function goOn(page: Page, system: System): Promise<void> {
  await openPane(page, system);
  const ask = page.getByRole('button', { name: 'Sign in to Microsoft' });
  await page
    .getByRole('heading', { name: /^(?:Syncing|In sync)/ })
    .or(ask)
    .first()
    .waitFor();
  if (await ask.isVisible()) await signIn(page, 'Sign in to Microsoft', userName);
}

export function killJourney(world: () => World): void {
  describe('a browser that is killed in the middle of a first sync of 2,000 contacts', () => {
    let profile: string;
    let browser: OwnBrowser;

    beforeAll(async () => {
      profile = await mkdtemp(path.join(os.tmpdir(), 'sales-sync-profile-'));
      browser = await startOwnBrowser(profile);
    });
    afterAll(async () => {
      await browser.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    });

    it('finishes when it is opened again, with exactly one counterpart per contact on each side', async () => {
      const { system } = world();
      const before = await pairingOf(system, userName);
      expect(before).toMatchObject({ sales: 2_000, linked: 0 });
      await signInBoth(browser.page, system, userName);
      await makePlan(browser.page);
      await browser.page.getByRole('button', { name: /^Apply 2,/ }).click();
      const written = async (): Promise<number> => (await outlookContacts(system, userName)).length;
      const atDeath = await eventually('a part is written', written, { is: (count) => count > 600 });
      await browser.kill();
      expect(atDeath).toBeLessThan(1_900);

      browser = await startOwnBrowser(profile);
      const run = await runBy(browser.page, () => goOn(browser.page, system));
      expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
      const after = await pairingOf(system, userName);
      expect(after).toMatchObject({ doubleMarkers: [], salesWithoutOne: [], outlookWithoutOne: [] });
      expect(after.linked).toBe(after.sales);
      await browser.page.getByRole('heading', { name: 'In sync', exact: true }).waitFor();
    }, 180_000);
  });
}
