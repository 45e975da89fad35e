// A `fetch` that asks a Fastify application in this process through a pair of in-memory sockets: no port, no TLS, and
// none of Fastify's own `inject`, which Jest cannot load (cookie 2 is ESM only). One fetch serves several origins.
import { request as httpRequest } from 'node:http';
import { duplexPair } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Ready applications by origin, e.g. `{ 'https://graph.example': sandbox.app }`. */
export type InjectedApps = Readonly<Record<string, Pick<FastifyInstance, 'server'>>>;

/** An unknown origin fails as the network would. */
export function injectFetch(apps: InjectedApps): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const app = apps[url.origin];
    if (app === undefined) throw new TypeError(`no application at ${url.origin}`);
    const answer = await ask(app.server, url, init);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const status = answer.statusCode ?? 500;
    const isBodiless = status === 204 || status === 304;
    const body = isBodiless ? null : Buffer.concat(chunks).toString('utf8');
    return new Response(body, { status, headers: headersOf(answer) });
  };
}

function ask(server: FastifyInstance['server'], url: URL, init: RequestInit): Promise<IncomingMessage> {
  const [clientSide, serverSide] = duplexPair();
  server.emit('connection', serverSide);
  // A pair of streams does not notice that the other end is gone; sockets do.
  serverSide.once('close', () => clientSide.destroy());
  const headers: Record<string, string> = { host: url.host, connection: 'close' };
  new Headers(init.headers).forEach((value, name) => {
    headers[name] = value;
  });
  const body = typeof init.body === 'string' ? Buffer.from(init.body) : null;
  if (body !== null) headers['content-length'] = String(body.length);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      createConnection: () => clientSide,
      method: init.method ?? 'GET',
      path: url.pathname + url.search,
      headers,
      ...(init.signal === null || init.signal === undefined ? {} : { signal: init.signal }),
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body ?? undefined);
  });
}

function headersOf({ headers }: IncomingMessage): Headers {
  const copied = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) copied.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return copied;
}
