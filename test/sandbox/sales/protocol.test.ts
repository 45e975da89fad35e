import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digits, itemsOf, RESOURCES, startSales } from './sales-client.ts';
import type { Body, Client } from './sales-client.ts';

const CONTACTS = `${RESOURCES}/contacts`;
const PANE = 'https://localhost:3000';

describe('protocol of the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  it('speaks version 1 without the header, 1 to 9 with it, and refuses others', async () => {
    expect((await sales.ask('GET', `${CONTACTS}?q=LastName=A*;Country=ES`, { version: null })).status).toBe(
      200,
    );
    const statuses = await Promise.all(
      ['1', '5', '9', '0', '10', 'x'].map(async (version) => {
        const headers = { 'rest-framework-version': version };
        return (await sales.ask('GET', `${CONTACTS}?limit=1`, { version: null, headers })).status;
      }),
    );
    expect(statuses).toEqual([200, 200, 200, 400, 400, 400]);
  });

  it('reports errors as plain text below version 4 and as JSON from 4 on', async () => {
    const url = `${CONTACTS}?q=Nope='x'`;
    const old = await sales.ask('GET', url, { version: 3 });
    expect(old.headers['content-type']).toContain('text/plain');
    expect(old.text).toContain('Nope');
    const later = await sales.ask('GET', url, { version: 4, headers: { accept: '*/*' } });
    expect(later.headers['content-type']).toContain('application/vnd.oracle.adf.error+json');
  });

  it('names its media types unless plain JSON is asked for', async () => {
    const type = async (url: string, accept: string): Promise<string | undefined> =>
      (await sales.ask('GET', url, { headers: { accept } })).headers['content-type'];
    expect(await type(`${CONTACTS}?limit=1`, '*/*')).toContain(
      'application/vnd.oracle.adf.resourcecollection+json',
    );
    expect(await type(`${CONTACTS}/CDRM_5008001`, '*/*')).toContain(
      'application/vnd.oracle.adf.resourceitem+json',
    );
    expect(await type(`${CONTACTS}?limit=1`, 'application/json')).toMatch(/^application\/json/);
  });

  it('answers 403 to whoever has no role, also after a restart, until the role is given back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sales-roles-'));
    const first = await startSales(folder);
    await first.switches({ withoutRole: ['ana.ruiz'] });
    await first.sandbox.close();
    const again = await startSales(folder);
    const statusFor = async (as: string): Promise<number> =>
      (await again.ask('GET', CONTACTS, { as })).status;
    expect([await statusFor('ana.ruiz'), await statusFor('big')]).toEqual([403, 200]);
    await again.switches({ withoutRole: [] });
    expect(await statusFor('ana.ruiz')).toBe(200);
    await again.sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it('answers 401 without a body to a missing, an expired and an unknown caller', async () => {
    for (const as of ['expired', 'nobody.here']) {
      const reply = await sales.ask('GET', CONTACTS, { as });
      expect([reply.status, reply.text, reply.headers['www-authenticate']]).toEqual([401, '', 'Bearer']);
    }
    await sales.switches({ unauthorizedBody: 'html' });
    expect((await sales.ask('GET', CONTACTS, { as: 'expired' })).headers['content-type']).toContain(
      'text/html',
    );
    await sales.switches({ unauthorizedBody: 'empty' });
  });

  it('answers 404 without a body to unknown paths, versions and items', async () => {
    for (const url of [
      '/nowhere',
      `${RESOURCES}/spaceships`,
      `${CONTACTS}/NOPE`,
      '/crmRestApi/resources/1.0/contacts',
    ]) {
      const reply = await sales.ask('GET', url);
      expect([url, reply.status, reply.text]).toEqual([url, 404, '']);
    }
  });

  it('answers with and without the prefix and names itself as it was asked', async () => {
    const hrefOf = async (url: string, headers: Record<string, string> = {}): Promise<string> =>
      ((await sales.ask('GET', url, { headers })).json['links'] as { href: string }[])[0]?.href ?? '';
    const own = sales.origin.replace('http:', 'https:');
    expect(await hrefOf(`${CONTACTS}/CDRM_5008001`)).toBe(`${own}${CONTACTS}/CDRM_5008001`);
    expect(await hrefOf(`/sales${CONTACTS}/CDRM_5008001`)).toBe(`${own}/sales${CONTACTS}/CDRM_5008001`);
    const front = await hrefOf(`${CONTACTS}/CDRM_5008001`, { 'x-forwarded-prefix': '/sales' });
    expect(front).toBe(`https://localhost:3000/sales${CONTACTS}/CDRM_5008001`);
    expect((await sales.ask('GET', '/crmRestApi/resources/latest/contacts?limit=1')).status).toBe(200);
  });

  it('lists its versions and describes its resources', async () => {
    const versions = itemsOf(await sales.ask('GET', '/crmRestApi/resources/'));
    expect(versions[0]).toMatchObject({
      version: '11.13.18.05',
      'adf:extension': { defaultFrameworkVersion: '1' },
    });
    const described = await sales.ask('GET', `${CONTACTS}/describe`);
    const contacts = (described.json['Resources'] as Body)['contacts'] as { attributes: Body[] };
    const attribute = (name: string): Body | undefined =>
      contacts.attributes.find((one) => one['name'] === name);
    expect(attribute('JobTitle')).toMatchObject({
      type: 'string',
      maxLength: '100',
      updatable: true,
      queryable: true,
    });
    expect(attribute('PartyId')).toMatchObject({ type: 'integer', mandatory: true, updatable: false });
    const all = await sales.ask('GET', `${RESOURCES}/describe?metadataMode=minimal`);
    expect(Object.keys(all.json['Resources'] as Body)).toEqual([
      'contacts',
      'accounts',
      'resources',
      'resourceUsers',
    ]);
  });

  it('lets known origins in, exposes nothing, and allows neither Upsert-Mode nor Preference', async () => {
    const preflight = { origin: PANE, 'access-control-request-method': 'PATCH' };
    const reply = await sales.ask('OPTIONS', CONTACTS, { as: 'expired', headers: preflight });
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': PANE,
      'access-control-max-age': '3600',
    });
    const allowed = (reply.headers['access-control-allow-headers'] ?? '').split(', ');
    expect(allowed).toEqual(
      expect.arrayContaining(['Authorization', 'If-Match', 'Prefer', 'REST-Framework-Version']),
    );
    expect(allowed).not.toContain('Upsert-Mode');
    expect(allowed).not.toContain('Preference');
    const read = await sales.ask('GET', `${CONTACTS}/CDRM_5008001`, { headers: { origin: PANE } });
    expect(read.headers['access-control-allow-origin']).toBe(PANE);
    expect(read.headers['access-control-expose-headers']).toBeUndefined();
    const foreign = await sales.ask('GET', `${CONTACTS}?limit=1`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    await sales.switches({ corsAllowPreference: true, corsAllowUpsertMode: true });
    const switched = await sales.ask('OPTIONS', CONTACTS, { headers: preflight });
    expect(switched.headers['access-control-allow-headers']).toContain('Upsert-Mode, Preference');
    await sales.switches({ corsAllowPreference: false, corsAllowUpsertMode: false });
  });

  it('obeys faults and keeps its own error body and CORS headers for them', async () => {
    await sales.ask('POST', '/faults', {
      body: { method: 'GET', path: '*/contacts', status: 429, retryAfter: 7 },
    });
    const reply = await sales.ask('GET', CONTACTS, { headers: { origin: PANE } });
    expect([reply.status, reply.headers['retry-after'], reply.json['status']]).toEqual([429, '7', '429']);
    expect(reply.headers['access-control-allow-origin']).toBe(PANE);
    expect((await sales.ask('GET', `${CONTACTS}?limit=1`)).status).toBe(200);
  });

  it('shows and changes its switches from this machine only, and refuses unknown ones', async () => {
    expect((await sales.ask('POST', '/switches', { body: { pageCap: 499 } })).json['pageCap']).toBeDefined();
    expect(digits((await sales.ask('GET', '/switches')).json['pageCap'])).toBe('499');
    expect((await sales.ask('POST', '/switches', { body: { speed: 'warp' } })).status).toBe(400);
    const foreign = { body: { pageCap: 1 }, headers: { origin: 'https://evil.example' } };
    expect((await sales.ask('POST', '/switches', foreign)).status).toBe(403);
    await sales.switches({ pageCap: 500 });
  });

  it('provokes the hole of offset paging: a touched row lets the next page skip an untouched one', async () => {
    const window = `${CONTACTS}?limit=10&fields=PartyId&onlyData=true&orderBy=LastUpdateDate:asc,PartyId:asc&q=LastUpdateDate<='2026-01-01'`;
    const page = async (offset: number): Promise<string[]> =>
      itemsOf(await sales.ask('GET', `${window}&offset=${String(offset)}`)).map((item) =>
        digits(item['PartyId']),
      );
    const [first, second] = [await page(0), await page(10)];
    await sales.switches({ nextPageHoles: 1 });
    expect(await page(0)).toEqual(first);
    expect((await page(10)).slice(0, 9)).toEqual(second.slice(1));
  });

  it('repeats a row across pages, shortens pages and cuts bodies on order', async () => {
    const page = (offset: number): ReturnType<Client['ask']> =>
      sales.ask('GET', `${CONTACTS}?limit=4&fields=PartyId&onlyData=true&offset=${String(offset)}`);
    const first = itemsOf(await page(0));
    await sales.switches({ duplicateAcrossPages: true });
    expect(itemsOf(await page(4))[0]).toEqual(first[3]);
    await sales.switches({ duplicateAcrossPages: false, nextShortPages: 1 });
    const short = await page(0);
    expect([itemsOf(short).length, short.json['hasMore']]).toEqual([2, true]);
    await sales.switches({ nextTruncatedBodies: 1 });
    const cut = await page(0);
    expect(() => JSON.parse(cut.text) as unknown).toThrow();
    expect(itemsOf(await page(0))).toEqual(first);
  });

  it('lets an application see everything', async () => {
    const reply = await sales.ask('GET', `${CONTACTS}?limit=500&fields=PartyId`, { as: 'app' });
    expect(itemsOf(reply)).toHaveLength(500);
  });

  it('keeps rows, numbers, searches and switches across a restart', async () => {
    const first = await startSales();
    const made = await first.ask('POST', CONTACTS, { body: { LastName: 'Kept' } });
    await first.ask('DELETE', `${CONTACTS}/CDRM_5008002`);
    await first.switches({ pageCap: 123 });
    first.sandbox.control.setMember('ana.ruiz', '59783e65-0513-4169-9fae-db9d7d1b105c', {
      partyId: '900719925476008001',
      inside: false,
    });
    await first.sandbox.close();
    const second = await startSales(first.dataDir);
    expect((await second.ask('GET', `${CONTACTS}/${String(made.json['PartyNumber'])}`)).json).toMatchObject({
      LastName: 'Kept',
      PartyId: made.json['PartyId'],
    });
    expect((await second.ask('GET', `${CONTACTS}/CDRM_5008002`)).json['PartyStatus']).toBe('I');
    expect(second.sandbox.control.switches().pageCap).toBe(123);
    expect(second.sandbox.control.searches('ana.ruiz')[0]?.memberIds).not.toContain('900719925476008001');
    const next = await second.ask('POST', CONTACTS, { body: { LastName: 'Next' } });
    expect(next.json['PartyNumber']).not.toBe(made.json['PartyNumber']);
    await second.sandbox.close();
  });

  it('opens a data folder of a time that knew fewer switches', async () => {
    const first = await startSales();
    await first.switches({ pageCap: 123 });
    await first.sandbox.close();
    const file = join(first.dataDir, 'sales', 'state.json');
    const state = JSON.parse(readFileSync(file, 'utf8')) as { switches: Record<string, unknown> };
    delete state.switches['ifMatchOnUpdate'];
    writeFileSync(file, JSON.stringify(state));
    const second = await startSales(first.dataDir);
    expect(second.sandbox.control.switches()).toMatchObject({ pageCap: 123, ifMatchOnUpdate: true });
    await second.sandbox.close();
  });
});
