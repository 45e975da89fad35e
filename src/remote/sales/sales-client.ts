// Requests to the Sales application: framework version on every one, ids losslessly both ways, one queue per user.

import { LosslessNumber, isSafeNumber, parse, stringify } from 'lossless-json';
import { authenticated } from '../http/authenticated.ts';
import { checkedJson } from '../http/checked-json.ts';
import { repeating } from '../http/repeating.ts';
import { createRequestGate, gateNamed, gated } from '../http/request-gate.ts';
import { createRequestMeter } from '../http/request-meter.ts';
import { createSendOnce } from '../http/send-once.ts';
import { createServerClock } from '../http/server-clock.ts';
import { salesFailure } from './sales-errors.ts';
import type { z } from 'zod';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { TokenSource } from '../http/authenticated.ts';
import type { Fetch, HttpAnswer, HttpMethod, RequestTrace, Send } from '../http/http-request.ts';
import type { RequestMeter } from '../http/request-meter.ts';
import type { ServerClockReading } from '../http/server-clock.ts';

export type FrameworkVersion = 4 | 5 | 6 | 7 | 8 | 9;

export interface SalesClientOptions {
  /** the pod, e.g. `https://pod.fa.dc.oraclecloud.com`, without `/crmRestApi` */
  readonly baseUrl: string;
  readonly getToken: TokenSource;
  readonly clock: Clock;
  readonly fetch?: Fetch;
  /** names the queue, so that two adapters of one user share it */
  readonly salesUser?: string;
  readonly frameworkVersion?: FrameworkVersion;
  readonly timeoutMs?: number;
  readonly onRequest?: (trace: RequestTrace) => void;
}

export interface SalesRequest {
  readonly method: HttpMethod;
  /** below the pod, query encoded */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly ifMatch?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly items?: number;
  readonly signal: CancelSignal;
}

export interface SalesClient {
  send(request: SalesRequest): Promise<HttpAnswer>;
  /** GET that must answer 200 with this shape */
  get<T>(path: string, schema: z.ZodType<T>, signal: CancelSignal): Promise<T>;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly meter: RequestMeter;
  readonly serverClock: ServerClockReading;
}

export const RESOURCES = '/crmRestApi/resources/11.13.18.05';
export const SEARCH = '/crmRestApi/searchResources/11.13.18.05';

/** No numbers are published; the contract suggests 4 at once (sales-contract.md section 10). */
const SLOTS = 4;

export function createSalesClient(options: SalesClientOptions): SalesClient {
  const { clock, salesUser } = options;
  const side = 'sales';
  const version = options.frameworkVersion ?? 9;
  const base = options.baseUrl.replace(/\/+$/, '');
  const meter = createRequestMeter();
  const serverClock = createServerClock();
  const gate =
    salesUser === undefined || salesUser === ''
      ? createRequestGate(SLOTS)
      : gateNamed(`sales ${base} ${salesUser}`, SLOTS);
  const sendOnce = createSendOnce({
    side,
    baseUrl: options.baseUrl,
    fetch: options.fetch ?? fetch.bind(globalThis),
    clock,
    meter,
    serverClock,
    onRequest: options.onRequest,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const layers = [
    repeating({ side, clock, gate, meter }),
    authenticated(options.getToken, side),
    gated({ gate, clock, meter, side }),
  ];
  const chain = layers.reduceRight<Send>((next, layer) => layer(next), sendOnce);
  const send = ({ method, path, body, ifMatch, ...request }: SalesRequest): Promise<HttpAnswer> =>
    chain({
      method,
      url: base + path,
      headers: {
        Accept: 'application/json',
        'REST-Framework-Version': String(version),
        ...(body === undefined
          ? {}
          : { 'Content-Type': request.contentType ?? 'application/vnd.oracle.adf.resourceitem+json' }),
        ...(ifMatch === undefined || ifMatch === null ? {} : { 'If-Match': `"${ifMatch}"` }),
        ...request.headers,
      },
      body: body === undefined ? null : salesJson(body),
      signal: request.signal,
      isRepeatable: method === 'GET',
      items: request.items ?? 1,
      slots: 1,
    });
  return {
    baseUrl: base,
    clock,
    meter,
    serverClock,
    send,
    async get(path, schema, signal) {
      const answer = await send({ method: 'GET', path, signal });
      if (answer.status !== 200) throw salesFailure(answer);
      return checkedJson(answer, schema, { side, parse: parseSales });
    },
  };
}

/** JSON with every number that a double cannot hold left as text. */
export function parseSales(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (value) => (isSafeNumber(value) ? Number.parseFloat(value) : value),
  });
}

/** An id as an exact integer token, whatever its length. */
export function idToken(id: string): LosslessNumber {
  return new LosslessNumber(id);
}

export function salesJson(body: unknown): string {
  return stringify(body) ?? 'null';
}

/** `name=value&…`, values encoded; undefined ones left out. */
export function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&');
}
