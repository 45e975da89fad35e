import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digits, itemsOf, MY_CONTACTS, RESOURCES, SEARCH, startSales } from './sales-client.ts';
import type { Body, Client } from './sales-client.ts';

const results = (uuid: string): string =>
  `${SEARCH}/${uuid}/results?onlyData=true&entity=Contact&limit=500&fields=PartyId`;

describe('Adaptive Search of the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  const members = async (uuid = MY_CONTACTS, as = 'ana.ruiz'): Promise<string[]> =>
    itemsOf(await sales.ask('GET', results(uuid), { as })).map((item) => digits(item['PartyId']));
  const searchesOf = async (as: string): Promise<Body[]> =>
    itemsOf(await sales.ask('GET', `${SEARCH}?entity=Contact,Activity`, { as }));

  it('lists public searches and the own private one, the default marked', async () => {
    const listed = await searchesOf('ana.ruiz');
    expect(listed.map((search) => [search['name'], search['access'], search['isDefault']])).toEqual([
      ['My Contacts', 'Public', true],
      ["My key accounts' contacts", 'Public', false],
      ['To call this quarter', 'Private', false],
    ]);
    expect(itemsOf(await sales.ask('GET', `${SEARCH}/Contact`))).toHaveLength(3);
    expect(itemsOf(await sales.ask('GET', `${SEARCH}?entity=Activity`))).toEqual([]);
    expect((await sales.ask('GET', `${SEARCH}?entity=Spaceship`)).status).toBe(400);
  });

  it('finds each person their own contacts in a public search, 2,000 of the person big', async () => {
    expect(await members()).toHaveLength(50);
    const pages = [0, 500, 1000, 1500, 2000].map((offset) =>
      sales.ask('GET', `${results(MY_CONTACTS)}&offset=${String(offset)}`, { as: 'big' }),
    );
    const replies = await Promise.all(pages);
    expect(replies.map((reply) => itemsOf(reply).length)).toEqual([500, 500, 500, 500, 0]);
    expect(replies.map((reply) => reply.json['hasMore'])).toEqual([true, true, true, false, false]);
  });

  it('keeps a private search to its owner', async () => {
    const own = (await searchesOf('ana.ruiz')).at(-1);
    const uuid = String(own?.['queryUuid']);
    expect(await members(uuid)).toHaveLength(10);
    expect((await sales.ask('GET', results(uuid), { as: 'diego.navarro' })).status).toBe(404);
  });

  it('runs a search by GET with its definition', async () => {
    const reply = await sales.ask(
      'GET',
      `${SEARCH}/${MY_CONTACTS}?entity=Contact&savedSearchNumber=889937479`,
    );
    expect(reply.json).toMatchObject({ name: 'My Contacts', hasMore: true });
    expect(itemsOf(reply)).toHaveLength(25);
  });

  it.each(['preference', 'prefer'])('runs a POST with %s: transient and stores nothing', async (header) => {
    const copiedFrom = `https://pod.example${SEARCH}/${MY_CONTACTS}`;
    const body = { entity: 'Contact', copiedFrom, fields: ['PartyId', 'PartyNumber'], limit: 200, offset: 0 };
    const reply = await sales.ask('POST', `${SEARCH}?onlyData=true`, {
      body,
      headers: { [header]: 'transient' },
    });
    expect([reply.status, itemsOf(reply).length, reply.json['hasMore']]).toEqual([200, 50, false]);
    expect(await searchesOf('ana.ruiz')).toHaveLength(3);
  });

  it('stores a search when the POST does not say transient', async () => {
    const body = { entity: 'Contact', name: 'Oops' };
    const reply = await sales.ask('POST', SEARCH, { as: 'diego.navarro', body });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toContain(String(reply.json['queryUuid']));
    expect((await searchesOf('diego.navarro')).map((search) => search['name'])).toContain('Oops');
  });

  it('narrows an ad-hoc query by criteria, keywords and order', async () => {
    const ask = (body: Body): ReturnType<Client['ask']> =>
      sales.ask('POST', SEARCH, {
        body: { entity: 'Contact', ...body },
        headers: { preference: 'transient' },
      });
    const q = { op: '$and', criteria: [{ op: '$eq', attribute: 'PartyNumber', value: 'CDRM_5008001' }] };
    expect(itemsOf(await ask({ q, fields: ['PartyNumber', 'Owner'] }))).toEqual([
      { PartyNumber: 'CDRM_5008001', Owner: 'Ana Ruiz' },
    ]);
    expect(itemsOf(await ask({ keywords: 'clemente urías' }))).toHaveLength(1);
    const sorted = itemsOf(
      await ask({ sort: [{ attribute: 'PartyNumber', direction: 'descending' }], fields: ['PartyNumber'] }),
    );
    const numbers = sorted.map((item) => String(item['PartyNumber']));
    expect(numbers).toEqual([...numbers].sort().reverse());
    expect((await ask({ fields: ['Nope'] })).status).toBe(400);
    expect((await ask({ q: { op: '$magic', attribute: 'PartyNumber', value: 'x' } })).status).toBe(400);
  });

  it('lets a contact leave and join by hand, and drops an inactive one', async () => {
    const [first = '', second = ''] = await members();
    sales.sandbox.control.setMember('ana.ruiz', MY_CONTACTS, { partyId: first, inside: false });
    expect(await members()).not.toContain(first);
    sales.sandbox.control.setMember('ana.ruiz', MY_CONTACTS, { partyId: first, inside: true });
    expect(await members()).toContain(first);
    sales.sandbox.control.remove('ana.ruiz', second);
    expect(await members()).not.toContain(second);
  });

  it('answers from an index that lags behind the rows', async () => {
    await sales.switches({ searchLagMs: 60_000 });
    const before = await members();
    const made = await sales.ask('POST', `${RESOURCES}/contacts`, { body: { LastName: 'Indexed' } });
    expect(await members()).toEqual(before);
    await sales.switches({ clockOffsetMs: 60_001 });
    expect(await members()).toContain(digits(made.json['PartyId']));
    await sales.switches({ searchLagMs: 0, clockOffsetMs: 0 });
  });
});
