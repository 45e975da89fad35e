import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, codeOf, immutable, rowsOf, seedContact, startGraph, textOf } from './graph-server.ts';
import type { Answer, GraphServer } from './graph-server.ts';

const marker = 'String {6f0e0a5c-0000-4000-8000-000000000001} Name SalesId';

let server: GraphServer;
beforeEach(async () => {
  server = await startGraph({ ana: Array.from({ length: 25 }, (_, index) => seedContact(index)) });
});
afterEach(async () => {
  await server.end();
});

const get = (path: string): Promise<Answer> => ask(server, 'GET', path, { headers: immutable });
const filtered = (filter: string): Promise<Answer> =>
  get(`/me/contacts?$filter=${encodeURIComponent(filter)}&$top=50`);
const namesIn = (answer: Answer): unknown[] => rowsOf(answer).map(({ givenName }) => givenName);
const post = (body: unknown): Promise<Answer> =>
  ask(server, 'POST', '/me/contacts', { body, headers: immutable });

describe('lists', () => {
  it('pages by ten and links the rest with all its options', async () => {
    const first = await get('/me/contacts?$select=givenName&$orderby=givenName%20desc');
    expect(rowsOf(first)).toHaveLength(10);
    expect(textOf(first.json, '@odata.nextLink')).toBe(
      'https://graph.microsoft.com/v1.0/me/contacts?$select=givenName&$orderby=givenName%20desc&$skip=10',
    );
    const second = await get(textOf(first.json, '@odata.nextLink'));
    const third = await get(textOf(second.json, '@odata.nextLink'));
    expect(third.json).not.toHaveProperty('@odata.nextLink');
    expect(new Set([first, second, third].flatMap(namesIn)).size).toBe(25);
  });

  it('takes $top, $skip, $count and maxpagesize, names in any case', async () => {
    const page = await get('/me/contacts?$TOP=3&$Skip=2&$count=true');
    expect([rowsOf(page).length, page.json['@odata.count']]).toEqual([3, 25]);
    const preferred = await ask(server, 'GET', '/me/contacts', {
      headers: { prefer: 'odata.maxpagesize=7' },
    });
    expect(rowsOf(preferred)).toHaveLength(7);
  });

  it.each([
    '$top=0',
    '$top=x',
    '$top=1001',
    '$skip=-1',
    '$nonsense=1',
    '$select=shoeSize',
    '$orderby=shoeSize',
    '$search=x',
    '$expand=photo',
    '$expand=singleValueExtendedProperties',
  ])('refuses %s with 400', async (query) => {
    expect((await get(`/me/contacts?${query}`)).status).toBe(400);
  });

  it('counts as plain text, with a filter too', async () => {
    const all = await get('/me/contacts/$count');
    const shared = await get(
      `/me/contacts/$count?$filter=${encodeURIComponent("categories/any(c:c eq 'Shared with Sales')")}`,
    );
    expect([all.text, shared.text, all.headers['content-type']]).toEqual(['25', '13', 'text/plain']);
  });

  it('shows the id and the etag beside what is selected', async () => {
    const [row = {}] = rowsOf(await get('/me/contacts?$select=displayName,categories&$top=1'));
    expect(Object.keys(row).toSorted()).toEqual(['@odata.etag', 'categories', 'displayName', 'id']);
  });

  it('lists the default folder only', async () => {
    const folder = await ask(server, 'POST', '/me/contactFolders', { body: { displayName: 'Friends' } });
    const path = `/me/contactFolders/${textOf(folder.json, 'id')}/contacts`;
    const friend = await ask(server, 'POST', path, { body: { givenName: 'Friend' }, headers: immutable });
    expect((await get('/me/contacts/$count')).text).toBe('25');
    expect(namesIn(await get(path))).toEqual(['Friend']);
    expect((await get(`/me/contacts/${textOf(friend.json, 'id')}`)).json['givenName']).toBe('Friend');
  });
});

describe('$filter', () => {
  it.each([
    ["emailAddresses/any(a:a/address eq 'C3@X.test')", ['Given3']],
    [
      "emailAddresses/any(a:a/address eq 'c3@x.test') or emailAddresses/any(a:a/address eq 'c4@x.test')",
      ['Given3', 'Given4'],
    ],
    ["categories/any(c:c eq 'Shared with Sales') and givenName eq 'given2'", ['Given2']],
    [
      "startswith(givenName,'Given2') and not (givenName eq 'Given2')",
      ['Given20', 'Given21', 'Given22', 'Given23', 'Given24'],
    ],
    ["lastModifiedDateTime ge 2026-11-21T10:00:00Z and surname eq 'Sur1'", ['Given1']],
    ['lastModifiedDateTime gt 2026-11-21T10:00:00Z', []],
    ['jobTitle ne null', []],
    ["(surname eq 'Sur1' or surname eq 'Sur2') and jobTitle eq null", ['Given1', 'Given2']],
  ])('%s', async (filter, expected) => {
    expect(namesIn(await filtered(filter))).toEqual(expected);
  });

  it('takes a doubled quote and an encoded plus', async () => {
    await post({ givenName: "O'Hara", emailAddresses: [{ address: 'x+y@z.test' }] });
    expect(namesIn(await filtered("givenName eq 'O''Hara'"))).toEqual(["O'Hara"]);
    expect(namesIn(await filtered("emailAddresses/any(a:a/address eq 'x+y@z.test')"))).toEqual(["O'Hara"]);
    const bare = await get("/me/contacts?$filter=emailAddresses/any(a:a/address eq 'x+y@z.test')");
    expect(namesIn(bare)).toEqual([]);
  });

  it.each([
    "categories/any(c:startswith(c,'Shared'))",
    "categories/any(c:c eq 'x'",
    "shoeSize eq 'x'",
    "givenName like 'x'",
    "messages/any(m:m eq 'x')",
    'givenName eq',
    '',
  ])('refuses %s with 400 ErrorInvalidUrlQueryFilter', async (filter) => {
    const answer = await filtered(filter);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'ErrorInvalidUrlQueryFilter']);
  });
});

