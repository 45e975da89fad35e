// Answers that no sandbox gives: partial rows, malformed records, incomplete batches. Scripted answer by answer.
import { describe, expect, it } from '@jest/globals';
import { createSalesRemote } from '../../../src/remote/sales/sales-remote.ts';
import { codeOf, fakeClock, never, scriptedFetch } from '../scripted-fetch.ts';
import { refTo, writesTo } from '../writes.ts';
import type { Cursor, FeedId, InstanceId } from '../../../src/sync/model/ids.ts';
import type { Feed } from '../../../src/sync/model/change.ts';
import type { SalesRemote } from '../../../src/sync/ports/remote.ts';
import type { Script, ScriptedFetch } from '../scripted-fetch.ts';

const INSTANCE = 'i1' as InstanceId;
let services = 0;

function sales(script: Script): { remote: SalesRemote; seen: ScriptedFetch['seen'] } {
  const { fetch, seen } = scriptedFetch(script);
  services += 1;
  const remote = createSalesRemote({
    baseUrl: `https://sales-${String(services)}.example`,
    getToken: () => Promise.resolve('t'),
    fetch,
    clock: fakeClock(),
    salesUser: 'ana',
    instance: INSTANCE,
    frameworkVersion: 4,
  });
  return { remote, seen };
}

const feedOf = (side: Feed['side']): Feed => ({
  id: `${side}:contact:default` as FeedId,
  side,
  kind: 'contact',
});

const salesPage = (items: unknown[], more: object = {}): Script[number] => ({
  status: 200,
  headers: { date: 'Sat, 21 Nov 2026 12:00:00 GMT' },
  text: JSON.stringify({
    items,
    count: items.length,
    hasMore: false,
    limit: 200,
    offset: 0,
    links: [],
    ...more,
  }),
});
const item = (id: string | number, more: object = {}): object => ({
  PartyId: id,
  PartyNumber: `P${String(id)}`,
  LastUpdateDate: '2026-11-21T11:59:00.482+00:00',
  ...more,
});
const windowCursor = JSON.stringify({ v: 1, atMs: Date.UTC(2026, 10, 21, 11), page: null }) as Cursor;

describe('a Sales page', () => {
  it('keeps ids exact whether they come as numbers or as strings', async () => {
    const { remote, seen } = sales([
      {
        status: 200,
        text: '{"items":[{"PartyId":900719925474099312,"PartyNumber":"P","LastUpdateDate":"2026-11-21T11:59:00Z"},{"PartyId":"900719925474099313","PartyNumber":"Q","LastUpdateDate":"2026-11-21T11:59:00Z"}],"count":2,"hasMore":false}',
      },
    ]);
    const page = await remote.pullPage(feedOf('sales'), windowCursor, never);
    expect(page.changes).toMatchObject([
      { record: { id: '900719925474099312' } },
      { record: { id: '900719925474099313' } },
    ]);
    expect(seen[0]?.headers.get('rest-framework-version')).toBe('4');
    expect(seen[0]?.url.searchParams.get('q')).toBe(
      "LastUpdateDate>='2026-11-21T10:57:00.000Z' and PartyStatus in ('A','I')",
    );
  });

  it('names a malformed record and returns the others', async () => {
    const { remote } = sales([salesPage([item(1), item(2, { FirstName: { no: 'text' } })])]);
    const page = await remote.pullPage(feedOf('sales'), windowCursor, never);
    expect([page.changes.length, page.malformed]).toEqual([1, ['2']]);
  });

  it('leaves the watermark 30 s behind the server, and never moves it back', async () => {
    const { remote } = sales([salesPage([])]);
    const page = await remote.pullPage(feedOf('sales'), windowCursor, never);
    expect(JSON.parse(page.next)).toEqual({ v: 1, atMs: Date.UTC(2026, 10, 21, 11, 59, 30), page: null });
    const later = JSON.stringify({ v: 1, atMs: Date.UTC(2030, 0, 1), page: null }) as Cursor;
    const again = sales([salesPage([])]);
    expect(JSON.parse((await again.remote.pullPage(feedOf('sales'), later, never)).next)).toEqual(
      JSON.parse(later),
    );
  });

  it.each([
    ['a count that is not that of its items', salesPage([item(1)], { count: 2 })],
    ['more to come and nothing in it', salesPage([], { hasMore: true })],
    ['a row without an id', salesPage([{ PartyNumber: 'P' }])],
    ['HTML of a sign-in page', { status: 200, text: '<html>' }],
  ] as const)('is malformed with %s', async (_name, answer) => {
    const { remote } = sales([answer]);
    await expect(codeOf(remote.pullPage(feedOf('sales'), windowCursor, never))).resolves.toBe('malformed');
  });
});

