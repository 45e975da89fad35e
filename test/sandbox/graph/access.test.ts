import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appToken, ask, codeOf, people, rowsOf, startGraph, textOf, userToken } from './graph-server.ts';
import type { Answer, GraphServer } from './graph-server.ts';

let server: GraphServer;
beforeAll(async () => {
  server = await startGraph();
});
afterAll(async () => {
  await server.end();
});

const as = (authorization: string, path: string, body?: unknown): Promise<Answer> =>
  ask(server, body === undefined ? 'GET' : 'POST', path, {
    headers: { authorization },
    ...(body === undefined ? {} : { body }),
  });
const ben = '/users/ben@contoso.example';

describe('a token', () => {
  it('that is no good is 401', async () => {
    const answer = await as('Bearer nonsense', '/me');
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
  });

  it.each([
    ['Contacts.Read', '/me/contacts', undefined, 200],
    ['Contacts.Read', '/me/contacts', {}, 403],
    ['Contacts.Read', '/me/contactFolders/delta', undefined, 200],
    ['Contacts.ReadWrite', '/me/contacts', {}, 201],
    ['Contacts.ReadWrite', '/me/mailboxSettings', undefined, 403],
    ['MailboxSettings.Read', '/me/mailboxSettings', undefined, 200],
    ['MailboxSettings.Read', '/me/outlook/masterCategories', { displayName: 'x' }, 403],
    ['MailboxSettings.ReadWrite', '/me/outlook/masterCategories', { displayName: 'x' }, 201],
    ['User.Read', '/me', undefined, 200],
    ['User.Read', '/me/contacts', undefined, 403],
    ['User.Read', '/users', undefined, 403],
    ['User.Read', ben, undefined, 403],
    ['User.ReadBasic.All', ben, undefined, 200],
    ['Contacts.ReadWrite', `${ben}/contacts`, undefined, 403],
  ])('of a person with %s gets from %s', async (scope, path, body, status) => {
    expect((await as(userToken('ana', [scope]), path, body)).status).toBe(status);
  });

  it.each([
    ['Contacts.Read', `${ben}/contacts`, undefined, 200],
    ['Contacts.Read', `${ben}/contacts`, {}, 403],
    ['Contacts.ReadWrite', `/users/${people[1]?.oid ?? ''}/contacts`, {}, 201],
    ['Contacts.Read', '/users/nobody@contoso.example/contacts', undefined, 404],
    ['User.Read.All', '/users/nobody@contoso.example', undefined, 404],
    ['User.Read.All', '/users', undefined, 200],
    ['Contacts.Read', '/me/contacts', undefined, 400],
  ])('of an application with %s gets from %s', async (role, path, body, status) => {
    expect((await as(appToken(role), path, body)).status).toBe(status);
  });

  it('is not needed while the scope check is off', async () => {
    const url = `${server.origin}/v1.0${ben}/contacts`;
    const without = async (): Promise<number> => (await fetch(url)).status;
    const checked = await without();
    server.control.setSwitches({ scopeCheck: false });
    const unchecked = [await without(), (await as(userToken('ana', []), '/me/contacts')).status];
    server.control.setSwitches({ scopeCheck: true });
    expect([checked, ...unchecked]).toEqual([401, 200, 200]);
  });
});

describe('the directory', () => {
  it('shows who I am', async () => {
    const me = await ask(server, 'GET', '/me');
    expect(me.json).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
      businessPhones: [],
      displayName: 'ana example',
      givenName: 'ana',
      jobTitle: null,
      mail: 'ana@contoso.example',
      mobilePhone: null,
      officeLocation: 'Munich',
      preferredLanguage: 'de-DE',
      surname: 'Example',
      userPrincipalName: 'ana@contoso.example',
      id: '00000000-0000-4000-8000-000000000001',
    });
    const chosen = await ask(server, 'GET', '/me?$select=id,accountEnabled');
    expect(chosen.json).toMatchObject({ id: me.json['id'], accountEnabled: true });
    expect(chosen.json).not.toHaveProperty('displayName');
  });

  it('lists, filters and pages the people', async () => {
    const all = await ask(server, 'GET', '/users?$top=2&$count=true');
    expect([rowsOf(all).length, all.json['@odata.count']]).toEqual([2, 3]);
    expect(rowsOf(await ask(server, 'GET', textOf(all.json, '@odata.nextLink')))).toHaveLength(1);
    const one = await ask(
      server,
      'GET',
      `/users?$filter=${encodeURIComponent("mail eq 'BEN@contoso.example'")}`,
    );
    expect(rowsOf(one).map(({ displayName }) => displayName)).toEqual(['ben example']);
  });
});

