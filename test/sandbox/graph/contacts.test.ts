import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, codeOf, immutable, seedContact, startGraph, textOf } from './graph-server.ts';
import type { GraphServer, Json } from './graph-server.ts';

let server: GraphServer;
beforeEach(async () => {
  server = await startGraph({ ana: Array.from({ length: 12 }, (_, index) => seedContact(index)) });
});
afterEach(async () => {
  await server.end();
});

const create = async (body: unknown, headers: Record<string, string> = immutable): Promise<Json> => {
  const answer = await ask(server, 'POST', '/me/contacts', { body, headers });
  expect(answer.status).toBe(201);
  return answer.json;
};

describe('a contact on the wire', () => {
  it('has every property in the shape of the service', async () => {
    const contact = await create({ givenName: 'Ada', surname: 'Byron' });
    expect(contact).toMatchObject({
      displayName: 'Ada Byron',
      fileAs: 'Byron, Ada',
      homeAddress: {},
      businessAddress: {},
      otherAddress: {},
      personalNotes: '',
      emailAddresses: [],
      businessPhones: [],
      mobilePhone: null,
      birthday: null,
      createdDateTime: '2026-11-21T10:00:00Z',
      lastModifiedDateTime: '2026-11-21T10:00:00Z',
    });
    expect(contact['@odata.etag']).toBe(`W/"${String(contact['changeKey'])}"`);
    expect(contact['@odata.context']).toBe(
      "https://graph.microsoft.com/v1.0/$metadata#users('00000000-0000-4000-8000-000000000001')/contacts/$entity",
    );
  });

  it('answers alike under /me, /users/{id} and /users/{upn}, with and without the prefix', async () => {
    const { id } = await create({ givenName: 'Ada' });
    const contact = `contacts/${String(id)}`;
    const paths = [
      `/me/${contact}`,
      `/users/00000000-0000-4000-8000-000000000001/${contact}`,
      `/users/ana@contoso.example/${contact}`,
      `/users('ANA@contoso.example')/contacts('${String(id)}')`,
    ];
    const answers = await Promise.all(paths.map((path) => ask(server, 'GET', path, { headers: immutable })));
    const bare = await ask(server, 'GET', `https://graph.microsoft.com/v1.0/me/${contact}`, {
      headers: immutable,
    });
    for (const { json } of answers) expect(json).toEqual(bare.json);
    expect(bare.json['id']).toBe(id);
  });

  it('sends the ids of the request and of the client with every answer', async () => {
    const answer = await ask(server, 'GET', '/me/contacts/none', {
      headers: { 'client-request-id': 'mine' },
    });
    expect(answer.headers['client-request-id']).toBe('mine');
    expect(answer.json).toEqual({
      error: {
        code: 'ErrorItemNotFound',
        message: 'The specified object was not found in the store.',
        innerError: {
          date: '2026-11-21T10:00:00',
          'request-id': answer.headers['request-id'],
          'client-request-id': 'mine',
        },
      },
    });
  });

  it('names the new contact in Location', async () => {
    const answer = await ask(server, 'POST', '/me/contacts', {
      body: { givenName: 'Ada' },
      headers: immutable,
    });
    expect(answer.headers['location']).toBe(
      `https://graph.microsoft.com/v1.0/users('00000000-0000-4000-8000-000000000001')/contacts('${textOf(answer.json, 'id')}')`,
    );
  });
});