describe('a single Sales write', () => {
  const { create, update } = writesTo('sales', INSTANCE);

  it.each([
    [{ status: 400, text: '' }, { result: 'unknown' }],
    [{ status: 409 }, { result: 'unknown' }],
    [{ status: 504 }, { result: 'unknown' }],
    ['network-failure', { result: 'unknown' }],
    [{ status: 201, text: '{"PartyId"' }, { result: 'unknown' }],
    [
      { status: 400, json: { 'o:errorDetails': [{ detail: 'x', 'o:errorPath': '/MiddleName' }] } },
      { result: 'rejected', refusal: { cause: 'required-field-missing', attribute: 'middleName' } },
    ],
    [
      { status: 400, json: { 'o:errorDetails': [{ detail: 'x', 'o:errorPath': '/Custom_c' }] } },
      { result: 'rejected', refusal: { cause: 'required-field-missing', attribute: 'Custom_c' } },
    ],
    [
      { status: 400, text: 'plain text under version 3' },
      { result: 'rejected', refusal: { cause: 'field-rejected', attribute: null } },
    ],
  ] as const)('is sent once and judged by status and attribute: %j', async (answer, outcome) => {
    const { remote, seen } = sales([answer]);
    await expect(remote.write([create({ lastName: 'x' })], never)).resolves.toMatchObject([outcome]);
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Script[number], readonly string[]]>([
    ['an error', { status: 503 }, ['GET', 'PATCH', 'PATCH']],
    ['a lost answer', 'network-failure', ['GET', 'PATCH', 'PATCH']],
    ['a refusal of the outdated etag as nonsense', { status: 400, text: '{}' }, ['GET', 'PATCH']],
  ])('keeps what was written when %s is all that comes of probing If-Match', async (_, answer, next) => {
    const tagged = (tag: string): object =>
      item(7, { links: [{ rel: 'self', href: 'x/contacts/P7', properties: { changeIndicator: tag } }] });
    const { remote, seen } = sales([
      salesPage([tagged('A1')]),
      salesPage([tagged('A1')]),
      { status: 200, json: tagged('A2') },
      answer,
      salesPage([tagged('A2')]),
      { status: 200, json: tagged('A3') },
      { status: 412 },
    ]);
    const [read] = await remote.read('contact', [refTo('7')], never);
    if (read?.result !== 'found') throw new Error('not found');
    const [first] = await remote.write([update(read.record, { jobTitle: 'x' })], never);
    if (first?.result !== 'written') throw new Error('not written');
    expect(first.record.etag).toBe('A2');
    await expect(remote.write([update(first.record, { jobTitle: 'y' })], never)).resolves.toMatchObject([
      { result: 'written', record: { etag: 'A3' } },
    ]);
    expect(seen.slice(1, 4).map(({ headers }) => headers.get('if-match'))).toEqual([null, '"A1"', '"A1"']);
    expect(seen.slice(4).map(({ method }) => method)).toEqual(next);
  });

  it('[F34] compares by time of change where the service gives no ETag, and sends no If-Match', async () => {
    const { remote, seen } = sales([
      salesPage([item(7)]),
      salesPage([item(7)]),
      { status: 200, json: item(7) },
    ]);
    const [answer] = await remote.read('contact', [refTo('7')], never);
    if (answer?.result !== 'found') throw new Error('not found');
    await expect(remote.write([update(answer.record, { jobTitle: 'x' })], never)).resolves.toMatchObject([
      { result: 'written' },
    ]);
    expect(seen.map(({ method, headers }) => [method, headers.get('if-match')])).toEqual([
      ['GET', null],
      ['GET', null],
      ['PATCH', null],
    ]);
  });
});
