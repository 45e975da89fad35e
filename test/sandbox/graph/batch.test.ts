import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, codeOf, rowsOf, startGraph, textOf } from './graph-server.ts';
import type { Answer, GraphServer, Json } from './graph-server.ts';

let server: GraphServer;
beforeEach(async () => {
  server = await startGraph();
});
afterEach(async () => {
  await server.end();
});

const jsonHeaders = { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId"' };
const batch = (requests: readonly unknown[]): Promise<Answer> =>
  ask(server, 'POST', '/$batch', { body: { requests } });
const create = (id: string, givenName = id): Json => ({
  id,
  method: 'POST',
  url: '/me/contacts',
  headers: jsonHeaders,
  body: { givenName },
});
const responses = ({ json }: Answer): Json[] =>
  (json['responses'] as Json[]).toSorted((left, right) =>
    String(left['id']).localeCompare(String(right['id'])),
  );
const statuses = (answer: Answer): unknown[] => responses(answer).map(({ status }) => status);
const names = async (): Promise<unknown[]> =>
  rowsOf(await ask(server, 'GET', '/me/contacts?$top=50')).map(({ givenName }) => givenName);

describe('$batch', () => {
  it('carries out twenty requests and answers each by its id', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `n${String(index).padStart(2, '0')}`);
    const answer = await batch(ids.map((id) => create(id)));
    expect([answer.status, responses(answer).map(({ id }) => id), new Set(statuses(answer))]).toEqual([
      200,
      ids,
      new Set([201]),
    ]);
    expect((await names()).toSorted()).toEqual(ids);
  });

  it('uses the headers of each item', async () => {
    const made = responses(await batch([create('1', 'Ada')]))[0] ?? {};
    const contact = made['body'] as Json;
    const url = `/me/contacts/${textOf(contact, 'id')}`;
    const etag = textOf(contact, '@odata.etag');
    const patch = (id: string, ifMatch: string): Json => ({
      id,
      method: 'patch',
      url,
      headers: { ...jsonHeaders, 'If-Match': ifMatch },
      body: { jobTitle: id },
    });
    const answer = await batch([
      patch('1', 'W/"old"'),
      { id: '2', method: 'GET', url: url.slice(1) },
      patch('3', etag),
    ]);
    expect(statuses(answer)).toEqual([412, 200, 200]);
    const [stale = {}, read = {}, written = {}] = responses(answer);
    expect(stale['headers']).toMatchObject({ 'Content-Type': 'application/json' });
    expect((stale['body'] as Json)['error']).toMatchObject({ code: 'ErrorIrresolvableConflict' });
    expect([(read['body'] as Json)['id'] === contact['id'], (written['body'] as Json)['id']]).toEqual([
      false,
      contact['id'],
    ]);
    const removed = responses(await batch([{ id: '1', method: 'DELETE', url }]))[0];
    expect(removed).toEqual({ id: '1', status: 204, headers: {} });
  });

  it('takes encoded queries, a filter by value too', async () => {
    await batch([create('1', 'Ada'), create('2', 'Bea')]);
    const answer = await batch([
      {
        id: '1',
        method: 'GET',
        url: `/me/contacts?$filter=${encodeURIComponent("givenName eq 'Bea'")}&$select=givenName`,
      },
    ]);
    expect(
      ((responses(answer)[0]?.['body'] as Json)['value'] as Json[]).map(({ givenName }) => givenName),
    ).toEqual(['Bea']);
  });

  it('does what depends on another after it, and not at all when that failed', async () => {
    const answer = await batch([
      { ...create('3'), dependsOn: ['2'] },
      { ...create('2'), dependsOn: ['1'] },
      { id: '1', method: 'GET', url: '/me/contacts/none' },
      { ...create('5'), dependsOn: ['4'] },
      create('4'),
    ]);
    expect(statuses(answer)).toEqual([404, 424, 424, 201, 201]);
    expect(await names()).toEqual(['4', '5']);
  });

  it.each([
    ['21 requests', Array.from({ length: 21 }, (_, index) => create(String(index)))],
    ['no request', []],
    ['two ids that differ in case only', [create('a'), create('A')]],
    ['a request without a url', [{ id: '1', method: 'GET' }]],
    ['a method that is none', [{ id: '1', method: 'LIST', url: '/me' }]],
    ['a body without a Content-Type', [{ id: '1', method: 'POST', url: '/me/contacts', body: {} }]],
    ['dependence on a stranger', [{ ...create('1'), dependsOn: ['9'] }]],
    [
      'dependence in a circle',
      [
        { ...create('1'), dependsOn: ['2'] },
        { ...create('2'), dependsOn: ['1'] },
      ],
    ],
  ])('refuses %s with 400 and does nothing', async (_name, requests) => {
    const answer = await batch(requests);
    expect([answer.status, codeOf(answer), await names()]).toEqual([400, 'BadRequest', []]);
  });

  it('refuses a batch in a batch and an unknown path, each by itself', async () => {
    expect(
      statuses(
        await batch([
          { id: '1', method: 'POST', url: '/$batch', headers: jsonHeaders, body: {} },
          { id: '2', method: 'GET', url: '/me/nothing' },
          { id: '3', method: 'GET', url: '/me' },
        ]),
      ),
    ).toEqual([400, 400, 200]);
  });

  it('lets a fault hit one item and not the batch', async () => {
    server.faults.add({ method: 'POST', path: '/v1.0/me/contacts', status: 503, retryAfter: 7, count: 1 });
    server.faults.add({ method: 'POST', path: '*/me/contacts', drop: 'after', count: 1 });
    const answer = await batch([create('1'), create('2'), create('3')]);
    expect(statuses(answer)).toEqual([503, 504, 201]);
    expect(responses(answer)[0]?.['headers']).toMatchObject({ 'Retry-After': '7' });
    expect(await names()).toEqual(['2', '3']);
  });
});