describe('writing a contact', () => {
  it('makes displayName anew when a name part changes and the body does not say it', async () => {
    const { id } = await create({ givenName: 'Ada', surname: 'Byron', displayName: 'The Countess' });
    const path = `/me/contacts/${String(id)}`;
    const jobOnly = await ask(server, 'PATCH', path, { body: { jobTitle: 'CTO' } });
    expect(jobOnly.json['displayName']).toBe('The Countess');
    const renamed = await ask(server, 'PATCH', path, { body: { surname: 'Lovelace' } });
    expect(renamed.json['displayName']).toBe('Ada Lovelace');
    const both = await ask(server, 'PATCH', path, { body: { surname: 'King', displayName: 'Countess' } });
    expect(both.json['displayName']).toBe('Countess');
  });

  it('changes only what the body names and gives a new etag and time', async () => {
    const first = await create({ givenName: 'Ada', jobTitle: 'CTO', businessPhones: ['1', '2'] });
    server.advance(5_000);
    const { json } = await ask(server, 'PATCH', `/me/contacts/${String(first['id'])}`, {
      body: { department: 'R&D' },
      headers: immutable,
    });
    expect(json).toEqual({
      ...first,
      department: 'R&D',
      lastModifiedDateTime: '2026-11-21T10:00:05Z',
      changeKey: json['changeKey'],
      '@odata.etag': json['@odata.etag'],
    });
    expect(json['@odata.etag']).not.toBe(first['@odata.etag']);
  });

  it('keeps the parts of an address that a PATCH does not name, unless switched', async () => {
    const { id } = await create({ homeAddress: { street: 'A 1', city: 'Rome' } });
    const path = `/me/contacts/${String(id)}`;
    const merged = await ask(server, 'PATCH', path, {
      body: { homeAddress: { city: 'Oslo', street: null } },
    });
    expect(merged.json['homeAddress']).toEqual({ city: 'Oslo' });
    server.control.setSwitches({ addressPatch: 'replace' });
    const replaced = await ask(server, 'PATCH', path, { body: { homeAddress: { state: 'X' } } });
    expect(replaced.json['homeAddress']).toEqual({ state: 'X' });
    const cleared = await ask(server, 'PATCH', path, { body: { homeAddress: null } });
    expect(cleared.json['homeAddress']).toEqual({});
  });

  it.each([
    [
      '4 e-mails',
      { emailAddresses: ['a', 'b', 'c', 'd'].map((name) => ({ name, address: `${name}@x` })) },
      'multi value property EmailAddresses has 4 entries, that exceeds the max allowed value of 3',
    ],
    [
      '3 business phones',
      { businessPhones: ['1', '2', '3'] },
      'multi value property BusinessPhones has 3 entries, that exceeds the max allowed value of 2',
    ],
    [
      '3 home phones',
      { homePhones: ['1', '2', '3'] },
      'multi value property HomePhones has 3 entries, that exceeds the max allowed value of 2',
    ],
  ])('refuses %s with 400', async (_name, body, message) => {
    const answer = await ask(server, 'POST', '/me/contacts', { body });
    expect([answer.status, (answer.json['error'] as Json)['message']]).toEqual([400, message]);
  });

  it('stores a malformed e-mail without an address', async () => {
    const contact = await create({ emailAddresses: [{ name: 'Ada', address: 'not an address' }] });
    expect(contact['emailAddresses']).toEqual([{ name: 'Ada' }]);
  });

  it('refuses an unknown property with 400, or ignores it when switched', async () => {
    const refused = await ask(server, 'POST', '/me/contacts', { body: { givenName: 'Ada', shoeSize: 38 } });
    expect([refused.status, codeOf(refused)]).toEqual([400, 'RequestBodyRead']);
    server.control.setSwitches({ unknownProperty: 'ignore' });
    const taken = await create({ givenName: 'Ada', shoeSize: 38 });
    expect(taken).not.toHaveProperty('shoeSize');
  });

  it.each([
    ['a number as a name', { givenName: 3 }],
    ['a list as an address', { homeAddress: [] }],
    ['an unknown part of an address', { homeAddress: { planet: 'Mars' } }],
    ['a birthday without a time', { birthday: '1815-12-10' }],
    ['a text as categories', { categories: 'Shared with Sales' }],
    ['a list as a body', []],
  ])('refuses %s with 400 and stores nothing', async (_name, body) => {
    const answer = await ask(server, 'POST', '/me/contacts', { body });
    expect(answer.status).toBe(400);
    const count = await ask(server, 'GET', '/me/contacts/$count');
    expect(count.text).toBe('12');
  });

  it('ignores what only the server sets', async () => {
    const contact = await create({
      givenName: 'Ada',
      id: 'x',
      changeKey: 'x',
      createdDateTime: '1990-01-01T00:00:00Z',
      '@odata.type': 'x',
    });
    expect([contact['id'] === 'x', contact['createdDateTime']]).toEqual([false, '2026-11-21T10:00:00Z']);
  });

  it('gives a birthday the time that Outlook gives it, or keeps it when switched', async () => {
    const birthday = '1815-12-10T00:00:00Z';
    expect((await create({ birthday }))['birthday']).toBe('1815-12-10T11:59:00Z');
    server.control.setSwitches({ birthdayTime: 'kept' });
    expect((await create({ birthday }))['birthday']).toBe(birthday);
  });

  it('answers 400 in the envelope to a body that is no JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.origin}/v1.0/me/contacts`, { method: 'POST', headers, body: '{' });
    const { error } = (await response.json()) as Json;
    expect([response.status, error]).toEqual([400, expect.objectContaining({ code: 'BadRequest' })]);
  });
});

describe('etags', () => {
  it('refuses PATCH and DELETE with a stale If-Match by 412 and changes nothing', async () => {
    const contact = await create({ givenName: 'Ada' });
    const path = `/me/contacts/${String(contact['id'])}`;
    const headers = { 'if-match': textOf(contact, '@odata.etag') };
    const first = await ask(server, 'PATCH', path, { body: { jobTitle: 'CTO' }, headers });
    expect(first.status).toBe(200);
    const second = await ask(server, 'PATCH', path, { body: { jobTitle: 'CEO' }, headers });
    const third = await ask(server, 'DELETE', path, { headers });
    expect([second.status, codeOf(second), third.status]).toEqual([412, 'ErrorIrresolvableConflict', 412]);
    expect((await ask(server, 'GET', path)).json['jobTitle']).toBe('CTO');
  });

  it('takes the current etag and the star', async () => {
    const contact = await create({ givenName: 'Ada' });
    const path = `/me/contacts/${String(contact['id'])}`;
    const star = await ask(server, 'PATCH', path, {
      body: { jobTitle: 'CTO' },
      headers: { 'if-match': '*' },
    });
    const removed = await ask(server, 'DELETE', path, {
      headers: { 'if-match': textOf(star.json, '@odata.etag') },
    });
    expect([star.status, removed.status, removed.text]).toEqual([200, 204, '']);
  });

  it('ignores If-Match on PATCH when switched, never on DELETE', async () => {
    server.control.setSwitches({ ifMatchOnContactPatch: false });
    const path = `/me/contacts/${String((await create({ givenName: 'Ada' }))['id'])}`;
    const headers = { 'if-match': 'W/"old"' };
    const patched = await ask(server, 'PATCH', path, { body: { jobTitle: 'CTO' }, headers });
    const removed = await ask(server, 'DELETE', path, { headers });
    expect([patched.status, removed.status]).toEqual([200, 412]);
  });

  it('can bump the etag once more behind the back of the writer', async () => {
    server.control.setSwitches({ spontaneousBump: true });
    const contact = await create({ givenName: 'Ada' });
    const later = await ask(server, 'GET', `/me/contacts/${String(contact['id'])}`, { headers: immutable });
    expect(later.json['@odata.etag']).not.toBe(contact['@odata.etag']);
    expect(later.json['givenName']).toBe('Ada');
  });
});
