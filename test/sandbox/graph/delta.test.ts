import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, codeOf, deltaRound, rowsOf, seedContact, startGraph, textOf } from './graph-server.ts';
import type { GraphServer, Json } from './graph-server.ts';

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
const removed = (id: string, reason = 'deleted'): Json => ({
  '@odata.type': '#microsoft.graph.contact',
  id,
  '@removed': { reason },
});
const otherFolder = (): string => String(server.control.createFolder('ana', 'Other')['id']);

describe('a delta round', () => {
  it('enumerates all, page by page, and then says what changed since', async () => {
    const first = await deltaRound(server, start, { prefer: 'odata.maxpagesize=2, IdType="ImmutableId"' });
    expect([first.rows.length, first.pages]).toEqual([5, 3]);
    expect((await deltaRound(server, first.link)).rows).toEqual([]);
    server.control.editContact('ana', idOf(1), { jobTitle: 'CTO' });
    const gone = idOf(0);
    server.control.deleteContact('ana', gone);
    const created = server.control.createContact('ana', { givenName: 'New' });
    const { rows } = await deltaRound(server, first.link);
    expect(rows.map(({ jobTitle, givenName, '@removed': left }) => [givenName, jobTitle, left])).toEqual([
      ['Given1', 'CTO', undefined],
      [undefined, undefined, { reason: 'deleted' }],
      ['New', null, undefined],
    ]);
    expect(rows[1]).toEqual(removed(gone));
    expect(rows[2]).toMatchObject({
      '@odata.type': '#microsoft.graph.contact',
      id: created['id'],
      '@odata.etag': created['@odata.etag'],
    });
  });

  it('has a nextLink or a deltaLink, never both, in the form of the service', async () => {
    const answer = await ask(server, 'GET', `${start}?$select=displayName,emailAddresses`, {
      headers: { prefer: 'odata.maxpagesize=4' },
    });
    expect(answer.headers['preference-applied']).toBe('odata.track-changes');
    expect(answer.json['@odata.context']).toBe(
      'https://graph.microsoft.com/v1.0/$metadata#Collection(contact)',
    );
    expect(textOf(answer.json, '@odata.nextLink')).toMatch(
      new RegExp(
        `^https://graph\\.microsoft\\.com/v1\\.0/me/contactFolders\\('${folder}'\\)/contacts/delta\\?\\$skiptoken=`,
      ),
    );
    expect(answer.json).not.toHaveProperty('@odata.deltaLink');
    expect(Object.keys(rowsOf(answer)[0] ?? {}).toSorted()).toEqual([
      '@odata.etag',
      '@odata.type',
      'displayName',
      'emailAddresses',
      'id',
    ]);
  });

  it('keeps the options of the first call in the token, but not the headers', async () => {
    const { link } = await deltaRound(server, `${start}?$select=givenName`);
    server.control.editContact('ana', idOf(1), { jobTitle: 'CTO' });
    const { rows } = await deltaRound(server, link, {});
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(['@odata.etag', '@odata.type', 'givenName', 'id']);
    expect(rows[0]?.['id']).not.toBe(idOf(1));
  });

  it('answers the four spellings, /me/contacts/delta and /users/{id} alike', async () => {
    const owners = ['/me', '/users/ana@contoso.example'];
    const spellings = ['delta', 'delta()', 'microsoft.graph.delta()', 'microsoft.graph.delta'];
    const paths = owners.flatMap((owner) =>
      spellings.flatMap((name) => [
        `${owner}/contacts/${name}`,
        `${owner}/contactFolders('${folder}')/contacts/${name}`,
      ]),
    );
    const rounds = await Promise.all(paths.slice(0, 4).map((path) => deltaRound(server, path)));
    for (const path of paths.slice(4)) rounds.push(await deltaRound(server, path));
    for (const { rows } of rounds) expect(rows).toEqual(rounds[0]?.rows);
  });

  it('gives a page of ten when nothing is preferred', async () => {
    for (let number = 0; number < 7; number += 1)
      server.control.createContact('ana', { givenName: String(number) });
    expect(rowsOf(await ask(server, 'GET', start))).toHaveLength(10);
  });

  it.each(['$filter=x', '$orderby=x', '$expand=x', '$search=x'])(
    'refuses %s with 400 ErrorInvalidUrlQuery',
    async (query) => {
      const answer = await ask(server, 'GET', `${start}?${query}`);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'ErrorInvalidUrlQuery']);
    },
  );

  it('shows in the next round what changes while this one runs', async () => {
    const page = await ask(server, 'GET', start, {
      headers: { prefer: 'odata.maxpagesize=2, IdType="ImmutableId"' },
    });
    const late = idOf(0);
    server.control.editContact('ana', late, { jobTitle: 'late' });
    const rest = await deltaRound(server, textOf(page.json, '@odata.nextLink'));
    expect(rest.rows.map(({ id }) => id)).not.toContain(late);
    expect((await deltaRound(server, rest.link)).rows.map(({ id }) => id)).toEqual([late]);
  });

  it('shows the same again when the same link is asked again', async () => {
    const { link } = await deltaRound(server, start);
    server.control.editContact('ana', idOf(1), { jobTitle: 'CTO' });
    const once = await deltaRound(server, link);
    expect((await deltaRound(server, link)).rows).toEqual(once.rows);
  });

  it('gives no row for an open extension', async () => {
    const { link } = await deltaRound(server, start);
    await ask(server, 'POST', `/me/contacts/${idOf(0)}/extensions`, {
      body: { extensionName: 'com.example' },
    });
    expect((await deltaRound(server, link)).rows).toEqual([]);
  });
});

