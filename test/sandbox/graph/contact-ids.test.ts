import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, codeOf, immutable, rowsOf, seedContact, startGraph, textOf } from './graph-server.ts';
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

describe('deleted contacts', () => {
  it('answers 404 to reads and to a second DELETE', async () => {
    const path = `/me/contacts/${String((await create({ givenName: 'Ada' }))['id'])}`;
    await ask(server, 'DELETE', path);
    const answers = await Promise.all([
      ask(server, 'GET', path),
      ask(server, 'DELETE', path),
      ask(server, 'PATCH', path, { body: {} }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('shows them in Deleted Items by immutable id when switched, and refuses the second DELETE with 403', async () => {
    server.control.setSwitches({ deletedByImmutableId: 'in-deleted-items', secondDelete: 403 });
    const contact = await create({ givenName: 'Ada' });
    const path = `/me/contacts/${String(contact['id'])}`;
    await ask(server, 'DELETE', path);
    const read = await ask(server, 'GET', path, { headers: immutable });
    expect(read.status).toBe(200);
    expect(read.json['parentFolderId']).not.toBe(contact['parentFolderId']);
    const again = await ask(server, 'DELETE', path);
    expect([again.status, codeOf(again)]).toEqual([403, 'ErrorCannotDeleteObject']);
  });
});

describe('the two forms of an id', () => {
  it('gives the form that Prefer asks for, and both find the contact', async () => {
    const first = rowsOf(await ask(server, 'GET', '/me/contacts?$top=1'))[0] ?? {};
    const second = rowsOf(await ask(server, 'GET', '/me/contacts?$top=1', { headers: immutable }))[0] ?? {};
    expect(first['id']).not.toBe(second['id']);
    expect(first['changeKey']).toBe(second['changeKey']);
    const found = await ask(server, 'GET', `/me/contacts/${textOf(first, 'id')}`, { headers: immutable });
    expect(found.json['id']).toBe(second['id']);
  });

  it('changes the normal id on a move and keeps the immutable one', async () => {
    const folder = await ask(server, 'POST', '/me/contactFolders', { body: { displayName: 'Friends' } });
    const before = await create({ givenName: 'Ada' }, {});
    const path = `/me/contacts/${textOf(before, 'id')}`;
    const stable = textOf((await ask(server, 'GET', path, { headers: immutable })).json, 'id');
    server.control.moveContact('ana', stable, textOf(folder.json, 'id'));
    const after = await ask(server, 'GET', `/me/contacts/${stable}`);
    expect(after.json['parentFolderId']).toBe(folder.json['id']);
    expect([after.json['id'] === before['id'], (await ask(server, 'GET', path)).status]).toEqual([
      false,
      404,
    ]);
  });

  it('translates between them, PascalCase parameters too', async () => {
    const [contact = {}] = rowsOf(await ask(server, 'GET', '/me/contacts?$top=1'));
    const body = {
      inputIds: [contact['id'], 'nonsense'],
      sourceIdType: 'restId',
      targetIdType: 'restImmutableEntryId',
    };
    const there = await ask(server, 'POST', '/me/translateExchangeIds', { body });
    const [translated = {}, failed = {}] = rowsOf(there);
    expect(failed).toMatchObject({ sourceId: 'nonsense', errorDetails: {} });
    const back = await ask(server, 'POST', '/me/translateExchangeIds', {
      body: {
        InputIds: [translated['targetId']],
        SourceIdType: 'restImmutableEntryId',
        TargetIdType: 'restId',
      },
    });
    expect(rowsOf(back)[0]?.['targetId']).toBe(contact['id']);
  });
});