describe('extended properties', () => {
  const withMarker = (givenName: string, value: string): Promise<Answer> =>
    post({ givenName, singleValueExtendedProperties: [{ id: marker, value }] });

  it('are stored in the create, not echoed, and shown by $expand only', async () => {
    const created = await withMarker('Ada', 'Key-1');
    expect(created.json).not.toHaveProperty('singleValueExtendedProperties');
    const path = `/me/contacts/${textOf(created.json, 'id')}`;
    const expand = `$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${marker}')`)}`;
    const shown = await get(`${path}?$select=givenName&${expand}`);
    expect(shown.json['singleValueExtendedProperties']).toEqual([{ id: marker, value: 'Key-1' }]);
    expect((await get(path)).json).not.toHaveProperty('singleValueExtendedProperties');
    const list = await get(`/me/contacts?$top=50&${expand}`);
    expect(rowsOf(list).filter((row) => 'singleValueExtendedProperties' in row)).toHaveLength(1);
  });

  it('are found by existence and by value, the value in any case, the name in its own', async () => {
    await withMarker('Ada', 'Key-1');
    await withMarker('Bea', 'Key-2');
    const any = (inner: string): Promise<Answer> =>
      filtered(`singleValueExtendedProperties/Any(ep: ${inner})`);
    expect(namesIn(await any(`ep/id eq '${marker}'`))).toEqual(['Ada', 'Bea']);
    expect(namesIn(await any(`ep/id eq '${marker}' and ep/value ne null`))).toEqual(['Ada', 'Bea']);
    expect(namesIn(await any(`ep/id eq '${marker}' and ep/value eq 'kEY-2'`))).toEqual(['Bea']);
    expect(
      namesIn(await any(`ep/id eq '${marker}' and (ep/value eq 'Key-2' or ep/value eq 'Key-1')`)),
    ).toEqual(['Ada', 'Bea']);
    expect(namesIn(await any(`ep/id eq '${marker}' and startswith(ep/value,'key')`))).toEqual(['Ada', 'Bea']);
    expect(
      namesIn(await any(`ep/id eq '${marker.replace('SalesId', 'salesid')}' and ep/value eq 'Key-2'`)),
    ).toEqual([]);
    expect(
      namesIn(
        await any(
          `ep/id eq '${marker.replace('6f0e', '6F0E').replace('String', 'string')}' and ep/value eq 'Key-2'`,
        ),
      ),
    ).toEqual(['Bea']);
  });

  it('are changed and taken away by PATCH, with a new etag', async () => {
    const created = await withMarker('Ada', 'Key-1');
    const path = `/me/contacts/${textOf(created.json, 'id')}`;
    const changed = await ask(server, 'PATCH', path, {
      body: { singleValueExtendedProperties: [{ id: marker, value: 'Key-9' }] },
    });
    expect(changed.json['@odata.etag']).not.toBe(created.json['@odata.etag']);
    const byValue = `singleValueExtendedProperties/Any(ep: ep/id eq '${marker}' and ep/value eq 'Key-9')`;
    expect(namesIn(await filtered(byValue))).toEqual(['Ada']);
    await ask(server, 'PATCH', path, {
      body: { singleValueExtendedProperties: [{ id: marker, value: null }] },
    });
    expect(namesIn(await filtered(byValue))).toEqual([]);
  });

  it('refuse an id that is none', async () => {
    expect((await post({ singleValueExtendedProperties: [{ id: 'SalesId', value: 'x' }] })).status).toBe(400);
  });
});

describe('open extensions', () => {
  const name = 'com.example.sync';

  it('are created inline or alone, found by existence, read, changed and deleted, without a new etag', async () => {
    const created = await post({ givenName: 'Ada', extensions: [{ extensionName: name, salesId: '1' }] });
    const path = `/me/contacts/${textOf(created.json, 'id')}`;
    expect(namesIn(await filtered(`Extensions/any(f:f/id eq '${name}')`))).toEqual(['Ada']);
    const changed = await ask(server, 'PATCH', `${path}/extensions/${name}`, { body: { salesId: '2' } });
    expect(changed.json).toMatchObject({
      id: `microsoft.graph.openTypeExtension.${name}`,
      extensionName: name,
      salesId: '2',
    });
    const shown = await get(`${path}?$expand=${encodeURIComponent(`extensions($filter=id eq '${name}')`)}`);
    expect([shown.json['extensions'], shown.json['@odata.etag']]).toEqual([
      [changed.json],
      created.json['@odata.etag'],
    ]);
    const twice = await ask(server, 'POST', `${path}/extensions`, { body: { extensionName: name } });
    const removed = await ask(
      server,
      'DELETE',
      `${path}/extensions/microsoft.graph.openTypeExtension.${name}`,
    );
    const gone = await get(`${path}/extensions/${name}`);
    expect([twice.status, removed.status, gone.status]).toEqual([409, 204, 404]);
  });
});
