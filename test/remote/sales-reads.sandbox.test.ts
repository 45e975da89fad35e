import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SyncError } from '../../src/sync/model/error.ts';
import { readSalesIdentity } from '../../src/remote/sales/sales-identity.ts';
import { company } from '../../src/sandbox/company/company.ts';
import { ANA, startSalesRig } from './sales-rig.ts';
import { never } from './scripted-fetch.ts';
import { refTo } from './writes.ts';
import type { Cursor, LinkKey, RecordId, SavedSearchId } from '../../src/sync/model/ids.ts';
import type { Change, Feed } from '../../src/sync/model/change.ts';
import type { SalesRig } from './sales-rig.ts';

let rig: SalesRig;
beforeEach(async () => {
  rig = await startSalesRig();
});
afterEach(() => rig.end());

async function feed(): Promise<Feed> {
  const [only] = await rig.remote.feeds('contact', never);
  if (only === undefined) throw new Error('no feed');
  return only;
}

interface Window {
  readonly changes: readonly Change[];
  readonly cursor: Cursor;
  readonly requests: number;
}

async function pull(from: Cursor | null, remote = rig.remote): Promise<Window> {
  const before = rig.traces.length;
  const changes: Change[] = [];
  let cursor = from;
  for (let pages = 1; pages < 60; pages += 1) {
    const page = await remote.pullPage(await feed(), cursor, never);
    changes.push(...page.changes);
    cursor = page.next;
    if (page.isComplete) return { changes, cursor, requests: rig.traces.length - before };
  }
  throw new Error('no end');
}

const idsOf = (changes: readonly Change[]): unknown[] =>
  changes.map((change) => (change.type === 'upserted' ? change.record.id : change.id));

const codeOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof SyncError ? error.code : error),
  );

function idsInSales(count: number): string[] {
  const me = company.people.find(({ userName }) => userName === ANA)?.salesPartyId;
  return rig.control
    .contacts(ANA)
    .filter(({ values }) => values['OwnerPartyId'] === me)
    .slice(0, count)
    .map(({ partyId }) => partyId);
}

describe('the change window', () => {
  it('starts at the server’s present, and a quiet run is one request', async () => {
    const first = await pull(null);
    const second = await pull(first.cursor);
    expect([first.changes, first.requests, second.changes, second.requests]).toEqual([[], 1, [], 1]);
  });

  it('sees an edit and a deletion', async () => {
    const { cursor } = await pull(null);
    const [edited, deleted] = idsInSales(2);
    rig.control.edit(ANA, String(edited), { JobTitle: 'CFO' });
    rig.control.remove(ANA, String(deleted));
    const { changes, requests } = await pull(cursor);
    expect(requests).toBe(1);
    expect(changes).toMatchObject([
      { type: 'upserted', record: { id: edited, isDeleted: false, units: { jobTitle: 'CFO' } } },
      { type: 'upserted', record: { id: deleted, isDeleted: true } },
    ]);
  });

  it('reads a window of several pages again until nothing is new', async () => {
    const remote = rig.another({ pageSize: 10 });
    const { cursor } = await pull(null, remote);
    const ids = idsInSales(25);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    const { changes, requests } = await pull(cursor, remote);
    expect(idsOf(changes).sort()).toEqual(ids.sort());
    expect(requests).toBe(6);
  });

  it('misses no row when another one leaves the window between two pages', async () => {
    const remote = rig.another({ pageSize: 5 });
    const { cursor } = await pull(null, remote);
    const ids = idsInSales(20);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    rig.control.setSwitches({ nextPageHoles: 2, duplicateAcrossPages: true });
    const { changes } = await pull(cursor, remote);
    expect([...new Set(idsOf(changes))].sort()).toEqual(ids.sort());
  });

  it('goes on in another process after a kill in mid-window', async () => {
    const remote = rig.another({ pageSize: 5 });
    const { cursor } = await pull(null, remote);
    const ids = idsInSales(12);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    const page = await remote.pullPage(await feed(), cursor, never);
    const { changes } = await pull(page.next, rig.another({ pageSize: 5 }));
    expect([...new Set(idsOf(changes))].sort()).toEqual(ids.sort());
  });

  it('looks three minutes back, for rows that were committed late', async () => {
    const [id] = idsInSales(1);
    rig.control.edit(ANA, String(id), { Department: 'Before' });
    const { cursor } = await pull(null);
    expect(idsOf((await pull(cursor)).changes)).toEqual([id]);
  });

  it('takes the newest record for the present where the server’s clock cannot be read', async () => {
    await rig.end();
    rig = await startSalesRig({ hidesHeaders: true });
    expect(rig.remote.serverClock?.()).toBeNull();
    const { cursor } = await pull(null);
    const [id] = idsInSales(1);
    rig.control.edit(ANA, String(id), { Department: 'New' });
    const second = await pull(cursor);
    expect(idsOf(second.changes)).toContain(id);
    rig.control.edit(ANA, String(id), { Department: 'Newer' });
    expect((await pull(second.cursor)).changes).toContainEqual(
      expect.objectContaining({
        record: expect.objectContaining({ units: expect.objectContaining({ department: 'Newer' }) }),
      }),
    );
  });

  it('fails as malformed on an answer that ends in the middle', async () => {
    const { cursor } = await pull(null);
    rig.control.setSwitches({ nextTruncatedBodies: 1 });
    await expect(codeOf(pull(cursor))).resolves.toBe('malformed');
  });

  it('starts anew from a cursor that is not its own', async () => {
    await expect(codeOf(pull('https://graph.microsoft.com/' as Cursor))).resolves.toBe('cursor-expired');
  });
});

