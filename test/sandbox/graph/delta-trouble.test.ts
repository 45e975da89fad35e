import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, deltaRound, immutable, rowsOf, seedContact, startGraph, textOf } from './graph-server.ts';
import type { GraphServer } from './graph-server.ts';

let server: GraphServer;
let folder: string;
let start: string;
beforeEach(async () => {
  server = await startGraph({ ana: Array.from({ length: 5 }, (_, index) => seedContact(index)) });
  folder = String(server.control.folders('ana')[0]?.['id']);
  start = `/me/contactFolders/${folder}/contacts/delta`;
});
afterEach(async () => {
  await server.end();
});

const idOf = (number: number): string => String(server.control.contacts('ana')[number]?.['id']);

describe('switched trouble', () => {
  it('replays changes that were seen already', async () => {
    const { link } = await deltaRound(server, start);
    server.control.setSwitches({ deltaReplay: 2 });
    expect((await deltaRound(server, link)).rows.map(({ givenName }) => givenName)).toEqual([
      'Given3',
      'Given4',
    ]);
  });

  it('shows every row twice', async () => {
    server.control.setSwitches({ deltaDuplicates: true });
    const { rows } = await deltaRound(server, start);
    expect([rows.length, new Set(rows.map(({ id }) => id)).size]).toEqual([10, 5]);
  });

  it('begins with an empty page that has a nextLink', async () => {
    server.control.setSwitches({ deltaEmptyPage: true });
    const answer = await ask(server, 'GET', start);
    expect(rowsOf(answer)).toEqual([]);
    expect((await deltaRound(server, textOf(answer.json, '@odata.nextLink'))).rows).toHaveLength(5);
  });

  it('shows a change only after a while', async () => {
    server.advance(60_000);
    const { link } = await deltaRound(server, start);
    server.control.setSwitches({ deltaVisibilityDelayMs: 30_000 });
    server.control.editContact('ana', idOf(0), { jobTitle: 'slow' });
    const early = await deltaRound(server, link);
    server.advance(30_000);
    const late = await deltaRound(server, early.link);
    expect([early.rows.length, late.rows.length]).toEqual([0, 1]);
  });

  it('loses a change made while a round runs', async () => {
    server.control.setSwitches({ deltaLosesMidRound: true });
    const page = await ask(server, 'GET', start, { headers: { prefer: 'odata.maxpagesize=2' } });
    server.control.editContact('ana', idOf(0), { jobTitle: 'lost' });
    const rest = await deltaRound(server, textOf(page.json, '@odata.nextLink'));
    expect((await deltaRound(server, rest.link)).rows).toEqual([]);
  });

  it('loses the deletion of the last contact of a folder', async () => {
    server.control.setSwitches({ deltaLosesLastDelete: true });
    const { link } = await deltaRound(server, start);
    for (const { id } of server.control.contacts('ana')) server.control.deleteContact('ana', String(id));
    expect((await deltaRound(server, link)).rows).toHaveLength(4);
  });

  it('pages without end over known rows', async () => {
    server.control.setSwitches({ deltaEndless: true });
    const seen = new Set<unknown>();
    let link = start;
    for (let page = 0; page < 20; page += 1) {
      const answer = await ask(server, 'GET', link, { headers: immutable });
      for (const row of rowsOf(answer)) seen.add(row['id']);
      link = textOf(answer.json, '@odata.nextLink');
    }
    expect(seen.size).toBe(5);
  });

  it('lets a nextLink die in the middle of a round', async () => {
    server.control.setSwitches({ deltaDeadNextLinks: 1 });
    const page = await ask(server, 'GET', start, { headers: { prefer: 'odata.maxpagesize=2' } });
    const link = textOf(page.json, '@odata.nextLink');
    expect([(await ask(server, 'GET', link)).status, (await ask(server, 'GET', link)).status]).toEqual([
      410, 200,
    ]);
  });
});

describe('folders', () => {
  it('have rounds of their own, top level and below', async () => {
    const top = await deltaRound(server, '/me/contactFolders/delta');
    expect(top.rows.map(({ displayName }) => displayName)).toEqual(['Contacts']);
    const made = await ask(server, 'POST', '/me/contactFolders', { body: { displayName: 'Friends' } });
    const id = textOf(made.json, 'id');
    const below = await deltaRound(server, `/me/contactFolders/${id}/childFolders/delta`);
    await ask(server, 'POST', `/me/contactFolders/${id}/childFolders`, { body: { displayName: 'Close' } });
    const children = await deltaRound(server, below.link);
    expect(children.rows.map(({ displayName, parentFolderId }) => [displayName, parentFolderId])).toEqual([
      ['Close', id],
    ]);
    await ask(server, 'DELETE', `/me/contactFolders/${id}`);
    expect((await deltaRound(server, top.link)).rows).toEqual([
      { '@odata.type': '#microsoft.graph.contactFolder', id, '@removed': { reason: 'deleted' } },
    ]);
  });

  it('can be listed without the default one', async () => {
    server.control.setSwitches({ folderListOmitsDefault: true });
    expect((await deltaRound(server, '/me/contactFolders/delta')).rows).toEqual([]);
    expect(rowsOf(await ask(server, 'GET', '/me/contactFolders'))).toEqual([]);
    const [contact] = rowsOf(await ask(server, 'GET', '/me/contacts?$top=1'));
    const found = await ask(server, 'GET', `/me/contactFolders/${String(contact?.['parentFolderId'])}`);
    expect(found.json['displayName']).toBe('Contacts');
  });
});
