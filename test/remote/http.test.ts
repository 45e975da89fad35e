import { describe, expect, it } from '@jest/globals';
import { SyncError } from '../../src/sync/model/error.ts';
import { authenticated, claimsChallenge } from '../../src/remote/http/authenticated.ts';
import { repeating } from '../../src/remote/http/repeating.ts';
import { createRequestGate, gated } from '../../src/remote/http/request-gate.ts';
import { createRequestMeter } from '../../src/remote/http/request-meter.ts';
import { retryAfterMs } from '../../src/remote/http/retry-after.ts';
import { createSendOnce } from '../../src/remote/http/send-once.ts';
import { createServerClock } from '../../src/remote/http/server-clock.ts';
import { fakeClock, never, scriptedFetch } from './scripted-fetch.ts';
import type { HttpRequest, Send } from '../../src/remote/http/http-request.ts';
import type { TokenOptions } from '../../src/remote/http/authenticated.ts';
import type { FakeClock, Script } from './scripted-fetch.ts';

const BASE = 'https://service.example/api';
const request: HttpRequest = {
  method: 'GET',
  url: `${BASE}/things`,
  headers: {},
  body: null,
  signal: never,
  isRepeatable: true,
  items: 1,
  slots: 1,
};

interface Rig {
  readonly send: Send;
  readonly seen: ReturnType<typeof scriptedFetch>['seen'];
  readonly clock: FakeClock;
  readonly tokens: (TokenOptions | undefined)[];
  readonly meter: ReturnType<typeof createRequestMeter>;
}

function rig(script: Script): Rig {
  const { fetch, seen } = scriptedFetch(script);
  const clock = fakeClock();
  const meter = createRequestMeter();
  const gate = createRequestGate(4);
  const tokens: (TokenOptions | undefined)[] = [];
  const once = createSendOnce({
    side: 'sales',
    baseUrl: BASE,
    fetch,
    clock,
    meter,
    serverClock: createServerClock(),
  });
  const layers = [
    repeating({ side: 'sales', clock, gate, meter }),
    authenticated((options) => {
      tokens.push(options);
      return Promise.resolve(`token-${String(tokens.length)}`);
    }, 'sales'),
    gated({ gate, clock, meter, side: 'sales' }),
  ];
  return { send: layers.reduceRight<Send>((next, layer) => layer(next), once), seen, clock, tokens, meter };
}

const codeOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof SyncError ? [error.code, error.facts.retryAfterMs ?? null] : error),
  );

describe('sending', () => {
  it('repeats a GET after a 503 and honours Retry-After whole', async () => {
    const { send, seen, clock, meter } = rig([
      { status: 503, headers: { 'retry-after': '7' } },
      { status: 200, text: 'ok' },
    ]);
    await expect(send(request)).resolves.toMatchObject({ status: 200, text: 'ok' });
    expect([seen.length, clock.slept]).toEqual([2, [7000]]);
    expect(meter.read(clock.nowMs())).toEqual({ requests: 2, busyMs: 0, throttledMs: 7000 });
  });

  it('gives a throttled GET up after four attempts', async () => {
    const { send, seen } = rig(Array.from({ length: 4 }, () => ({ status: 429 })));
    await expect(codeOf(send(request))).resolves.toEqual(['throttled', null]);
    expect(seen).toHaveLength(4);
  });

  it('does not wait out a Retry-After of hours, and says how long it is', async () => {
    const { send, seen } = rig([{ status: 429, headers: { 'retry-after': '3600' } }]);
    await expect(codeOf(send(request))).resolves.toEqual(['throttled', 3_600_000]);
    await expect(codeOf(send(request))).resolves.toEqual(['throttled', 3_600_000]);
    expect(seen).toHaveLength(1);
  });

  it('never repeats a write, but keeps everybody out until its Retry-After is over', async () => {
    const { send, seen, clock } = rig([
      { status: 429, headers: { 'retry-after': '5' } },
      { status: 200, text: 'ok' },
    ]);
    const write: HttpRequest = { ...request, method: 'PATCH', isRepeatable: false };
    await expect(send(write)).resolves.toMatchObject({ status: 429 });
    await expect(send(write)).resolves.toMatchObject({ status: 200 });
    expect([seen.length, clock.slept]).toEqual([2, [5000]]);
  });

  it('reports a lost write as unreachable after one attempt, a lost GET after four', async () => {
    const write = rig(['network-failure']);
    await expect(codeOf(write.send({ ...request, method: 'POST', isRepeatable: false }))).resolves.toEqual([
      'unreachable',
      null,
    ]);
    const read = rig(Array.from({ length: 4 }, () => 'network-failure' as const));
    await expect(codeOf(read.send(request))).resolves.toEqual(['unreachable', null]);
    expect([write.seen.length, read.seen.length]).toEqual([1, 4]);
  });

  it('asks for one fresh token after a 401, passes the claims challenge on, then needs a person', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    const challenge = `Bearer error="insufficient_claims", claims="${btoa(claims)}"`;
    const { send, seen, tokens } = rig([
      { status: 401, headers: { 'www-authenticate': challenge } },
      { status: 401 },
    ]);
    await expect(codeOf(send(request))).resolves.toEqual(['sign-in-needed', null]);
    expect(tokens).toEqual([undefined, { forceRefresh: true, claims }]);
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('sends no token to another origin', async () => {
    const { send, seen } = rig([]);
    await expect(codeOf(send({ ...request, url: 'https://evil.example/api/things' }))).resolves.toEqual([
      'malformed',
      null,
    ]);
    expect(seen).toEqual([]);
  });

  it('follows no redirect', async () => {
    const { send, seen } = rig([{ status: 302, headers: { location: 'https://login.example/' } }]);
    await expect(codeOf(send(request))).resolves.toEqual(['malformed', null]);
    expect(seen).toHaveLength(1);
  });

  it('ends with `cancelled` when the run is cancelled in flight', async () => {
    const controller = new AbortController();
    const send = createSendOnce({
      side: 'sales',
      baseUrl: BASE,
      clock: fakeClock(),
      meter: createRequestMeter(),
      serverClock: createServerClock(),
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => {
            reject(new DOMException('aborted', 'AbortError'));
          });
        }),
    });
    const pending = codeOf(send({ ...request, signal: controller.signal }));
    controller.abort();
    await expect(pending).resolves.toEqual(['cancelled', null]);
  });

  it('[I29] sends nothing for a run whose lease ended while the request waited (F28)', async () => {
    let isHeld = true;
    let sent = 0;
    const send = createSendOnce({
      side: 'sales',
      baseUrl: BASE,
      clock: fakeClock(),
      meter: createRequestMeter(),
      serverClock: createServerClock(),
      fetch: (_input, init) => {
        if (init?.signal?.aborted === true) return Promise.reject(new DOMException('aborted', 'AbortError'));
        sent += 1;
        return Promise.resolve(new Response('{}'));
      },
    });
    // It tells by asking only, as the engine's own signal does.
    const underLease = {
      get aborted() {
        return !isHeld;
      },
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
    await send({ ...request, signal: underLease });
    isHeld = false;
    await expect(codeOf(send({ ...request, signal: underLease }))).resolves.toEqual(['cancelled', null]);
    expect(sent).toBe(1);
  });
});

