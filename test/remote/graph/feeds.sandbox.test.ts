import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CATEGORY, startGraphRig } from './graph-rig.ts';
import { codeOf, never } from '../scripted-fetch.ts';
import { refTo } from '../writes.ts';
import type { FeedPage } from '../../../src/sync/model/change.ts';
import type { Cursor } from '../../../src/sync/model/ids.ts';
import type { Feed } from '../../../src/sync/model/change.ts';
import type { GraphRig } from './graph-rig.ts';

let rig: GraphRig;
beforeEach(async () => {
  rig = await startGraphRig({ pageSize: 20 });
});
afterEach(() => rig.end());

async function onlyFeed(): Promise<Feed> {
  const [feed] = await rig.remote.feeds('contact', never);
  if (feed === undefined) throw new Error('no feed');
  return feed;
}

async function round(feed: Feed, from: Cursor | null): Promise<FeedPage & { pages: number }> {
  const changes: FeedPage['changes'][number][] = [];
  let cursor = from;
  for (let pages = 1; pages < 50; pages += 1) {
    const page = await rig.remote.pullPage(feed, cursor, never);
    changes.push(...page.changes);
    cursor = page.next;
    if (page.isComplete) return { ...page, changes, pages };
  }
  throw new Error('no end');
}

function seed(count: number): unknown[] {
  return Array.from(
    { length: count },
    (_unused, number) =>
      rig.control.createContact('ana', {
        givenName: `Given${String(number)}`,
        surname: 'Example',
        emailAddresses: [{ name: 'x', address: `c${String(number)}@x.example` }],
        categories: number % 2 === 0 ? [CATEGORY.toUpperCase()] : [],
      })['id'],
  );
}

