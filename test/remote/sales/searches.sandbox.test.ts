import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSalesIdentity } from '../../../src/remote/sales/sales-identity.ts';
import { company } from '../../../src/sandbox/company/company.ts';
import { ANA, startSalesRig } from './sales-rig.ts';
import { codeOf, never } from '../scripted-fetch.ts';
import { refTo } from '../writes.ts';
import type { SavedSearchId } from '../../../src/sync/model/ids.ts';
import type { SalesRig } from './sales-rig.ts';

let rig: SalesRig;
beforeEach(async () => {
  rig = await startSalesRig();
});
afterEach(() => rig.end());

describe('saved searches', () => {
  it('lists them and reads the members of one, page by page', async () => {
    const searches = await rig.remote.savedSearches('contact', never);
    const [standard] = searches.filter(({ isDefault }) => isDefault);
    if (standard === undefined) throw new Error('a default wanted');
    const expected = rig.control.searches(ANA).find(({ isDefault }) => isDefault)?.memberIds ?? [];
    const paged = rig.another({ pageSize: 7 });
    const members = await paged.members('contact', standard.id, never);
    expect(members.map(({ id }) => id)).toEqual(expected);
    await expect(rig.remote.read('contact', members.slice(0, 3), never)).resolves.toMatchObject(
      members.slice(0, 3).map(({ address }) => ({ result: 'found', record: { address } })),
    );
  });

  it('[C3] has a code of its own for a search that is gone', async () => {
    await expect(codeOf(rig.remote.members('contact', '4711' as SavedSearchId, never))).resolves.toBe(
      'saved-search-missing',
    );
  });

  it('[C3] has a code of its own for a search that may not be read', async () => {
    const [search] = await rig.remote.savedSearches('contact', never);
    rig.faults.add({ method: 'GET', path: '*/results', status: 403 });
    await expect(
      codeOf(rig.remote.members('contact', search?.id ?? ('' as SavedSearchId), never)),
    ).resolves.toBe('saved-search-unreadable');
  });

  it('[C3] blames the role, not the search, for a person to whom Sales grants nothing', async () => {
    const [search] = await rig.remote.savedSearches('contact', never);
    rig.control.setSwitches({ withoutRole: [ANA] });
    await expect(
      codeOf(rig.remote.members('contact', search?.id ?? ('' as SavedSearchId), never)),
    ).resolves.toBe('access-denied');
  });

  it('asks by a transient POST where a release knows no results by GET, and stores no search', async () => {
    const before = await rig.remote.savedSearches('contact', never);
    rig.faults.add({ method: 'GET', path: '*/results', status: 404 });
    const members = await rig.remote.members('contact', before[0]?.id ?? ('' as SavedSearchId), never);
    expect(members.length).toBeGreaterThan(0);
    await expect(rig.remote.savedSearches('contact', never)).resolves.toEqual(before);
  });
});

describe('identity and access', () => {
  it('reads who is signed in, by user name and by e-mail', async () => {
    const person = company.people.find(({ userName }) => userName === ANA);
    const identity = { partyId: person?.salesPartyId, userName: ANA, email: person?.mail };
    await expect(
      readSalesIdentity(rig.options, { userName: ANA.toUpperCase() }, never),
    ).resolves.toMatchObject(identity);
    await expect(
      readSalesIdentity(rig.options, { email: String(person?.mail) }, never),
    ).resolves.toMatchObject(identity);
    await expect(readSalesIdentity(rig.options, { userName: 'nobody' }, never)).resolves.toBeNull();
  });

  it('needs a sign-in when the session was revoked', async () => {
    rig.token = 'expired';
    await expect(codeOf(rig.remote.sentinel('contact', never))).resolves.toBe('sign-in-needed');
  });

  it.each([4, 9] as const)('reads the same under framework version %i', async (frameworkVersion) => {
    const [id] = rig.ownIds(1);
    const answers = await rig.another({ frameworkVersion }).read('contact', [refTo(id)], never);
    expect(answers).toEqual(await rig.remote.read('contact', [refTo(id)], never));
  });
});