describe('the gate', () => {
  it('lets four requests in, and a batch only alone', async () => {
    const gate = createRequestGate(4);
    const entered: string[] = [];
    const enter = async (name: string, slots: number): Promise<() => void> => {
      const leave = await gate.enter(slots, never);
      entered.push(name);
      return leave;
    };
    const singles = await Promise.all(['a', 'b', 'c'].map((name) => enter(name, 1)));
    const batch = enter('batch', 4);
    const late = enter('late', 1);
    expect(entered).toEqual(['a', 'b', 'c']);
    for (const leave of singles) leave();
    const leaveBatch = await batch;
    expect(entered).toEqual(['a', 'b', 'c', 'batch']);
    leaveBatch();
    await late;
    expect(entered).toEqual(['a', 'b', 'c', 'batch', 'late']);
  });

  it('forgets who is cancelled while waiting', async () => {
    const gate = createRequestGate(1);
    const leave = await gate.enter(1, never);
    const controller = new AbortController();
    const waiting = gate.enter(1, controller.signal);
    const next = gate.enter(1, never);
    controller.abort();
    await expect(codeOf(waiting)).resolves.toEqual(['cancelled', null]);
    leave();
    await expect(next).resolves.toBeInstanceOf(Function);
  });
});

describe('the gate of a service that asks for patience', () => {
  it('[I27] is closed before the slot of the refused request is free', async () => {
    const { send, seen, clock } = rig([
      { status: 429, headers: { 'retry-after': '9' } },
      ...Array.from({ length: 5 }, () => () => ({
        status: 200,
        headers: { 'x-sent-at': String(clock.nowMs()) },
      })),
    ]);
    const startMs = clock.nowMs();
    const write = { ...request, method: 'POST', isRepeatable: false } as const;
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(write)));
    expect(seen).toHaveLength(6);
    const sentMs = answers.map(({ headers }) => Number(headers.get('x-sent-at') ?? startMs) - startMs);
    // Three were on their way already; the two that queued waited.
    expect(sentMs.filter((ms) => ms >= 9_000)).toHaveLength(2);
  });

  it.each([503, 429])('[I27] stays closed after a %i to a write', async (status) => {
    const { send, clock } = rig([{ status, headers: { 'retry-after': '8' } }, { status: 200 }]);
    await send({ ...request, method: 'POST', isRepeatable: false });
    await send(request);
    expect(clock.slept).toEqual([8_000]);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.UTC(2026, 0, 1);
  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30_000],
    // The server's clock is a day ahead of ours; its own Date header says so.
    [{ 'retry-after': 'Fri, 02 Jan 2026 00:00:30 GMT', date: 'Fri, 02 Jan 2026 00:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after': '-1' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('reads %j as %p ms', (headers, ms) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), nowMs)).toBe(ms);
  });
});

it('reads no claims from a header without any', () => {
  expect([
    claimsChallenge(null),
    claimsChallenge('Bearer realm=""'),
    claimsChallenge('claims="%%%"'),
  ]).toEqual([null, null, null]);
});
