// Requests to Graph on Microsoft's client: one mailbox, one queue, the Prefer header on every request.

import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { authenticated } from '../http/authenticated.ts';
import { repeating } from '../http/repeating.ts';
import { createRequestGate, gateNamed, gated } from '../http/request-gate.ts';
import { createRequestMeter } from '../http/request-meter.ts';
import { createServerClock } from '../http/server-clock.ts';
import { createSendOnce } from '../http/send-once.ts';
import {
  GRAPH_ORIGIN,
  GraphAuthenticationProvider,
  GraphCall,
  LayerMiddleware,
  TransportMiddleware,
  canonicalLink,
} from './graph-chain.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { TokenSource } from '../http/authenticated.ts';
import type { Fetch, HttpAnswer, HttpMethod, RequestTrace } from '../http/http-request.ts';
import type { RequestGate } from '../http/request-gate.ts';
import type { RequestMeter } from '../http/request-meter.ts';
import type { ServerClockReading } from '../http/server-clock.ts';

/** `me` is the mailbox of the token's user; applications and shared mailboxes go by id. */
export type MailboxPath = { readonly path: 'me' } | { readonly path: 'users'; readonly id: string };

export interface GraphClientOptions {
  /** e.g. `https://graph.microsoft.com/v1.0` */
  readonly baseUrl: string;
  readonly mailbox: MailboxPath;
  readonly getToken: TokenSource;
  readonly clock: Clock;
  readonly fetch?: Fetch;
  /** names the queue of a mailbox that is addressed as `me`, so that two adapters of one mailbox share it */
  readonly mailboxKey?: string;
  readonly pageSize?: number;
  readonly timeoutMs?: number;
  readonly onRequest?: (trace: RequestTrace) => void;
}

/** Graph serves 4 requests of an application to a mailbox at once (graph-contract.md section 7.2). */
const SLOTS = 4;
/** Asked for; answers of another size are fine. */
const PAGE_SIZE = 200;

export interface GraphRequest {
  readonly method: HttpMethod;
  /** below the version, e.g. `/me/contacts`, query values encoded; or a whole link of an answer */
  readonly path: string;
  readonly body?: unknown;
  readonly signal: CancelSignal;
  /** a batch: it needs the whole queue, and may be repeated if it only reads */
  readonly batch?: { readonly items: number; readonly isReading: boolean };
}

export interface GraphClient {
  send(request: GraphRequest): Promise<HttpAnswer>;
  /** `/me` or `/users/{id}` */
  readonly mailbox: string;
  readonly prefer: string;
  readonly clock: Clock;
  readonly meter: RequestMeter;
  readonly serverClock: ServerClockReading;
  readonly gate: RequestGate;
}

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { clock, mailbox } = options;
  const side = 'microsoft';
  const meter = createRequestMeter();
  const serverClock = createServerClock();
  const gate = gateOf(options);
  const provider = new GraphAuthenticationProvider(options.getToken);
  const send = createSendOnce({
    side,
    baseUrl: options.baseUrl,
    fetch: options.fetch ?? fetch.bind(globalThis),
    clock,
    meter,
    serverClock,
    onRequest: options.onRequest,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const client = Client.initWithMiddleware({
    baseUrl: `${GRAPH_ORIGIN}/`,
    middleware: [
      new LayerMiddleware(repeating({ side, clock, gate, meter })),
      new LayerMiddleware(authenticated((wanted) => provider.getAccessToken(wanted), side)),
      new LayerMiddleware(gated({ gate, clock, meter, side })),
      new TransportMiddleware(send, options.baseUrl),
    ],
  });
  const prefer = `IdType="ImmutableId", odata.maxpagesize=${String(options.pageSize ?? PAGE_SIZE)}`;
  return {
    mailbox: mailbox.path === 'me' ? '/me' : `/users/${encodeURIComponent(mailbox.id)}`,
    prefer,
    clock,
    meter,
    serverClock,
    gate,
    async send(request) {
      const call = callFor(request);
      const sdk = client
        .api(canonicalLink(request.path, options.baseUrl))
        .headers({ Prefer: prefer, Accept: 'application/json' })
        .middlewareOptions([call])
        .responseType(ResponseType.RAW);
      if (request.method === 'GET') await sdk.get();
      else await sdk.post(request.body);
      return call.outcome();
    },
  };
}

function gateOf({ baseUrl, mailbox, mailboxKey }: GraphClientOptions): RequestGate {
  const name = mailboxKey ?? (mailbox.path === 'users' ? mailbox.id : null);
  return name === null ? createRequestGate(SLOTS) : gateNamed(`graph ${baseUrl} ${name}`, SLOTS);
}

function callFor({ method, signal, batch }: GraphRequest): GraphCall {
  return new GraphCall({
    method,
    // Both are filled in by the transport from what the SDK built.
    url: '',
    body: null,
    headers: {},
    signal,
    isRepeatable: method === 'GET' || batch?.isReading === true,
    items: batch?.items ?? 1,
    slots: batch === undefined ? 1 : SLOTS,
  });
}
