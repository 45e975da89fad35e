// Answers that no sandbox gives: partial rows, malformed records, incomplete batches. Scripted answer by answer.
import { describe, expect, it } from '@jest/globals';
import { createGraphRemote } from '../../../src/remote/graph/graph-remote.ts';
import { contactProperties } from '../../../src/remote/graph/wire.ts';
import { codeOf, fakeClock, never, scriptedFetch } from '../scripted-fetch.ts';
import { refTo, staleEtag, writesTo } from '../writes.ts';
import type { Cursor, FeedId, InstanceId } from '../../../src/sync/model/ids.ts';
import type { Feed } from '../../../src/sync/model/change.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { MicrosoftRemote } from '../../../src/sync/ports/remote.ts';
import type { Script, ScriptedFetch } from '../scripted-fetch.ts';

const INSTANCE = 'i1' as InstanceId;
const GRAPH = 'https://graph.microsoft.com/v1.0';
let services = 0;

function microsoft(script: Script): { remote: MicrosoftRemote; seen: ScriptedFetch['seen'] } {
  const { fetch, seen } = scriptedFetch(script);
  services += 1;
  const remote = createGraphRemote({
    baseUrl: `https://graph-${String(services)}.example/v1.0`,
    mailbox: { path: 'users', id: 'a b@x.example' },
    getToken: () => Promise.resolve('t'),
    fetch,
    clock: fakeClock(),
    categoryName: 'Shared',
    instance: INSTANCE,
  });
  return { remote, seen };
}

const feedOf = (side: Feed['side']): Feed => ({
  id: `${side}:contact:default` as FeedId,
  side,
  kind: 'contact',
});

function row(id: string, more: object = {}): object {
  const blank = Object.fromEntries(contactProperties.map((name) => [name, null]));
  return {
    ...blank,
    id,
    '@odata.etag': `W/"${id}"`,
    lastModifiedDateTime: '2026-01-01T00:00:00Z',
    parentFolderId: 'f',
    ...more,
  };
}
const deltaPage = (value: unknown[]): Script[number] => ({
  status: 200,
  json: { value, '@odata.deltaLink': `${GRAPH}/me/contacts/delta?$deltatoken=d1` },
});

describe('a Graph delta page', () => {
  it('[F24] reads partial rows again by id, and lets the last row of an id win', async () => {
    const { remote, seen } = microsoft([
      deltaPage([
        row('a'),
        { id: 'b', jobTitle: 'CTO' },
        { id: 'c', '@removed': { reason: 'deleted' } },
        { id: 'd', surname: 'gone before it was read' },
        { id: 'a', '@removed': { reason: 'changed' } },
      ]),
      {
        status: 200,
        json: {
          responses: [
            {
              id: '1',
              status: 404,
              headers: {},
              body: { error: { code: 'ErrorItemNotFound', message: '' } },
            },
            { id: '0', status: 200, headers: {}, body: row('b', { jobTitle: 'CTO' }) },
          ],
        },
      },
    ]);
    const page = await remote.pullPage(feedOf('microsoft'), null, never);
    expect(page).toMatchObject({ isComplete: true, next: `${GRAPH}/me/contacts/delta?$deltatoken=d1` });
    expect(page.changes.map((change) => (change.type === 'removed' ? change : change.record.id))).toEqual([
      { type: 'removed', id: 'c' },
      { type: 'removed', id: 'a' },
      'b',
      { type: 'removed', id: 'd' },
    ]);
    expect(seen.map(({ url }) => url.pathname)).toEqual([
      '/v1.0/users/a%20b%40x.example/contacts/delta',
      '/v1.0/$batch',
    ]);
    expect(seen[0]?.headers.get('prefer')).toBe('IdType="ImmutableId", odata.maxpagesize=200');
    expect(seen[1]?.body).toMatchObject({
      requests: [{ headers: { Prefer: expect.stringContaining('ImmutableId') } }, {}],
    });
  });

  it('[F16] reads an item by id that a page shows in two ways, and not one that it shows twice', async () => {
    const old = row('a', { jobTitle: 'CTO', '@odata.etag': 'W/"old"' });
    const { remote, seen } = microsoft([
      deltaPage([row('a', { jobTitle: 'CEO' }), old, row('b'), row('b'), row('a', { jobTitle: 'CEO' })]),
      {
        status: 200,
        json: { responses: [{ id: '0', status: 200, headers: {}, body: row('a', { jobTitle: 'CEO' }) }] },
      },
    ]);
    const { changes } = await remote.pullPage(feedOf('microsoft'), null, never);
    expect(
      changes.map(
        (change) => change.type === 'upserted' && [change.record.id, change.record.units['jobTitle']],
      ),
    ).toEqual([
      ['b', null],
      ['a', 'CEO'],
    ]);
    expect(seen).toHaveLength(2);
  });

  it('names a malformed record and returns the others', async () => {
    const { remote } = microsoft([deltaPage([row('a'), row('b', { surname: 7 })])]);
    const page = await remote.pullPage(feedOf('microsoft'), null, never);
    expect([page.changes.length, page.malformed]).toEqual([1, ['b']]);
  });

  it.each([
    ['a row without an id', deltaPage([{ surname: 'x' }])],
    ['no link at all', { status: 200, json: { value: [] } }],
    ['HTML', { status: 200, text: '<html>' }],
    ['another shape', { status: 200, json: { rows: [] } }],
  ] as const)('is malformed with %s', async (_name, answer) => {
    const { remote } = microsoft([answer]);
    await expect(codeOf(remote.pullPage(feedOf('microsoft'), null, never))).resolves.toBe('malformed');
  });

  it('[F33] ends a chain of pages that leads to itself', async () => {
    const link = `${GRAPH}/me/contacts/delta?$skiptoken=s1`;
    const { remote } = microsoft([{ status: 200, json: { value: [], '@odata.nextLink': link } }]);
    await expect(codeOf(remote.pullPage(feedOf('microsoft'), link as Cursor, never))).resolves.toBe(
      'cursor-expired',
    );
  });

  it('[F20] knows a dead cursor by its code too', async () => {
    const { remote } = microsoft([
      { status: 400, json: { error: { code: 'syncStateNotFound', message: '' } } },
    ]);
    await expect(codeOf(remote.pullPage(feedOf('microsoft'), null, never))).resolves.toBe('cursor-expired');
  });

  it('sends no token along a link to somewhere else', async () => {
    const { remote, seen } = microsoft([]);
    const link = 'https://evil.example/v1.0/me/contacts/delta' as Cursor;
    await expect(codeOf(remote.pullPage(feedOf('microsoft'), link, never))).resolves.toBe('malformed');
    expect(seen).toEqual([]);
  });
});

