// What only the Sales application does: saved searches, the keys sweep, natural keys, accounts, inactive parties.

import { describe, expect, it } from '@jest/globals';
import { codeOf, never } from '../../remote/scripted-fetch.ts';
import { recordIn, refTo, writesTo } from '../../remote/writes.ts';
import type { InstanceId, RecordId, SavedSearchId } from '../../../src/sync/model/ids.ts';
import { pullRound, readRecord, sendOne, shownIn, type SalesBench } from '../benches/remote-bench.ts';

export function salesScenarios(bench: () => SalesBench, instance: InstanceId): void {
  describe('the window', () => {
    it('begins empty, at the present', async () => {
      const { remote, ...people } = bench();
      people.add({ lastName: 'Before' });
      await expect(pullRound(remote, null)).resolves.toMatchObject({
        changes: [],
        pages: [{ isComplete: true }],
      });
    });

    it('shows markers', async () => {
      const { remote } = bench();
      const { cursor } = await pullRound(remote, null);
      const write = writesTo('sales', instance).create({ lastName: 'Byron' });
      const { id } = recordIn(await sendOne(remote, write));
      expect(shownIn((await pullRound(remote, cursor)).changes, id).marker).toEqual(write.marker);
    });

    it('shows a removed record as inactive, and an active one again', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      const { cursor } = await pullRound(remote, null);
      people.remove(id);
      expect(shownIn((await pullRound(remote, cursor)).changes, id).isDeleted).toBe(true);
      people.activate(id);
      expect(shownIn((await pullRound(remote, cursor)).changes, id).isDeleted).toBe(false);
    });

    it('[F25] shows both ends of a merge', async () => {
      const { remote, ...people } = bench();
      const loser = people.add({ lastName: 'Byron', jobTitle: 'Captain' });
      const survivor = people.add({ lastName: 'Byron' });
      const { cursor } = await pullRound(remote, null);
      people.merge(loser, survivor);
      const { changes } = await pullRound(remote, cursor);
      expect(shownIn(changes, loser).isDeleted).toBe(true);
      expect(shownIn(changes, survivor)).toMatchObject({ isDeleted: false, units: { jobTitle: 'Captain' } });
    });
  });

  describe('a saved search', () => {
    it('lists those it selects, and no inactive one', async () => {
      const { remote, search, ...people } = bench();
      const [inside, outside, inactive] = ['A', 'B', 'C'].map((lastName) => people.add({ lastName })) as [
        RecordId,
        RecordId,
        RecordId,
      ];
      for (const id of [inside, inactive]) people.setMember(id, true);
      people.setMember(outside, false);
      people.remove(inactive);
      const ids = (await remote.members('contact', search, never)).map(({ id }) => id);
      expect([inside, outside, inactive].map((id) => ids.includes(id))).toEqual([true, false, false]);
      people.setMember(inside, false);
      const left = (await remote.members('contact', search, never)).map(({ id }) => id);
      expect(left).not.toContain(inside);
    });

    it('gives references that can be read and written', async () => {
      const { remote, search, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      people.setMember(id, true);
      const member = (await remote.members('contact', search, never)).find((ref) => ref.id === id);
      expect(member?.address).toBe((await readRecord(remote, id)).address);
    });

    it('[C3] is missing under an id that nobody knows', async () => {
      const { remote } = bench();
      await expect(codeOf(remote.members('contact', '4711' as SavedSearchId, never))).resolves.toBe(
        'saved-search-missing',
      );
    });

    it('stands in the list of searches', async () => {
      const { remote, search } = bench();
      const ids = (await remote.savedSearches('contact', never)).map(({ id }) => id);
      expect(ids).toContain(search);
    });
  });

  describe('looking around', () => {
    it('sweeps: of the ids it is asked for, those that live', async () => {
      const { remote, ...people } = bench();
      const ids = ['A', 'B', 'C'].map((lastName) => people.add({ lastName }));
      const [first, , last] = ids as [RecordId, RecordId, RecordId];
      people.remove(last);
      const asked = [first, last, '999999999999999999' as RecordId];
      await expect(remote.sweep('contact', asked, never)).resolves.toEqual([first]);
    });

    it('[A2] finds live records by e-mail without case, and by name and company', async () => {
      const { remote, account, ...people } = bench();
      const byMail = people.add({ lastName: 'Mail', email: 'Someone.New@Contoso.example' });
      const inactive = people.add({ lastName: 'Gone', email: 'someone.new@contoso.example' });
      people.remove(inactive);
      const { create } = writesTo('sales', instance);
      const named = create(
        { firstName: 'Ada', lastName: 'Zweistein', company: account.name },
        { accountId: account.id },
      );
      const byName = recordIn(await sendOne(remote, named)).id;
      const found = await remote.findByNaturalKey(
        'contact',
        [
          { type: 'email', email: 'someone.new@contoso.example' },
          {
            type: 'name-company',
            firstName: 'ada',
            lastName: 'zweistein',
            company: account.name.toLowerCase(),
          },
        ],
        never,
      );
      expect(found.map(({ id }) => id).sort()).toEqual([byMail, byName].sort());
    });

    it('[A4] finds an account by its name without case, and none that is only alike', async () => {
      const { remote, account } = bench();
      const asked = [` ${account.name.toUpperCase()} `];
      const found = await remote.accountsNamed(asked, never);
      expect(found).toContainEqual(account);
      await expect(remote.accountsNamed([`${account.name} and more`], never)).resolves.toEqual([]);
    });

    it('writes a company by its account, and keeps it where no account is known', async () => {
      const { remote, account } = bench();
      const { create, update } = writesTo('sales', instance);
      const first = create({ lastName: 'Byron', company: account.name }, { accountId: account.id });
      const record = recordIn(await sendOne(remote, first));
      expect(record.units['company']).toBe(account.name);
      const second = update(record, { company: 'Nobody knows', jobTitle: 'Captain' });
      expect(recordIn(await sendOne(remote, second)).units).toMatchObject({
        company: account.name,
        jobTitle: 'Captain',
      });
    });

    it('finds an inactive record by its key, and reads it as inactive', async () => {
      const { remote, ...people } = bench();
      const write = writesTo('sales', instance).create({ lastName: 'Byron' });
      const { id } = recordIn(await sendOne(remote, write));
      people.remove(id);
      await expect(remote.findByMarker('contact', [write.key], never)).resolves.toMatchObject([
        { id, isDeleted: true },
      ]);
      await expect(remote.read('contact', [refTo(id)], never)).resolves.toMatchObject([
        { result: 'found', record: { isDeleted: true } },
      ]);
    });
  });
}
