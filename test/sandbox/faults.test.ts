// Ordered faults over a real socket: `inject` of Fastify has none that could be cut.
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { matchesGlob } from '../../src/sandbox/faults/fault.ts';
import { createFaults } from '../../src/sandbox/faults/faults.ts';
import { installFaults } from '../../src/sandbox/faults/install-faults.ts';
import { isLoopback } from '../../src/sandbox/faults/loopback.ts';

let app: FastifyInstance;
let origin: string;
let handled: string[];

beforeEach(async () => {
  handled = [];
  app = Fastify({ forceCloseConnections: true });
  installFaults(app, {
    faults: createFaults(),
    prefix: '/graph',
    answer: (status) => ({ error: { code: `E${status}` } }),
  });
  app.all('/things/*', (request) => {
    handled.push(`${request.method} ${request.url}`);
    return { ok: true };
  });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await app.close();
});

async function order(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const get = async (path: string): Promise<Response> => fetch(origin + path);

describe('ordered faults', () => {
  it('answers with the status and the body of the server, as often as ordered, before the handler acts', async () => {
    expect(
      (await order({ method: 'get', path: '/graph/things/*', status: 429, retryAfter: 3, count: 2 })).status,
    ).toBe(201);
    for (let times = 0; times < 2; times += 1) {
      const response = await get('/things/1?x=y');
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
      expect(await response.json()).toEqual({ error: { code: 'E429' } });
    }
    expect((await get('/things/1')).status).toBe(200);
    expect(handled).toEqual(['GET /things/1']);
  });

  it('cuts the connection before the handler acts', async () => {
    await order({ method: 'GET', path: '/things/1', drop: 'before', count: 1 });
    await expect(get('/things/1')).rejects.toThrow('fetch failed');
    expect(handled).toEqual([]);
  });

  it('cuts the connection after the handler has acted', async () => {
    await order({ method: 'GET', path: '/things/1', drop: 'after', count: 1 });
    await expect(get('/things/1')).rejects.toThrow('fetch failed');
    expect(handled).toEqual(['GET /things/1']);
  });

  it('delays and then lets the handler act', async () => {
    await order({ method: 'GET', path: '/things/1', delayMs: 50, count: 1 });
    const startedAtMs = performance.now();
    expect((await get('/things/1')).status).toBe(200);
    expect(performance.now() - startedAtMs).toBeGreaterThan(45);
  });

  it('lists what is left and forgets all on DELETE', async () => {
    await order({ method: 'GET', path: '/things/1', status: 503, count: 2 });
    await get('/things/1');
    const list = (await (await get('/faults')).json()) as { faults: object[] };
    expect(list.faults).toEqual([
      { id: 1, method: 'GET', path: '/things/1', status: 503, count: 1, hits: 1 },
    ]);
    expect((await fetch(`${origin}/faults`, { method: 'DELETE' })).status).toBe(204);
    expect((await get('/things/1')).status).toBe(200);
  });

  it.each([
    [{ method: 'GET', path: '/x' }, ['status']],
    [{ method: 'GET', path: '/x', delayMs: 1, retryAfter: 2 }, ['retryAfter']],
    [{ method: 'GET', path: '/x', status: 200, count: 0, colour: 'red' }, ['status', 'count', 'colour']],
    [{ method: 'GET', path: '/x', status: 500, drop: 'after' }, ['drop']],
    [[], ['body']],
  ])('refuses %j with 400 and the fields %j', async (body, fields) => {
    const response = await order(body);
    const answer = (await response.json()) as { fields: { field: string }[] };
    expect([response.status, answer.fields.map(({ field }) => field)]).toEqual([400, fields]);
  });

  it('obeys no page of another site', async () => {
    const body = { method: 'GET', path: '*', status: 500, count: 1 };
    expect((await order(body, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await order(body, { origin: 'https://localhost:3000' })).status).toBe(201);
  });

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.0.2.1', false],
    ['::ffff:192.0.2.1', false],
    ['', false],
  ])('takes an order from %s: %s', (remoteAddress, expected) => {
    expect(isLoopback({ raw: { socket: { remoteAddress } }, headers: {} })).toBe(expected);
  });
});

describe('globs of paths', () => {
  it.each([
    ['/me/contacts', '/me/contacts', true],
    ['/me/contacts', '/me/contacts/1', false],
    ['/me/*', '/me/contacts/1', true],
    ['*', '/', true],
    ['/a.b', '/aXb', false],
    ['/a?c', '/abc', true],
    ["/users('*')", "/users('1')", true],
  ])('%s against %s is %s', (glob, path, expected) => {
    expect(matchesGlob(glob, path)).toBe(expected);
  });
});