describe('a move', () => {
  it('removes the contact from the one folder and brings it into the other, under the same immutable id', async () => {
    const other = otherFolder();
    const there = await deltaRound(server, `/me/contactFolders/${other}/contacts/delta`);
    const here = await deltaRound(server, start);
    const id = idOf(0);
    server.control.moveContact('ana', id, other);
    expect((await deltaRound(server, here.link)).rows).toEqual([removed(id)]);
    expect((await deltaRound(server, there.link)).rows.map((row) => row['id'])).toEqual([id]);
  });

  it('names the removed contact by the id it had here when normal ids are asked for', async () => {
    const { link, rows } = await deltaRound(server, start, {});
    server.control.moveContact('ana', idOf(0), otherFolder());
    expect((await deltaRound(server, link, {})).rows).toEqual([removed(String(rows[0]?.['id']))]);
  });

  it('and back is an ordinary change, or a loss for ever when switched', async () => {
    const other = otherFolder();
    const thereAndBack = (id: string): void => {
      server.control.moveContact('ana', id, other);
      server.control.moveContact('ana', id, folder);
    };
    const { link } = await deltaRound(server, start);
    const id = idOf(0);
    thereAndBack(id);
    const back = await deltaRound(server, link);
    expect(back.rows.map((row) => [row['id'], row['@removed']])).toEqual([[id, undefined]]);
    server.control.setSwitches({ deltaLosesMovedBack: true });
    thereAndBack(id);
    const lost = await deltaRound(server, back.link);
    expect(lost.rows).toEqual([removed(id)]);
    server.control.editContact('ana', id, { jobTitle: 'unseen' });
    expect((await deltaRound(server, lost.link)).rows).toEqual([]);
    expect((await ask(server, 'GET', `/me/contacts/${id}`)).json['parentFolderId']).toBe(folder);
  });

  it.each([
    ['changed', [{ reason: 'changed' }]],
    ['nothing', []],
  ])('can be told as %s', async (deltaMovedReason, reasons) => {
    const { link } = await deltaRound(server, start);
    server.control.setSwitches({ deltaMovedReason });
    server.control.moveContact('ana', idOf(0), otherFolder());
    expect((await deltaRound(server, link)).rows.map((row) => row['@removed'])).toEqual(reasons);
  });
});

describe('a forgotten token', () => {
  it('answers 410 with a Location that begins anew', async () => {
    const { link } = await deltaRound(server, start);
    server.control.expireDelta('ana');
    const answer = await ask(server, 'GET', link);
    expect([answer.status, codeOf(answer)]).toEqual([410, 'SyncStateNotFound']);
    expect(String((answer.json['error'] as Json)['message'])).toMatch(
      /^The sync state generation is not found; generation=\d+;\[highest=\d+\]/,
    );
    expect(answer.headers['location']).toBe(
      `https://graph.microsoft.com/v1.0/me/contactFolders('${folder}')/contacts/delta?$deltatoken=`,
    );
    expect((await deltaRound(server, String(answer.headers['location']))).rows).toHaveLength(5);
  });

  it('is one that fell out of the small memory, oldest first', async () => {
    server.control.setSwitches({ deltaTokenCacheSize: 2 });
    const links: string[] = [(await deltaRound(server, start)).link];
    for (let number = 0; number < 2; number += 1) {
      server.control.editContact('ana', idOf(0), { jobTitle: String(number) });
      links.push((await deltaRound(server, links.at(-1) ?? '')).link);
    }
    const answers = [];
    for (const link of links.toReversed()) answers.push((await ask(server, 'GET', link)).status);
    expect(answers).toEqual([200, 200, 410]);
  });

  it('of a folder or a mailbox that is not the one of the path is 400 SyncStateInvalid', async () => {
    const { link } = await deltaRound(server, start);
    const token = link.slice(link.indexOf('?'));
    const answers = [
      await ask(server, 'GET', `/me/contactFolders/delta${token}`),
      await ask(server, 'GET', `${start}?$deltatoken=nonsense`),
    ];
    expect(answers.map(codeOf)).toEqual(['SyncStateInvalid', 'SyncStateInvalid']);
  });

  it('can answer with an empty success', async () => {
    const { link } = await deltaRound(server, start);
    server.control.editContact('ana', idOf(0), { jobTitle: 'unseen' });
    server.control.expireDelta();
    server.control.setSwitches({ deltaStaleSuccess: true });
    const stale = await deltaRound(server, link);
    expect(stale.rows).toEqual([]);
    expect((await deltaRound(server, stale.link)).rows).toEqual([]);
  });
});
