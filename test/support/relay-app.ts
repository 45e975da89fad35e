// A relay on an embedded database behind a real port (Fastify's inject cannot be loaded by Jest: cookie 2 is ESM only),
// with tokens and short calls for tests.

import { createRelay } from '../../src/relay/app.ts';
import type { Relay } from '../../src/relay/app.ts';
import type { RelayOptions } from '../../src/relay/options.ts';
import type { SqlDatabase } from '../../src/database/sql-database.ts';
import { openRelayDatabase } from './relay-database.ts';
import { administratorClaims, createTestIssuer, runnerClaims } from './relay-tokens.ts';
import type { TestIssuer, TestPerson } from './relay-tokens.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

export interface TestRelay {
  readonly relay: Relay;
  readonly origin: string;
  readonly database: SqlDatabase;
  readonly issuer: TestIssuer;
  /** epoch ms; starts at the real time */
  readonly clock: { nowMs: number };
  /** Path below `/api/v1`. */
  call(token: string | null, method: Method, path: string, body?: object): Promise<Answer>;
  send(path: string, init?: RequestInit): Promise<Answer>;
  runner(person: TestPerson, tid?: string): Promise<string>;
  administrator(tid?: string): Promise<string>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
}

export async function startTestRelay(options: Partial<RelayOptions> = {}): Promise<TestRelay> {
  const clock = { nowMs: Date.now() };
  const issuer = await createTestIssuer(() => clock.nowMs);
  const database = options.database ?? (await openRelayDatabase());
  const relay = await createRelay({
    database,
    issuers: [issuer.trusted],
    paneDirectory: null,
    paneConfiguration: null,
    clock: () => clock.nowMs,
    logger: null,
    ...options,
    limits: { cardsMaxAgeMs: 0, cardsKnownMaxAgeMs: 0, cardsUnchangedMaxAgeMs: 0, ...options.limits },
  });
  const origin = await relay.app.listen({ port: 0, host: '127.0.0.1' });
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> =>
    toAnswer(await fetch(origin + path, init));
  return {
    relay,
    origin,
    database,
    issuer,
    clock,
    send,
    call: (token, method, path, body) => send(`/api/v1${path}`, requestInit(token, method, body)),
    runner: (person, tid) => issuer.sign(runnerClaims(person, tid)),
    administrator: (tid) => issuer.sign(administratorClaims(tid)),
    async close() {
      await relay.close();
      await database.close();
    },
  };
}

export function requestInit(token: string | null, method: Method, body?: object): RequestInit {
  return {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, body, text };
}