describe('mailbox settings', () => {
  it('name the zone as Windows does and can be changed', async () => {
    const chosen = await ask(server, 'GET', '/me/mailboxSettings?$select=timeZone,language');
    expect(chosen.json).toMatchObject({
      timeZone: 'W. Europe Standard Time',
      language: { locale: 'de-DE', displayName: 'German (Germany)' },
    });
    expect(chosen.json).not.toHaveProperty('workingHours');
    const changed = await ask(server, 'PATCH', '/me/mailboxSettings', {
      body: { timeZone: 'Tokyo Standard Time' },
    });
    expect(changed.json).toMatchObject({
      timeZone: 'Tokyo Standard Time',
      workingHours: { timeZone: { name: 'Tokyo Standard Time' } },
    });
  });
});

describe('the master list of categories', () => {
  const path = '/me/outlook/masterCategories';

  it('takes a new category once, whatever its case, and lets only the colour change', async () => {
    const made = await ask(server, 'POST', path, {
      body: { displayName: 'Shared with Sales', color: 'preset9' },
    });
    const twice = await ask(server, 'POST', path, { body: { displayName: 'shared with sales' } });
    const wrong = await ask(server, 'POST', path, { body: { displayName: 'y', color: 'pink' } });
    expect([made.status, twice.status, wrong.status]).toEqual([201, 409, 400]);
    const own = `${path}/${textOf(made.json, 'id')}`;
    const renamed = await ask(server, 'PATCH', own, { body: { displayName: 'Other' } });
    const coloured = await ask(server, 'PATCH', own, { body: { color: 'preset3' } });
    expect([renamed.status, coloured.json['color'], coloured.json['displayName']]).toEqual([
      400,
      'preset3',
      'Shared with Sales',
    ]);
    const removed = await ask(server, 'DELETE', own);
    expect([removed.status, (await ask(server, 'GET', own)).status]).toEqual([204, 404]);
  });
});

describe('folders', () => {
  it('are made, found, renamed and deleted with what is in them', async () => {
    const made = await ask(server, 'POST', '/me/contactFolders', { body: { displayName: 'Friends' } });
    const path = `/me/contactFolders/${textOf(made.json, 'id')}`;
    const child = await ask(server, 'POST', `${path}/childFolders`, { body: { displayName: 'Close' } });
    const below = `${path}/childFolders/${textOf(child.json, 'id')}`;
    const contact = await ask(server, 'POST', `${below}/contacts`, { body: { givenName: 'Ada' } });
    expect((await ask(server, 'GET', `${below}/contacts/$count`)).text).toBe('1');
    expect(
      (await ask(server, 'POST', '/me/contactFolders', { body: { displayName: 'FRIENDS' } })).status,
    ).toBe(409);
    expect((await ask(server, 'PATCH', path, { body: { displayName: 'Pals' } })).json['displayName']).toBe(
      'Pals',
    );
    const listed = await ask(
      server,
      'GET',
      `/me/contactFolders?$filter=${encodeURIComponent("displayName eq 'pals'")}`,
    );
    expect(rowsOf(listed).map(({ id }) => id)).toEqual([made.json['id']]);
    expect((await ask(server, 'GET', '/me/contactFolders/$count')).text).toBe('2');
    expect((await ask(server, 'DELETE', path)).status).toBe(204);
    const gone = [path, below, `${path}/contacts`, `/me/contacts/${textOf(contact.json, 'id')}`];
    for (const one of gone) expect((await ask(server, 'GET', one)).status).toBe(404);
  });

  it('keep the default one', async () => {
    const [standard] = rowsOf(await ask(server, 'GET', '/me/contactFolders'));
    const answer = await ask(server, 'DELETE', `/me/contactFolders/${String(standard?.['id'])}`);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'ErrorDeleteDistinguishedFolder']);
  });
});

describe('paths', () => {
  it('that are unknown are 400 and methods that are not allowed 405', async () => {
    expect((await ask(server, 'GET', '/me/nothing')).status).toBe(400);
    expect((await ask(server, 'PUT', '/me/contacts/x', { body: {} })).status).toBe(405);
    expect((await ask(server, 'DELETE', '/me/contacts')).status).toBe(405);
    expect((await ask(server, 'GET', '/me/contacts/%E0%A4%A')).json).toHaveProperty(
      'error.code',
      'BadRequest',
    );
    expect((await fetch(`${server.origin}/graph/beta/me`)).status).toBe(404);
  });
});