describe('reading', () => {
  it('maps a whole contact, its id to the last digit', async () => {
    const seed = rig.control.contacts(ANA).find(({ partyId }) => partyId.length === 18);
    if (seed === undefined) throw new Error('an 18-digit id wanted');
    rig.control.edit(ANA, seed.partyId, {
      FirstName: 'José',
      LastName: 'Núñez',
      WorkPhoneCountryCode: '34',
      WorkPhoneAreaCode: '91',
      WorkPhoneNumber: '4123456',
      WorkPhoneExtension: '12',
      AddressLine1: 'Gran Vía 1',
      AddressLine2: '3º B',
      City: 'Madrid',
      Country: 'ES',
      DateOfBirth: '1980-03-01',
    });
    const [answer] = await rig.remote.read('contact', [refTo(seed.partyId)], never);
    expect(answer).toMatchObject({
      result: 'found',
      record: {
        id: seed.partyId,
        address: seed.partyNumber,
        etag: expect.stringMatching(/^ACED/),
        isDeleted: false,
        isReadOnly: false,
        isShared: false,
        marker: null,
        units: {
          firstName: 'José',
          lastName: 'Núñez',
          'phone.work': '+34 (91) 4123456 x12',
          businessAddress: { street: 'Gran Vía 1\n3º B', city: 'Madrid', country: 'ES' },
          birthday: '1980-03-01',
          company: seed.values['AccountName'],
        },
      },
    });
  });

  it('reads ids in portions of 50, and says what is not there', async () => {
    const ids = [...idsInSales(60), '999', 'not a number'];
    const before = rig.traces.length;
    const answers = await rig.remote.read(
      'contact',
      ids.map((id) => refTo(id)),
      never,
    );
    expect(answers.filter(({ result }) => result === 'missing').map(({ id }) => id)).toEqual([
      '999',
      'not a number',
    ]);
    expect(answers.filter(({ result }) => result === 'found')).toHaveLength(ids.length - 2);
    expect(rig.traces.length - before).toBe(2);
  });

  it('lists in a sweep only what is live and visible', async () => {
    const ids = idsInSales(5) as RecordId[];
    rig.control.remove(ANA, String(ids[1]));
    const swept = await rig.remote.sweep('contact', [...ids, '999' as RecordId], never);
    expect([...swept].sort()).toEqual(ids.filter((_id, index) => index !== 1).sort());
  });

  it('finds contacts by e-mail in any case, and by name and company', async () => {
    const [one, two] = rig.control.contacts(ANA).filter(({ values }) => values['EmailAddress'] !== undefined);
    if (one === undefined || two === undefined) throw new Error('two contacts wanted');
    const found = await rig.remote.findByNaturalKey(
      'contact',
      [
        { type: 'email', email: String(one.values['EmailAddress']).toLowerCase() },
        {
          type: 'name-company',
          firstName: String(two.values['FirstName']).toLowerCase(),
          lastName: String(two.values['LastName']).toLowerCase(),
          company: String(two.values['AccountName']).toLowerCase(),
        },
        { type: 'email', email: "nobody'@x.example" },
      ],
      never,
    );
    expect(found.map(({ id }) => id).sort()).toEqual([one.partyId, two.partyId].sort());
  });

  it('[A4] names all accounts that have a name', async () => {
    const [account] = company.accountsOf(ANA);
    if (account === undefined) throw new Error('an account wanted');
    const name = account.OrganizationName.toLowerCase();
    await expect(rig.remote.accountsNamed([name, 'Nobody & Sons'], never)).resolves.toContainEqual({
      id: account.PartyId,
      name: account.OrganizationName,
    });
  });

  it('finds nothing by a marker that nobody has', async () => {
    await expect(rig.remote.findByMarker('contact', ['k' as LinkKey], never)).resolves.toEqual([]);
  });
});

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
    const [id] = idsInSales(1);
    const answers = await rig.another({ frameworkVersion }).read('contact', [refTo(id)], never);
    expect(answers).toEqual(await rig.remote.read('contact', [refTo(id)], never));
  });
});
