import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ask,
  deltaRound,
  immutable,
  rowsOf,
  seedContact,
  startGraph,
  textOf,
  userToken,
} from './graph-server.ts';
import type { GraphServer, Json } from './graph-server.ts';

let server: GraphServer;
beforeEach(async () => {
  server = await startGraph({ ana: [seedContact(1), seedContact(2)] });
});
afterEach(async () => {
  await server.end();
});

const control = (
  path: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${server.origin}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('a page of another origin', () => {
  const origin = 'https://pane.example';

  it('may ask anything after a preflight without a token', async () => {
    const preflight = await fetch(`${server.origin}/v1.0/me/contacts`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,if-match',
      },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,if-match');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
  });

  it('reads the ids of an answer, but not Retry-After, even when a fault answers', async () => {
    server.faults.add({ path: '*', status: 429, retryAfter: 5, count: 1 });
    const answer = await ask(server, 'GET', '/me/contacts', { headers: { origin } });
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '5']);
    const error = answer.json['error'] as { readonly innerError: Json };
    expect(answer.headers['request-id']).toBe(error.innerError['request-id']);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-expose-headers']).toBe('request-id, client-request-id');
    server.control.setSwitches({ exposeRetryAfter: true });
    const switched = await ask(server, 'GET', '/me/contacts', { headers: { origin } });
    expect(switched.headers['access-control-expose-headers']).toContain('Retry-After');
  });

  it('cannot touch the controls', async () => {
    const answers = await Promise.all([
      control('/switches', 'GET', undefined, { origin }),
      control('/graph/expire-delta', 'POST', {}, { origin }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(answers[0].headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('links', () => {
  it('point to the server itself when switched, in the form in which it was asked', async () => {
    server.control.setSwitches({ linkOrigin: 'own' });
    const link = async (prefix: string): Promise<unknown> => {
      const response = await fetch(`${server.origin}${prefix}/v1.0/me/contacts?$top=1`, {
        headers: { authorization: userToken('ana') },
      });
      return ((await response.json()) as Json)['@odata.nextLink'];
    };
    expect(await link('')).toBe(`${server.origin}/v1.0/me/contacts?$top=1&$skip=1`);
    expect(await link('/graph')).toBe(`${server.origin}/graph/v1.0/me/contacts?$top=1&$skip=1`);
  });
});

describe('the controls', () => {
  it('show and set switches, with and without the prefix, and refuse what is no switch', async () => {
    const set = await control('/graph/switches', 'POST', { homePhonesLimit: null });
    expect(((await set.json()) as Json)['homePhonesLimit']).toBeNull();
    const wrong = await control('/switches', 'POST', { homePhonesLimit: 'many', nonsense: 1 });
    expect([wrong.status, ((await wrong.json()) as Json)['error']]).toEqual([
      400,
      'Wrong: homePhonesLimit, nonsense',
    ]);
    expect(((await (await control('/switches')).json()) as Json)['homePhonesLimit']).toBeNull();
  });

  it('expire delta tokens of one person or of all', async () => {
    const { link } = await deltaRound(server, '/me/contacts/delta');
    expect((await control('/expire-delta', 'POST', { userName: 'ben' })).status).toBe(204);
    expect((await ask(server, 'GET', link)).status).toBe(200);
    expect((await control('/expire-delta', 'POST', {})).status).toBe(204);
    expect((await ask(server, 'GET', link)).status).toBe(410);
    expect((await control('/expire-delta', 'POST', { userName: 'nobody' })).status).toBe(404);
  });

  it('move a contact, as people do in Outlook', async () => {
    const folder = server.control.createFolder('ana', 'Friends');
    const { id } = server.control.contacts('ana')[0] ?? {};
    const moved = await control('/move', 'POST', { userName: 'ana', id, folderId: folder['id'] });
    expect(((await moved.json()) as Json)['parentFolderId']).toBe(folder['id']);
    expect(rowsOf(await ask(server, 'GET', '/me/contacts'))).toHaveLength(1);
  });

  it('show an empty outbox', async () => {
    expect(await (await control('/graph/outbox')).json()).toEqual({ value: [] });
  });

  it('order faults over HTTP', async () => {
    await control('/faults', 'POST', { method: 'GET', path: '/graph/v1.0/me', status: 503, count: 1 });
    const first = await ask(server, 'GET', '/me');
    expect([first.status, (first.json['error'] as Json)['code']]).toEqual([503, 'ServiceUnavailable']);
    expect((await ask(server, 'GET', '/me')).status).toBe(200);
  });
});

describe('a person at the operator page', () => {
  it('edits under the same rules as HTTP', () => {
    const created = server.control.createContact('ana', { givenName: 'Ada', surname: 'Byron' });
    const id = String(created['id']);
    const edited = server.control.editContact('ana', id, { surname: 'Lovelace' });
    expect([edited['displayName'], edited['changeKey'] === created['changeKey']]).toEqual([
      'Ada Lovelace',
      false,
    ]);
    expect(() => server.control.editContact('ana', id, { nonsense: 1 })).toThrow(
      expect.objectContaining({ status: 400 }),
    );
    server.control.deleteContact('ana', id);
    expect(() => server.control.contact('ana', id)).toThrow(expect.objectContaining({ status: 404 }));
    expect(() => server.control.contacts('nobody')).toThrow(expect.objectContaining({ status: 404 }));
  });

  it('brings a deleted contact back, which then shows in the delta again', async () => {
    const id = String(server.control.contacts('ana')[0]?.['id']);
    server.control.deleteContact('ana', id);
    const { link } = await deltaRound(server, '/me/contacts/delta');
    server.control.moveContact('ana', id, String(server.control.folders('ana')[0]?.['id']));
    expect((await deltaRound(server, link)).rows.map((row) => row['id'])).toEqual([id]);
  });
});

describe('a restart', () => {
  it('keeps contacts, ids, etags, folders, categories and delta tokens', async () => {
    const created = await ask(server, 'POST', '/me/contacts', {
      headers: immutable,
      body: {
        givenName: 'Ada',
        homeAddress: { city: 'Rome' },
        singleValueExtendedProperties: [
          { id: 'String {6f0e0a5c-0000-4000-8000-000000000001} Name SalesId', value: '1' },
        ],
      },
    });
    server.control.createFolder('ana', 'Friends');
    const { link } = await deltaRound(server, '/me/contacts/delta');
    const before = await ask(server, 'GET', '/me/contacts?$top=50');
    server = await server.restart();
    expect((await ask(server, 'GET', '/me/contacts?$top=50')).json).toEqual(before.json);
    expect(rowsOf(await ask(server, 'GET', '/me/contactFolders'))).toHaveLength(2);
    server.control.editContact('ana', textOf(created.json, 'id'), { jobTitle: 'CTO' });
    expect((await deltaRound(server, link)).rows.map(({ id }) => id)).toEqual([created.json['id']]);
  });

  it('refuses a damaged mailbox file and leaves it as it is', async () => {
    await ask(server, 'GET', '/me/contacts');
    await server.close();
    const [file = ''] = readdirSync(join(server.dataDir, 'graph'));
    writeFileSync(join(server.dataDir, 'graph', file), '{"version":1}');
    await expect(startGraph({}, server.dataDir)).rejects.toThrow(
      expect.objectContaining({ name: 'CorruptStoreError' }),
    );
  });

  it('in another data folder forgets the tokens of this one', async () => {
    const { link } = await deltaRound(server, '/me/contacts/delta');
    const other = await startGraph({ ana: [seedContact(1)] });
    const answer = await ask(other, 'GET', link);
    await other.end();
    expect(answer.status).toBe(410);
  });
});
