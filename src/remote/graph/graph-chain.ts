// Microsoft's SDK with our own chain: repetition, token, transport. Its retry handler re-sends POSTs and caps Retry-After,
// and links of an answer name graph.microsoft.com, so the last link of the chain rewrites them to the configured base.

import { SyncError } from '../../sync/model/error.ts';
import type {
  AuthenticationProvider,
  AuthenticationProviderOptions,
  Context,
  Middleware,
  MiddlewareOptions,
} from '@microsoft/microsoft-graph-client';
import type { HttpAnswer, HttpRequest, Layer, Send } from '../http/http-request.ts';
import type { TokenOptions, TokenSource } from '../http/authenticated.ts';

/** Where the SDK builds its addresses; the token is only added to what our transport sends to the configured origin. */
export const GRAPH_ORIGIN = 'https://graph.microsoft.com';

/**
 * One call on its way through the chain. The SDK would wrap an error of a middleware and lose its code, so the outcome
 * travels in here.
 */
export class GraphCall implements MiddlewareOptions {
  request: HttpRequest;
  #result: HttpAnswer | Error | null = null;

  constructor(request: HttpRequest) {
    this.request = request;
  }

  async settle(run: () => Promise<HttpAnswer>): Promise<void> {
    try {
      this.#result = await run();
    } catch (error) {
      this.#result = error instanceof Error ? error : new Error('rejected with no error');
    }
  }

  /** The answer; throws what stopped the call. */
  outcome(): HttpAnswer {
    if (this.#result instanceof Error) throw this.#result;
    if (this.#result === null) throw new SyncError('unknown', { at: { side: 'microsoft' } });
    return this.#result;
  }
}

/** Middleware of the SDK around one of our layers. */
export class LayerMiddleware implements Middleware {
  readonly #layer: Layer;
  #next: Middleware | null = null;

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    const send: Send = async (request) => {
      call.request = request;
      await this.#next?.execute(context);
      return call.outcome();
    };
    await settle(call, context, () => this.#layer(send)(call.request));
  }
}

/** Last of the chain: takes the address that the SDK built, to the configured base. */
export class TransportMiddleware implements Middleware {
  readonly #send: Send;
  readonly #baseUrl: string;

  constructor(send: Send, baseUrl: string) {
    this.#send = send;
    this.#baseUrl = baseUrl;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    const headers = { ...headersOf(context), ...call.request.headers };
    const body = typeof context.options?.body === 'string' ? context.options.body : null;
    const url = rebased(
      typeof context.request === 'string' ? context.request : context.request.url,
      this.#baseUrl,
    );
    await settle(call, context, () => this.#send({ ...call.request, url, headers, body }));
  }
}

async function settle(call: GraphCall, context: Context, run: () => Promise<HttpAnswer>): Promise<void> {
  await call.settle(run);
  // The SDK only passes it through; what it says is read from the call.
  context.response = new Response(null, { status: 204 });
}

function callOf(context: Context): GraphCall {
  const call = context.middlewareControl?.getMiddlewareOptions(GraphCall);
  if (call instanceof GraphCall) return call;
  throw new SyncError('unknown', { at: { side: 'microsoft' } });
}

function headersOf(context: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  new Headers(context.options?.headers).forEach((value, name) => {
    headers[name] = value;
  });
  return headers;
}

/** `https://graph.microsoft.com/v1.0/x` as an address below the configured base; any other address as it is. */
export function rebased(url: string, baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  const canonical = `${GRAPH_ORIGIN}/v1.0`;
  return url.startsWith(`${canonical}/`) || url === canonical ? base + url.slice(canonical.length) : url;
}

/** The reverse, for links that name the configured service: the SDK only understands Graph's own form. */
export function canonicalLink(link: string, baseUrl: string): string {
  const { origin } = new URL(baseUrl);
  const version = link.startsWith(`${origin}/`) ? link.indexOf('/v1.0/', origin.length) : -1;
  return version < 0 ? link : GRAPH_ORIGIN + link.slice(version);
}

/** Tokens for the SDK's interface from our source, which may belong to MSAL, nested authentication or a test. */
export class GraphAuthenticationProvider implements AuthenticationProvider {
  readonly #getToken: TokenSource;

  constructor(getToken: TokenSource) {
    this.#getToken = getToken;
  }

  getAccessToken(options?: AuthenticationProviderOptions & TokenOptions): Promise<string> {
    const { forceRefresh, claims } = options ?? {};
    return this.#getToken({
      ...(forceRefresh === undefined ? {} : { forceRefresh }),
      ...(claims === undefined ? {} : { claims }),
    });
  }
}