describe('the delta of a folder', () => {
  it('reads a first round page by page and then nothing, in one request', async () => {
    const ids = seed(45);
    const feed = await onlyFeed();
    const first = await round(feed, null);
    expect(first.pages).toBe(3);
    expect(first.changes.map((change) => change.type === 'upserted' && change.record.id).sort()).toEqual(
      ids.sort(),
    );
    const before = rig.traces.length;
    const second = await round(feed, first.next);
    expect([second.changes, rig.traces.length - before]).toEqual([[], 1]);
  });

  it('maps a whole contact', async () => {
    rig.control.createContact('ana', {
      givenName: ' José ',
      surname: 'Núñez',
      generation: 'Jr.',
      jobTitle: 'CTO',
      companyName: 'Acme',
      emailAddresses: [{ name: 'a', address: 'jose@x.example' }, { address: 'b@x.example' }],
      businessPhones: ['+34 91 4123456', '+34 91 0000000'],
      mobilePhone: '',
      businessAddress: { street: 'Gran Vía 1', city: 'Madrid', countryOrRegion: 'España' },
      birthday: '1980-03-01T00:00:00Z',
      categories: [CATEGORY],
    });
    const { changes } = await round(await onlyFeed(), null);
    expect(changes).toEqual([
      {
        type: 'upserted',
        record: {
          side: 'microsoft',
          kind: 'contact',
          id: expect.any(String),
          address: null,
          etag: expect.stringMatching(/^W\/"/),
          createdAtMs: rig.clock.nowMs(),
          modifiedAtMs: rig.clock.nowMs(),
          title: expect.stringContaining('Núñez'),
          isShared: true,
          isReadOnly: false,
          isDeleted: false,
          marker: 'unread',
          units: {
            firstName: 'José',
            middleName: null,
            lastName: 'Núñez',
            suffix: 'Jr.',
            jobTitle: 'CTO',
            department: null,
            company: 'Acme',
            email: 'jose@x.example',
            'phone.work': '+34 91 4123456',
            'phone.mobile': null,
            'phone.home': null,
            businessAddress: { street: 'Gran Vía 1', city: 'Madrid', country: 'ES' },
            homeAddress: null,
            otherAddress: null,
            birthday: '1980-03-01',
            notes: null,
          },
        },
      },
    ]);
  });

  it('shows edits, deletions and duplicates once each', async () => {
    const [edited, deleted] = seed(3);
    rig.control.setSwitches({ deltaDuplicates: true, deltaEmptyPage: true });
    const feed = await onlyFeed();
    const first = await round(feed, null);
    rig.control.editContact('ana', String(edited), { jobTitle: 'CFO' });
    rig.control.deleteContact('ana', String(deleted));
    const { changes } = await round(feed, first.next);
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual({ type: 'removed', id: deleted });
    expect(changes).toContainEqual({
      type: 'upserted',
      record: expect.objectContaining({ id: edited, units: expect.objectContaining({ jobTitle: 'CFO' }) }),
    });
  });

  it('says `cursor-expired` when the service forgot the cursor', async () => {
    seed(1);
    const feed = await onlyFeed();
    const { next } = await round(feed, null);
    rig.control.expireDelta('ana');
    await expect(codeOf(rig.remote.pullPage(feed, next, never))).resolves.toBe('cursor-expired');
    expect((await round(feed, null)).changes).toHaveLength(1);
  });

  it('says `cursor-expired` when a nextLink dies in the middle of a round', async () => {
    seed(30);
    const feed = await onlyFeed();
    const { next } = await rig.remote.pullPage(feed, null, never);
    rig.control.setSwitches({ deltaDeadNextLinks: 1 });
    await expect(codeOf(rig.remote.pullPage(feed, next, never))).resolves.toBe('cursor-expired');
  });

  it('follows links that name the configured service instead of graph.microsoft.com', async () => {
    rig.control.setSwitches({ linkOrigin: 'own' });
    seed(45);
    expect((await round(await onlyFeed(), null)).changes).toHaveLength(45);
  });
});

describe('folders', () => {
  it('gives one feed for a mailbox without any contact', async () => {
    await expect(rig.remote.feeds('contact', never)).resolves.toHaveLength(1);
  });

  it('gives one feed per folder, nested ones too, with and without the default one in the list', async () => {
    seed(1);
    const outer = rig.control.createFolder('ana', 'Customers');
    rig.control.createFolder('ana', 'Old', String(outer['id']));
    const all = await rig.remote.feeds('contact', never);
    rig.control.setSwitches({ folderListOmitsDefault: true });
    expect(all).toHaveLength(3);
    await expect(rig.remote.feeds('contact', never)).resolves.toEqual(all);
  });

  it('reads a contact that was moved as removed here and upserted there', async () => {
    const [id] = seed(1);
    const folder = String(rig.control.createFolder('ana', 'Customers')['id']);
    const [home, other] = await rig.remote.feeds('contact', never);
    if (home === undefined || other === undefined) throw new Error('two feeds wanted');
    const cursors = [(await round(home, null)).next, (await round(other, null)).next] as const;
    rig.control.moveContact('ana', String(id), folder);
    expect((await round(home, cursors[0])).changes).toEqual([{ type: 'removed', id }]);
    expect((await round(other, cursors[1])).changes).toMatchObject([{ type: 'upserted', record: { id } }]);
    await expect(rig.remote.read('contact', [refTo(id)], never)).resolves.toMatchObject([
      { result: 'found', record: { isDeleted: false } },
    ]);
  });
});

describe('reading by id', () => {
  it('reads any number in batches of 20, and says which are missing', async () => {
    const ids = seed(45);
    rig.control.deleteContact('ana', String(ids[7]));
    await rig.remote.feeds('contact', never);
    const before = rig.traces.length;
    const answers = await rig.remote.read(
      'contact',
      ids.map((id) => refTo(id)),
      never,
    );
    expect(rig.traces.slice(before).map(({ items }) => items)).toEqual([20, 20, 5]);
    expect(answers.filter(({ result }) => result === 'missing')).toEqual([{ id: ids[7], result: 'missing' }]);
    expect(answers.filter(({ result }) => result === 'found')).toHaveLength(44);
  });

  it('tells an item in Deleted Items from a live one', async () => {
    rig.control.setSwitches({ deletedByImmutableId: 'in-deleted-items' });
    const [id] = seed(1);
    rig.control.deleteContact('ana', String(id));
    await expect(rig.remote.read('contact', [refTo(id)], never)).resolves.toMatchObject([
      { result: 'found', record: { isDeleted: true } },
    ]);
  });

  it('repeats items that are throttled, after their Retry-After', async () => {
    const ids = seed(3);
    rig.faults.add({ method: 'GET', path: '*/contacts/*', status: 429, retryAfter: 4, count: 2 });
    const answers = await rig.remote.read(
      'contact',
      ids.map((id) => refTo(id)),
      never,
    );
    expect([answers.map(({ result }) => result), rig.clock.slept]).toEqual([
      ['found', 'found', 'found'],
      [4000],
    ]);
  });

  it('calls an item unreadable that only answers errors', async () => {
    const [id] = seed(1);
    rig.faults.add({ method: 'GET', path: '*/contacts/*', status: 503, count: 20 });
    await expect(rig.remote.read('contact', [refTo(id)], never)).resolves.toEqual([
      { id, result: 'unreadable', status: 503 },
    ]);
  });
});

describe('access', () => {
  it('needs a sign-in when the session was revoked', async () => {
    rig.token = 'expired';
    await expect(codeOf(rig.remote.sentinel('contact', never))).resolves.toBe('sign-in-needed');
  });

  it('is denied without the permission for contacts', async () => {
    rig.token = 'User.Read';
    await expect(codeOf(rig.remote.sentinel('contact', never))).resolves.toBe('access-denied');
  });

  it('misses the mailbox of somebody who is not there', async () => {
    const stranger = rig.another({ mailbox: { path: 'users', id: 'nobody@contoso.example' } });
    await expect(codeOf(stranger.sentinel('contact', never))).resolves.toMatch(
      /^(mailbox-missing|access-denied)$/,
    );
  });
});
