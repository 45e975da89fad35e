// A rep's first sync, then a working day: edits on both sides, a policy that decides, a question, and a run that has
// nothing to do. Every step is checked at the two services.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  makePlan,
  openPane,
  runBy,
  signInBoth,
  syncNow,
  visit,
  watchRequests,
  type Visit,
  type World,
} from '../../support/journey.ts';
import {
  editInOutlook,
  editInSales,
  outlookContacts,
  pairingOf,
  salesContacts,
} from '../../support/sides.ts';

const userName = 'ana.ruiz';

export function firstSyncJourney(world: () => World): void {
  describe('a rep who syncs for the first time', () => {
    let rep: Visit;
    let pair: { readonly id: string; readonly number: string; readonly name: string };

    beforeAll(async () => {
      rep = await visit(world().browser);
    });
    afterAll(async () => {
      await rep.context.close();
      expect(rep.errors).toEqual([]);
    });

    const edit = async (
      outlook: Readonly<Record<string, unknown>>,
      sales: Readonly<Record<string, unknown>>,
    ): Promise<void> => {
      const { system } = world();
      await editInOutlook(system, userName, { id: pair.id, change: outlook });
      await editInSales(system, userName, { number: pair.number, change: sales });
    };
    const fields = async () => {
      const { system } = world();
      const outlook = (await outlookContacts(system, userName)).find(({ id }) => id === pair.id);
      const sales = (await salesContacts(system, userName)).find(
        ({ PartyNumber }) => PartyNumber === pair.number,
      );
      return {
        outlook: [outlook?.jobTitle, outlook?.department],
        sales: [sales?.JobTitle, sales?.Department],
      };
    };

    it('signs in on both sides, chooses, and sees a plan before anything is written', async () => {
      const { system } = world();
      const before = await pairingOf(system, userName);
      await signInBoth(rep.page, system, userName);
      await rep.page.getByText(`Matches ${before.sales} contacts now.`).waitFor();
      await makePlan(rep.page);
      expect(await rep.page.getByRole('row', { name: /^New/ }).getByRole('cell').allInnerTexts()).toEqual([
        '47',
        '3',
      ]);
      expect(await pairingOf(system, userName)).toEqual(before);
      expect(before.linked).toBe(0);
    });

    it('applies the plan and has exactly one counterpart per contact on each side', async () => {
      const { system } = world();
      const before = await outlookContacts(system, userName);
      const run = await runBy(rep.page, () => rep.page.getByRole('button', { name: /^Apply \d/ }).click());
      expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
      expect(run.kinds.contact).toMatchObject({
        microsoft: { created: 47, deleted: 0 },
        sales: { created: 3, deleted: 0 },
        inSync: 53,
      });
      const after = await pairingOf(system, userName);
      expect(after).toEqual({
        outlook: before.length + 47,
        sales: 53,
        linked: 53,
        doubleMarkers: [],
        salesWithoutOne: [],
        outlookWithoutOne: [],
      });
      const known = new Set(before.map(({ id }) => id));
      const created = (await outlookContacts(system, userName)).find(({ id }) => !known.has(id));
      const sales = await salesContacts(system, userName);
      const counterpart = sales.find(({ email }) => email === created?.email);
      pair = {
        id: created?.id ?? '',
        number: counterpart?.PartyNumber ?? '',
        name: created?.displayName ?? '',
      };
      await rep.page.getByRole('heading', { name: 'In sync' }).waitFor();
    });

    it('[D5] keeps both edits when the sides changed different fields', async () => {
      await edit({ jobTitle: 'Title from Outlook' }, { Department: 'Department from Sales' });
      const run = await syncNow(rep.page);
      expect(run.outcome).toBe('succeeded');
      const both = ['Title from Outlook', 'Department from Sales'];
      expect(await fields()).toEqual({ outlook: both, sales: both });
    });

    it('[D13] [D15] lets the policy decide one field, keeps the value that lost and brings it back', async () => {
      const { page } = rep;
      await edit({ jobTitle: 'Loser' }, { JobTitle: 'Winner' });
      await syncNow(page);
      const settled = ['Winner', 'Department from Sales'];
      expect(await fields()).toEqual({ outlook: settled, sales: settled });
      await openPane(page, world().system, '/kept');
      const restore = page.getByRole('button', { name: `Restore Job title of ${pair.name}` });
      await page.getByRole('listitem').filter({ has: restore }).getByText('Loser').waitFor();
      await runBy(page, () => restore.click());
      await openPane(page, world().system);
      await syncNow(page);
      const restored = ['Loser', 'Department from Sales'];
      expect(await fields()).toEqual({ outlook: restored, sales: restored });
    });

    it('[D16] asks where the policy says so, writes nothing before the answer, and the answer after it', async () => {
      const { page } = rep;
      await openPane(page, world().system, '/settings');
      await page.getByRole('radio', { name: /^Ask me/ }).check();
      await runBy(page, () => page.getByRole('button', { name: 'Save' }).click());
      await edit({ jobTitle: 'Asked in Outlook' }, { JobTitle: 'Asked in Sales' });
      await openPane(page, world().system);
      expect(await syncNow(page)).toMatchObject({ outcome: 'succeeded-with-conflicts' });
      expect(await fields()).toEqual({
        outlook: ['Asked in Outlook', 'Department from Sales'],
        sales: ['Asked in Sales', 'Department from Sales'],
      });
      await page.getByRole('link', { name: /^Conflicts/ }).click();
      await page.getByRole('heading', { name: pair.name }).waitFor();
      await page.getByRole('radio', { name: /Asked in Outlook/ }).check();
      await runBy(page, () => page.getByRole('button', { name: 'Use this value' }).click());
      const answered = ['Asked in Outlook', 'Department from Sales'];
      expect(await fields()).toEqual({ outlook: answered, sales: answered });
      await openPane(page, world().system);
      await page.getByRole('heading', { name: 'In sync', exact: true }).waitFor();
    });

    it('sends no write and one request per feed when nothing changed', async () => {
      // Our own last write comes back as a change once (an echo): the run after it has nothing to read.
      await syncNow(rep.page);
      const before = await pairingOf(world().system, userName);
      const seen = watchRequests(rep.page);
      const run = await syncNow(rep.page);
      expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
      expect(run.kinds.contact?.microsoft).toEqual({ created: 0, updated: 0, deleted: 0 });
      expect(run.kinds.contact?.sales).toEqual({ created: 0, updated: 0, deleted: 0 });
      expect(seen.writes).toEqual([]);
      expect(seen.graph).toEqual([expect.stringMatching(/^GET .*\/v1\.0\/me\/contacts\/delta$/)]);
      // The list of the saved search is read on "Sync now" (C9) and is no feed.
      expect(seen.sales.filter((request) => !request.includes('/searchResources/'))).toEqual([
        expect.stringMatching(/^GET .*\/resources\/11\.13\.18\.05\/contacts$/),
      ]);
      expect(await pairingOf(world().system, userName)).toEqual(before);
    });
  });
}
