// `fetch` that trusts the localhost authority. Node's own cannot be told of one after the process has started;
// switching verification off instead would hide a wrong certificate. HTTP/1.1 with kept connections.
import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

export interface TrustingFetch {
  /** rejects with TypeError when the connection fails, like the global one; does not follow redirects unless asked */
  readonly fetch: typeof globalThis.fetch;
  /** closes kept connections */
  close(): void;
}

const mostRedirects = 10;

/** `ca` is PEM text of the authority. */
export function createTrustingFetch(ca: string): TrustingFetch {
  const agent = new Agent({ ca, keepAlive: true });
  const follow = async (asked: Request, redirects: number): Promise<Response> => {
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer());
    const response = await send(asked, body, agent);
    const location = response.headers.get('location');
    if (
      asked.redirect !== 'follow' ||
      location === null ||
      ![301, 302, 303, 307, 308].includes(response.status)
    )
      return response;
    if (redirects === mostRedirects) throw new TypeError('fetch failed: too many redirects');
    await response.body?.cancel();
    return follow(redirected(asked, body, { location, status: response.status }), redirects + 1);
  };
  return {
    fetch: (input, init) => follow(new Request(input, init), 0),
    close: () => {
      agent.destroy();
    },
  };
}

function redirected(
  asked: Request,
  body: Buffer | undefined,
  to: { location: string; status: number },
): Request {
  const url = new URL(to.location, asked.url);
  const headers = new Headers(asked.headers);
  if (url.origin !== new URL(asked.url).origin) headers.delete('authorization');
  const keepsMethod = to.status >= 307 || asked.method === 'GET' || asked.method === 'HEAD';
  const init: RequestInit = {
    headers,
    signal: asked.signal,
    redirect: 'follow',
    method: keepsMethod ? asked.method : 'GET',
  };
  return new Request(url, keepsMethod && body !== undefined ? { ...init, body: new Uint8Array(body) } : init);
}

function send(asked: Request, body: Buffer | undefined, agent: Agent): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(asked.headers);
    if (body !== undefined) headers['content-length'] = String(body.length);
    const outgoing = request(
      asked.url,
      { agent, method: asked.method, headers, signal: asked.signal },
      (incoming) => {
        resolve(toResponse(incoming, asked.method));
      },
    );
    outgoing.on('error', (cause) => {
      reject(asked.signal.aborted ? toError(asked.signal.reason) : new TypeError('fetch failed', { cause }));
    });
    outgoing.end(body);
  });
}

function toResponse(incoming: IncomingMessage, method: string): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2)
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '');
  const status = incoming.statusCode ?? 500;
  const isEmpty = method === 'HEAD' || [204, 205, 304].includes(status);
  if (isEmpty) incoming.resume();
  // Node's own stream type and the one of lib.dom name the same thing.
  const body = isEmpty ? null : (Readable.toWeb(incoming) as NodeReadableStream & ReadableStream<Uint8Array>);
  return new Response(body, { status, statusText: incoming.statusMessage ?? '', headers });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new DOMException('This operation was aborted', 'AbortError');
}
