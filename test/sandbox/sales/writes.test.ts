import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LosslessNumber } from 'lossless-json';
import { detailsOf, digits, itemsOf, RESOURCES, startSales } from './sales-client.ts';
import type { Body, Client, Reply } from './sales-client.ts';

const CONTACTS = `${RESOURCES}/contacts`;

describe('writing contacts in the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  const create = (body: Body, as = 'ana.ruiz'): Promise<Reply> => sales.ask('POST', CONTACTS, { as, body });
  const keyOf = (reply: Reply): string => `${CONTACTS}/${String(reply.json['PartyNumber'])}`;

  it('answers 201 with the full item, Location and ETag, and fills what the server keeps', async () => {
    const reply = await create({
      FirstName: 'Ada',
      LastName: 'Byron',
      JobTitle: 'Analyst',
      MobileCountryCode: '44',
      MobileNumber: '7700900123',
    });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      PartyNumber: expect.stringMatching(/^CDRM_\d+$/),
      ContactName: 'Ada Byron',
      FormattedMobileNumber: '+44 7700900123',
      OwnerName: 'Ana Ruiz',
      Type: 'ZCA_CONTACT',
      PartyStatus: 'A',
      PartyType: 'PERSON',
      CreatedBy: 'ana.ruiz',
      Department: null,
    });
    expect(reply.headers['location']).toBe(`${sales.origin.replace('http:', 'https:')}${keyOf(reply)}`);
    expect(reply.headers['etag']).toMatch(/^"[0-9A-F]+"$/);
  });

  it('makes every second new id larger than 2^53 and takes an exact integer token back', async () => {
    const ids = [await create({ LastName: 'A' }), await create({ LastName: 'B' })].map((reply) =>
      digits(reply.json['PartyId']),
    );
    expect(ids.filter((id) => BigInt(id) > 2n ** 53n)).toHaveLength(1);
    const accounts = await sales.ask('GET', `${RESOURCES}/accounts?fields=PartyId&onlyData=true`, {
      as: 'big',
    });
    const large =
      itemsOf(accounts)
        .map((item) => digits(item['PartyId']))
        .find((id) => id.length === 18) ?? '';
    const reply = await create({ LastName: 'C', AccountPartyId: new LosslessNumber(large) }, 'big');
    expect(reply.json).toMatchObject({ AccountPartyId: large, AccountName: expect.any(String) });
    expect((await create({ LastName: 'D', AccountPartyId: large }, 'big')).status).toBe(201);
  });

  it.each<[string, Body, string]>([
    ['neither first nor last name', { JobTitle: 'x' }, '/LastName'],
    ['an unknown attribute', { LastName: 'x', Shoe: 42 }, '/Shoe'],
    ['a prototype name', { LastName: 'x', constructor: 'y' }, '/constructor'],
    ['a read-only attribute', { LastName: 'x', ContactName: 'y' }, '/ContactName'],
    ['a job title over 100 characters', { LastName: 'x', JobTitle: 'j'.repeat(101) }, '/JobTitle'],
    ['a number for a string', { LastName: 5 }, '/LastName'],
    ['a string for a flag', { LastName: 'x', DoNotCallFlag: 'true' }, '/DoNotCallFlag'],
    ['an impossible date', { LastName: 'x', DateOfBirth: '2026-02-30' }, '/DateOfBirth'],
    ['an unknown type code', { LastName: 'x', Type: 'FRIEND' }, '/Type'],
    ['an account of somebody else', { LastName: 'x', AccountPartyId: '300100184000270' }, '/AccountPartyId'],
    ['an address without its country', { LastName: 'x', City: 'Paris' }, '/Country'],
    ['a country by name', { LastName: 'x', Country: 'Fr' }, '/Country'],
    ['the reserved last name', { FirstName: 'x', LastName: 'Unknown' }, '/LastName'],
  ])('refuses %s with 400 and the path', async (_, body, path) => {
    const reply = await create(body);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ title: 'Bad Request', status: '400' });
    expect(detailsOf(reply).map((detail) => detail['o:errorPath'])).toContain(path);
  });

  it('reports everything that is wrong at once', async () => {
    const reply = await create({ LastName: 'x', Shoe: 42, JobTitle: 'j'.repeat(101), Type: 'FRIEND' });
    expect(detailsOf(reply)).toHaveLength(3);
  });

  it('refuses a body that is no object or no JSON', async () => {
    expect((await sales.ask('POST', CONTACTS, { body: '[]' })).status).toBe(400);
    expect((await sales.ask('POST', CONTACTS, { body: '{' })).status).toBe(400);
    const text = { body: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await sales.ask('POST', CONTACTS, text)).status).toBe(415);
    expect((await sales.ask('GET', CONTACTS, { headers: { accept: 'text/csv' } })).status).toBe(406);
  });

  it('patches only what it is sent, null clears, an empty text is null', async () => {
    const made = await create({
      FirstName: 'Ada',
      LastName: 'Byron',
      JobTitle: 'Analyst',
      Department: 'Math',
    });
    const reply = await sales.ask('PATCH', keyOf(made), { body: { JobTitle: null, Department: '' } });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      FirstName: 'Ada',
      LastName: 'Byron',
      JobTitle: null,
      Department: null,
    });
    expect(
      (await sales.ask('PATCH', keyOf(made), { body: { FirstName: null, LastName: null } })).status,
    ).toBe(400);
  });

  it('stamps LastUpdateDate itself, never backwards, and not when nothing changes', async () => {
    const made = await create({ LastName: 'Clock' });
    await sales.switches({ clockOffsetMs: -60_000 });
    const later = await sales.ask('PATCH', keyOf(made), { body: { JobTitle: 'x' } });
    await sales.switches({ clockOffsetMs: 0 });
    expect(String(later.json['LastUpdateDate']) >= String(made.json['LastUpdateDate'])).toBe(true);
    await sales.switches({ clockOffsetMs: 60_000 });
    const same = await sales.ask('PATCH', keyOf(made), { body: { JobTitle: 'x' } });
    await sales.switches({ clockOffsetMs: 0 });
    expect(same.json['LastUpdateDate']).toBe(later.json['LastUpdateDate']);
    expect(same.headers['etag']).toBe(later.headers['etag']);
  });

  it('hides a row until its commit delay is over, although its stamp is older', async () => {
    await sales.switches({ commitDelayMs: 10_000 });
    const made = await create({ LastName: 'Late' });
    await sales.switches({ commitDelayMs: 0 });
    expect((await sales.ask('GET', keyOf(made))).status).toBe(404);
    await sales.switches({ clockOffsetMs: 10_001 });
    expect((await sales.ask('GET', keyOf(made))).json['LastName']).toBe('Late');
    await sales.switches({ clockOffsetMs: 0 });
  });

  it('makes a deleted contact inactive, hides it from lists, and shows it when PartyStatus is asked for', async () => {
    const made = await create({ LastName: 'Gone' });
    const gone = await sales.ask('DELETE', keyOf(made));
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await sales.ask('GET', keyOf(made))).json['PartyStatus']).toBe('I');
    const count = async (query: string): Promise<number> =>
      itemsOf(await sales.ask('GET', `${CONTACTS}?fields=PartyId&${query}`)).length;
    expect(await count("q=LastName='Gone'")).toBe(0);
    expect(await count("q=LastName='Gone' and PartyStatus='I'")).toBe(1);
    await sales.switches({ inactiveParties: 'visible' });
    expect(await count("q=LastName='Gone'")).toBe(1);
    await sales.switches({ inactiveParties: 'hidden' });
  });

  it('finds the row to upsert by number, id or source system reference', async () => {
    const upsert = (body: Body): Promise<Reply> =>
      sales.ask('POST', CONTACTS, { body, headers: { 'upsert-mode': 'true' } });
    const pair = { SourceSystem: 'M365', SourceSystemReferenceValue: 'key-1' };
    const made = await upsert({ ...pair, LastName: 'First' });
    expect(made.status).toBe(201);
    const again = await upsert({ ...pair, LastName: 'Second' });
    expect([again.status, again.json['PartyId'], again.json['LastName']]).toEqual([
      200,
      made.json['PartyId'],
      'Second',
    ]);
    const byNumber = await upsert({ PartyNumber: made.json['PartyNumber'], LastName: 'Third' });
    expect([byNumber.status, byNumber.json['LastName']]).toEqual([200, 'Third']);
    const byId = await upsert({ PartyId: made.json['PartyId'], LastName: 'Fourth' });
    expect([byId.status, byId.json['LastName']]).toEqual([200, 'Fourth']);
  });

  it('takes a PartyNumber from the client once', async () => {
    expect((await create({ PartyNumber: 'OWN-1', LastName: 'x' })).json['PartyNumber']).toBe('OWN-1');
    expect((await create({ PartyNumber: 'OWN-1', LastName: 'x' })).status).toBe(400);
    await sales.switches({ clientPartyNumber: false });
    expect((await create({ PartyNumber: 'OWN-2', LastName: 'x' })).status).toBe(400);
    await sales.switches({ clientPartyNumber: true });
  });

  it('ignores read-only attributes when switched so, and loses the source system pair when switched so', async () => {
    await sales.switches({ readOnlyAttributes: 'ignore', contactSourceSystem: false });
    expect((await create({ LastName: 'x', ContactName: 'y' })).json['ContactName']).toBe('x');
    expect((await create({ LastName: 'x', SourceSystem: 'M365' })).status).toBe(400);
    await sales.switches({ readOnlyAttributes: 'reject', contactSourceSystem: true });
  });

  it('replaces by PUT what the payload does not name', async () => {
    const made = await create({ FirstName: 'Ada', LastName: 'Byron', JobTitle: 'Analyst' });
    const reply = await sales.ask('PUT', keyOf(made), { body: { LastName: 'King' } });
    expect(reply.json).toMatchObject({
      FirstName: null,
      LastName: 'King',
      JobTitle: null,
      OwnerName: 'Ana Ruiz',
    });
  });

  it('suppresses the body on request', async () => {
    const headers = { accept: 'application/vnd.oracle.adf.resourceitem+json;q=0' };
    const reply = await sales.ask('POST', CONTACTS, { body: { LastName: 'Quiet' }, headers });
    expect([reply.status, reply.text]).toEqual([204, '']);
  });

  it('refuses a delete of a contact that a colleague owns', async () => {
    const rows = itemsOf(
      await sales.ask(
        'GET',
        `${CONTACTS}?q=OwnerName<>'Ana Ruiz'&fields=PartyNumber,DeleteFlag&onlyData=true&limit=1`,
      ),
    );
    expect(rows[0]?.['DeleteFlag']).toBe(false);
    expect((await sales.ask('DELETE', `${CONTACTS}/${String(rows[0]?.['PartyNumber'])}`)).status).toBe(403);
  });

  it('keeps contact points under opaque keys', async () => {
    const made = await create({
      LastName: 'Points',
      ContactPoint: [{ ContactPointType: 'EMAIL', EmailAddress: 'a@x.example' }],
    });
    const child = `${keyOf(made)}/child/ContactPoint`;
    const added = await sales.ask('POST', child, {
      body: { ContactPointType: 'PHONE', PhoneType: 'MOBILE', PhoneNumber: '5550101' },
    });
    expect(added.status).toBe(201);
    expect((await sales.ask('POST', child, { body: { ContactPointType: 'PHONE' } })).status).toBe(400);
    const points = itemsOf(await sales.ask('GET', child));
    expect(points.map((point) => point['ContactPointType'])).toEqual(['EMAIL', 'PHONE']);
    const self = new URL((points[0]?.['links'] as { href: string }[])[0]?.href ?? '').pathname;
    expect(self).not.toContain(digits(points[0]?.['ContactPointId']));
    expect((await sales.ask('DELETE', self)).status).toBe(204);
    expect(itemsOf(await sales.ask('GET', child))).toHaveLength(1);
    const parent = await sales.ask('GET', keyOf(made));
    expect(parent.json['LastUpdateDate']).toBe(made.json['LastUpdateDate']);
  });

  it('creates an account that its maker sees', async () => {
    const reply = await sales.ask('POST', `${RESOURCES}/accounts`, {
      body: { OrganizationName: 'Lighthouse' },
    });
    expect(reply.json).toMatchObject({ Type: 'ZCA_PROSPECT', OwnerName: 'Ana Ruiz' });
    expect(
      (await sales.ask('POST', `${RESOURCES}/accounts`, { body: { City: 'Rome', Country: 'IT' } })).status,
    ).toBe(400);
  });

  it('finds possible duplicates with string values', async () => {
    await create({ FirstName: 'Twin', LastName: 'Peak', EmailAddress: 'twin@peak.example' });
    const ask = {
      body: { contact: { FirstName: 'Twin', LastName: 'Peak', EmailAddress: 'TWIN@peak.example' } },
    };
    const reply = await sales.ask('POST', `${CONTACTS}/action/findDuplicates`, ask);
    expect(reply.json['result']).toEqual([
      expect.objectContaining({
        PartyId: expect.any(String),
        MatchScore: '92',
        MatchedAttributes: 'EmailAddress,LastName,FirstName',
      }),
    ]);
    expect((await sales.ask('POST', `${CONTACTS}/action/dance`, { body: {} })).status).toBe(404);
  });
});