describe('throttling', () => {
  it('refuses the fifth request in flight with 429 ApplicationThrottled and a time to wait', async () => {
    server.control.setSwitches({ latencyMs: 50, retryAfterSeconds: 3 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(server, 'GET', '/me/contacts')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect([refused.map(codeOf)[0], refused[0]?.headers['retry-after']]).toEqual([
      'ApplicationThrottled',
      '3',
    ]);
    expect((await ask(server, 'GET', '/me/contacts')).status).toBe(200);
  });

  it('counts each mailbox and each batch item by itself', async () => {
    server.control.setSwitches({ latencyMs: 50 });
    const list = { method: 'GET', url: '/me/contacts' };
    const twenty = Array.from({ length: 20 }, (_, index) => ({
      ...list,
      id: String(index).padStart(2, '0'),
    }));
    const alone = await batch(twenty);
    expect(new Set(statuses(alone))).toEqual(new Set([200]));
    const other = { headers: { authorization: 'Bearer user|ben|Contacts.Read' } };
    const [both, ben] = await Promise.all([
      Promise.all([batch(twenty), batch(twenty)]),
      ask(server, 'GET', '/me/contacts', other),
    ]);
    expect(ben.status).toBe(200);
    const items = both.flatMap((answer) => responses(answer));
    const refused = items.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.['headers']).toMatchObject({ 'Retry-After': '2' });
  });

  it('refuses what exceeds the window, and serves again when the bucket has refilled', async () => {
    server.control.setSwitches({ requestsPerWindow: 3, windowMs: 30_000 });
    const answers: number[] = [];
    for (let number = 0; number < 4; number += 1)
      answers.push((await ask(server, 'GET', '/me/contacts')).status);
    const refused = await ask(server, 'GET', '/me/contacts');
    server.advance(Number(refused.headers['retry-after']) * 1_000);
    answers.push((await ask(server, 'GET', '/me/contacts')).status);
    expect(answers).toEqual([200, 200, 200, 429, 200]);
  });

  it('refuses a throttled mailbox most of the time', async () => {
    const statusesOfSlow: number[] = [];
    const headers = { authorization: 'Bearer user|slow|Contacts.Read' };
    for (let number = 0; number < 8; number += 1)
      statusesOfSlow.push((await ask(server, 'GET', '/me/contacts', { headers })).status);
    expect(statusesOfSlow.filter((status) => status === 200)).toHaveLength(1);
    expect(statusesOfSlow.filter((status) => status === 429)).toHaveLength(7);
  });
});
