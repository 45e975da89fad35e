import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsOf, RESOURCES, startSales } from './sales-client.ts';
import type { Client, Reply } from './sales-client.ts';

const ITEM = `${RESOURCES}/contacts/CDRM_5008001`;

describe('ETags of the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  const read = (): Promise<Reply> => sales.ask('GET', ITEM);
  const patch = (ifMatch: string, value: string): Promise<Reply> =>
    sales.ask('PATCH', ITEM, { body: { JobTitle: value }, headers: { 'if-match': ifMatch } });
  const etagOf = (reply: Reply): string => reply.headers['etag'] ?? '';

  it('has the same value in the header and as changeIndicator of the self link', async () => {
    const reply = await read();
    const self = (reply.json['links'] as { rel: string; properties?: { changeIndicator: string } }[])[0];
    expect(`"${self?.properties?.changeIndicator ?? ''}"`).toBe(etagOf(reply));
    const listed = await sales.ask('GET', `${RESOURCES}/contacts?q=PartyNumber='CDRM_5008001'&fields=`);
    expect((itemsOf(listed)[0]?.['links'] as unknown[])[0]).toEqual(self);
  });

  it('answers 304 without a body while nothing changed', async () => {
    const reply = await sales.ask('GET', ITEM, { headers: { 'if-none-match': etagOf(await read()) } });
    expect([reply.status, reply.text]).toEqual([304, '']);
  });

  it('applies a PATCH with the present ETag and gives a new one', async () => {
    const before = etagOf(await read());
    const reply = await patch(before, 'First');
    expect(reply.status).toBe(200);
    expect(etagOf(reply)).not.toBe(before);
  });

  it('answers 412 with the present ETag and applies nothing when the row changed meanwhile', async () => {
    const old = etagOf(await read());
    await patch('*', 'Theirs');
    const reply = await patch(old, 'Mine');
    expect(reply.status).toBe(412);
    expect(etagOf(reply)).toBe(etagOf(await read()));
    expect((await read()).json['JobTitle']).toBe('Theirs');
    expect((await sales.ask('DELETE', ITEM, { headers: { 'if-match': old } })).status).toBe(412);
  });

  it('ignores If-Match on PATCH, in a batch and on DELETE when switched so, each by itself', async () => {
    const old = etagOf(await read());
    await patch('*', 'Theirs');
    await sales.switches({ ifMatchOnUpdate: false });
    const reply = await patch(old, 'Mine');
    expect([reply.status, reply.json['JobTitle']]).toEqual([200, 'Mine']);
    expect(etagOf(reply)).not.toBe(old);
    const parts = [
      {
        id: 'one',
        path: '/contacts/CDRM_5008001',
        operation: 'update',
        payload: { JobTitle: 'Batch' },
        preconditions: { ifMatch: old },
      },
    ];
    const batch = { body: { parts }, headers: { 'content-type': 'application/vnd.oracle.adf.batch+json' } };
    expect((await sales.ask('POST', `${RESOURCES}/`, batch)).status).toBe(200);
    expect((await sales.ask('DELETE', ITEM, { headers: { 'if-match': old } })).status).toBe(412);
    await sales.switches({ ifMatchOnUpdate: true, ifMatchOnDelete: false });
    expect((await patch(old, 'Mine')).status).toBe(412);
    expect(
      (await sales.ask('DELETE', `${RESOURCES}/contacts/CDRM_5008002`, { headers: { 'if-match': old } }))
        .status,
    ).toBe(204);
    await sales.switches({ ifMatchOnDelete: true });
  });

  it('works without ETags when switched so', async () => {
    const old = etagOf(await read());
    await patch('*', 'Another');
    await sales.switches({ etagDisabled: true });
    const reply = await patch(old, 'Anyway');
    expect([reply.status, reply.headers['etag']]).toEqual([200, undefined]);
    expect(reply.text).not.toContain('changeIndicator');
    await sales.switches({ etagDisabled: false });
  });
});
