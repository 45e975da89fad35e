import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detailsOf, itemsOf, RESOURCES, startSales } from './sales-client.ts';
import type { Body, Client, Reply } from './sales-client.ts';

const BATCH = 'application/vnd.oracle.adf.batch+json';

describe('batch of the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  const batch = (parts: Body[], url = `${RESOURCES}/`): Promise<Reply> =>
    sales.ask('POST', url, { body: { parts }, headers: { 'content-type': BATCH } });
  const named = async (lastName: string): Promise<number> =>
    itemsOf(await sales.ask('GET', `${RESOURCES}/contacts?q=LastName='${lastName}'&fields=PartyId`)).length;
  const create = (id: string, payload: Body): Body => ({
    id,
    path: '/contacts',
    operation: 'create',
    payload,
  });

  it('carries parts out in order; a later part sees what an earlier one wrote', async () => {
    const reply = await batch([
      create('a', { PartyNumber: 'BATCH-1', LastName: 'Batch' }),
      { id: 'b', path: '/contacts/BATCH-1', operation: 'update', payload: { JobTitle: 'CFO' } },
      { id: 'c', path: '/contacts/BATCH-1?fields=JobTitle&onlyData=true', operation: 'get' },
      { id: 'd', path: "/contacts?q=LastName='Batch'&fields=LastName&onlyData=true", operation: 'get' },
      { id: 'e', path: '/contacts/BATCH-1', operation: 'delete' },
    ]);
    expect(reply.status).toBe(200);
    const parts = reply.json['parts'] as Body[];
    expect(parts.map((part) => part['id'])).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(parts[0]?.['path']).toBe(`${sales.origin.replace('http:', 'https:')}${RESOURCES}/contacts`);
    expect(parts[2]?.['payload']).toEqual({ JobTitle: 'CFO' });
    expect((parts[3]?.['payload'] as Body)['items']).toEqual([{ LastName: 'Batch' }]);
    expect(parts[4]).not.toHaveProperty('payload');
  });

  it('commits nothing when one part fails and reports only the failing parts', async () => {
    const reply = await batch([
      create('good', { LastName: 'Allornone' }),
      create('bad', { LastName: 'Allornone', Shoe: 1 }),
      create('good2', { LastName: 'Allornone' }),
      { id: 'lost', path: '/contacts/NOPE', operation: 'update', payload: {} },
    ]);
    expect(reply.status).toBe(400);
    expect(detailsOf(reply).map((detail) => detail['o:errorPath'])).toEqual(['bad', 'lost']);
    expect(await named('Allornone')).toBe(0);
  });

  it('honours preconditions.ifMatch of a part', async () => {
    const made = await sales.ask('POST', `${RESOURCES}/contacts`, { body: { LastName: 'Guarded' } });
    const update = (ifMatch: string): Promise<Reply> =>
      batch([
        {
          id: 'u',
          path: `/contacts/${String(made.json['PartyNumber'])}`,
          operation: 'update',
          payload: { JobTitle: ifMatch.slice(-6) },
          preconditions: { ifMatch },
        },
      ]);
    expect((await update('"stale"')).status).toBe(400);
    expect((await update(made.headers['etag'] ?? '')).status).toBe(200);
  });

  it('creates 50 contacts at once and takes the root without its slash', async () => {
    const parts = Array.from({ length: 50 }, (_, index) =>
      create(`p${String(index)}`, { LastName: 'Fifty' }),
    );
    expect((await batch(parts, RESOURCES)).status).toBe(200);
    expect(
      itemsOf(await sales.ask('GET', `${RESOURCES}/contacts?q=LastName='Fifty'&limit=100`)),
    ).toHaveLength(50);
  });

  it.each<[string, unknown]>([
    ['no parts', { parts: [] }],
    ['no object', []],
    ['a part without id', { parts: [{ path: '/contacts', operation: 'get' }] }],
    ['an unknown operation', { parts: [{ id: 'x', path: '/contacts', operation: 'dance' }] }],
    ['an unknown resource', { parts: [{ id: 'x', path: '/leads', operation: 'get' }] }],
    [
      'an update of a collection',
      { parts: [{ id: 'x', path: '/contacts', operation: 'update', payload: {} }] },
    ],
  ])('refuses %s with 400', async (_, body) => {
    expect(
      (await sales.ask('POST', `${RESOURCES}/`, { body, headers: { 'content-type': BATCH } })).status,
    ).toBe(400);
  });

  it('refuses another media type with 415', async () => {
    expect((await sales.ask('POST', `${RESOURCES}/`, { body: { parts: [] } })).status).toBe(415);
  });

  it('answers 204 on order although it was carried out', async () => {
    await sales.switches({ nextBatchNoContent: 1 });
    const reply = await batch([create('x', { LastName: 'Silent' })]);
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(await named('Silent')).toBe(1);
  });
});
