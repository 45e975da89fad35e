import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digits, itemsOf, RESOURCES, startSales } from './sales-client.ts';
import type { Client } from './sales-client.ts';

const list = (query: string): string => `${RESOURCES}/contacts?${query}`;
const q = (expression: string): string => `q=${encodeURIComponent(expression)}`;

describe('collections of the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  it('answers 25 items by default in the documented envelope', async () => {
    const reply = await sales.ask('GET', list('totalResults=true&fields=PartyId'));
    expect(reply.status).toBe(200);
    const { items, links, ...envelope } = reply.json;
    expect(items).toHaveLength(25);
    expect(
      JSON.parse(
        JSON.stringify(envelope, (_, value: unknown) => (Array.isArray(value) ? value : digitsOf(value))),
      ),
    ).toEqual({
      totalResults: expect.any(Number),
      count: 25,
      hasMore: true,
      limit: 25,
      offset: 0,
    });
    expect(links).toEqual([
      {
        rel: 'self',
        href: `${sales.origin.replace('http:', 'https:')}/crmRestApi/resources/11.13.18.05/contacts`,
        name: 'contacts',
        kind: 'collection',
      },
    ]);
  });

  it('clamps a limit above the cap', async () => {
    const reply = await sales.ask('GET', list('limit=9999&fields=PartyId'), { as: 'big' });
    expect(itemsOf(reply)).toHaveLength(500);
    await sales.switches({ pageCap: 499 });
    const lower = await sales.ask('GET', list('limit=500&fields=PartyId'), { as: 'big' });
    await sales.switches({ pageCap: 500 });
    expect(itemsOf(lower)).toHaveLength(499);
    expect(lower.json['hasMore']).toBe(true);
  });

  it('pages through 2,000 contacts without a gap or a repetition', async () => {
    const ids: string[] = [];
    for (let more = true; more;) {
      const page = await sales.ask(
        'GET',
        list(`limit=200&offset=${String(ids.length)}&fields=PartyId&q=OwnerName='Bettina Ingram'`),
        { as: 'big' },
      );
      ids.push(...itemsOf(page).map((item) => digits(item['PartyId'])));
      more = page.json['hasMore'] === true;
    }
    expect(ids).toHaveLength(2000);
    expect(new Set(ids).size).toBe(2000);
  });

  it.each(['limit=0', 'limit=x', 'offset=-1', 'onlyData=maybe'])('refuses %s with 400', async (query) => {
    expect((await sales.ask('GET', list(query))).status).toBe(400);
  });

  it('gives ids as exact integer tokens below version 9 and as strings in version 9', async () => {
    const byNumber = list(`${q("PartyNumber='CDRM_5008001'")}&fields=PartyId&onlyData=true`);
    expect((await sales.ask('GET', byNumber, { version: 8 })).text).toContain(
      '"PartyId":900719925476008001}',
    );
    expect((await sales.ask('GET', byNumber, { version: 9 })).text).toContain(
      '"PartyId":"900719925476008001"}',
    );
  });

  it('writes instants in UTC with milliseconds and offset', async () => {
    const reply = await sales.ask('GET', list('limit=1&fields=LastUpdateDate'));
    expect(itemsOf(reply)[0]?.['LastUpdateDate']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  });

  it('leaves only links when fields is empty, and only data when onlyData is true', async () => {
    const linksOnly = await sales.ask('GET', list('limit=1&fields='));
    expect(Object.keys(itemsOf(linksOnly)[0] ?? {})).toEqual(['links']);
    const dataOnly = await sales.ask('GET', list('limit=1&fields=FirstName&onlyData=true'));
    expect(itemsOf(dataOnly)).toEqual([{ FirstName: expect.any(String) }]);
    expect(dataOnly.json['links']).toBeUndefined();
  });

  it('keeps only the link relations that were asked for', async () => {
    const reply = await sales.ask('GET', list('limit=1&fields=&links=self'));
    expect(itemsOf(reply)[0]?.['links']).toEqual([
      expect.objectContaining({ rel: 'self', properties: expect.anything() }),
    ]);
  });

  it('returns attributes without a value as null', async () => {
    const reply = await sales.ask('GET', list('limit=1&fields=AcademicTitle&onlyData=true'));
    expect(itemsOf(reply)).toEqual([{ AcademicTitle: null }]);
  });

  it('expands children as a bare array below version 3 and as a collection from 3 on', async () => {
    const query = list(`${q("PartyNumber='CDRM_5008001'")}&fields=PartyNumber;ContactPoint:EmailAddress`);
    const old = await sales.ask('GET', query, { version: 2 });
    expect(itemsOf(old)[0]?.['ContactPoint']).toEqual(expect.any(Array));
    const later = await sales.ask('GET', query, { version: 3 });
    expect(Object.keys(itemsOf(later)[0]?.['ContactPoint'] as object)).toEqual([
      'items',
      'count',
      'hasMore',
      'limit',
      'offset',
      'links',
    ]);
  });

  it.each([
    ['fields=Nope', 'Nope'],
    ['orderBy=Nope:asc', 'Nope'],
    ['expand=Nope', 'Nope'],
    ['finder=Nope', 'Nope'],
    [q("Nope='x'"), 'Nope'],
    [q("firstName='x'"), 'firstName'],
    [q("FormattedMobileNumber='x'"), 'FormattedMobileNumber'],
  ])('refuses %s and names what it does not know', async (query, name) => {
    const reply = await sales.ask('GET', list(query));
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(name);
  });

  it('sorts by several keys, nulls last going up, ids as numbers', async () => {
    const reply = await sales.ask('GET', list('limit=500&fields=PartyId&onlyData=true&orderBy=PartyId:desc'));
    const ids = itemsOf(reply).map((item) => BigInt(digits(item['PartyId'])));
    expect(ids).toEqual([...ids].sort((a, b) => (a < b ? 1 : -1)));
    const middle = await sales.ask(
      'GET',
      list('limit=500&fields=Department&onlyData=true&orderBy=upper(Department):asc'),
    );
    const departments = itemsOf(middle).map((item) => item['Department']);
    expect(departments.lastIndexOf(null)).toBe(departments.length - 1);
    expect(departments[0]).not.toBeNull();
  });

  it('finds one row by the finder PrimaryKey', async () => {
    const reply = await sales.ask(
      'GET',
      list('finder=PrimaryKey;PartyId=900719925476008001&fields=PartyNumber&onlyData=true'),
    );
    expect(itemsOf(reply)).toEqual([{ PartyNumber: 'CDRM_5008001' }]);
  });

  it('shows a person only contacts of accounts on the own team, and an administrator all', async () => {
    const accounts = async (as: string): Promise<number> =>
      Number(
        (
          await sales.ask('GET', `${RESOURCES}/accounts?totalResults=true&limit=1&fields=PartyId`, { as })
        ).text.match(/"totalResults":(\d+)/)?.[1],
      );
    expect(await accounts('ana.ruiz')).toBe(7);
    expect(await accounts('admin')).toBe(240);
    const foreign = await sales.ask('GET', `${RESOURCES}/contacts/CDRM_5008001`, { as: 'grace.sullivan' });
    expect(foreign.status).toBe(404);
  });

  it('identifies the signed-in person in resources and resourceUsers, whose key is opaque', async () => {
    const found = await sales.ask(
      'GET',
      `${RESOURCES}/resources?${q("upper(EmailAddress)='ANA.RUIZ@CONTOSO.EXAMPLE'")}&fields=PartyId,Username&onlyData=true`,
    );
    expect(itemsOf(found)).toEqual([{ PartyId: '300100111015838', Username: 'ana.ruiz' }]);
    const users = await sales.ask('GET', `${RESOURCES}/resourceUsers?${q("Username='ana.ruiz'")}`);
    const self = (itemsOf(users)[0]?.['links'] as { href: string }[])[0]?.href ?? '';
    expect(self).not.toContain('300100');
    expect((await sales.ask('GET', new URL(self).pathname)).json['Username']).toBe('ana.ruiz');
    expect((await sales.ask('POST', `${RESOURCES}/resources`, { body: {} })).status).toBe(405);
  });
});

function digitsOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'isLosslessNumber' in value
    ? Number(digits(value))
    : value;
}