const record = (side: RemoteRecord['side']): RemoteRecord => ({
  ...refTo('7', 'P7'),
  side,
  kind: 'contact',
  etag: staleEtag,
  modifiedAtMs: 0,
  units: {},
  title: '',
  isShared: false,
  isReadOnly: false,
  isDeleted: false,
  marker: null,
});

describe('a Graph write batch', () => {
  const { create, remove } = writesTo('microsoft', INSTANCE);

  it('[F10] knows of each item only what the answer says', async () => {
    const writes = [
      create({ lastName: 'a' }),
      create({ lastName: 'b' }),
      create({ lastName: 'c' }),
      create({ lastName: 'd' }),
      remove(record('microsoft')),
    ];
    const item = (index: number, status: number, more: object = {}): object => ({
      id: writes[index]?.intentId,
      status,
      headers: {},
      body: null,
      ...more,
    });
    const { remote } = microsoft([
      {
        status: 200,
        json: {
          responses: [
            item(4, 204),
            item(3, 400, { body: { error: { code: 'ErrorPropertyTooLong', message: 'secret' } } }),
            item(2, 424),
            item(1, 429, { headers: { 'Retry-After': '11' } }),
          ],
        },
      },
    ]);
    expect(await remote.write(writes, never)).toEqual([
      { intentId: writes[0]?.intentId, result: 'unknown' },
      { intentId: writes[1]?.intentId, result: 'throttled', retryAfterMs: 11_000 },
      { intentId: writes[2]?.intentId, result: 'throttled', retryAfterMs: null },
      {
        intentId: writes[3]?.intentId,
        result: 'rejected',
        refusal: { cause: 'too-long', attribute: 'lastName', status: 400, requestId: null },
      },
      { intentId: writes[4]?.intentId, result: 'deleted' },
    ]);
  });

  it.each([
    ['network-failure', [{ result: 'unknown' }]],
    [{ status: 504 }, [{ result: 'unknown' }]],
    [{ status: 200, text: '{"responses":[' }, [{ result: 'unknown' }]],
    [{ status: 429, headers: { 'retry-after': '5' } }, [{ result: 'throttled', retryAfterMs: 5000 }]],
  ] as const)('is sent once, whatever comes back: %j', async (answer, outcomes) => {
    const { remote, seen } = microsoft([answer]);
    await expect(remote.write([create({ lastName: 'a' })], never)).resolves.toMatchObject(outcomes);
    expect(seen).toHaveLength(1);
  });

  it('ends the run when the mailbox refuses everything', async () => {
    const { remote } = microsoft([
      { status: 403, json: { error: { code: 'ErrorAccessDenied', message: '' } } },
    ]);
    await expect(codeOf(remote.write([create({ lastName: 'a' })], never))).resolves.toBe('access-denied');
  });
});
