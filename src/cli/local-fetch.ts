// `fetch` for the relay of `npm start`, whose certificate only its own authority vouches for. Node's fetch cannot be told
// of one after the process has started; switching verification off would hide a wrong certificate. Follows no redirect.

import { request } from 'node:https';
import { Readable } from 'node:stream';

/** `ca` is PEM text. Bodies are text. Rejects with TypeError when the connection fails. */
export function createLocalFetch(ca: string): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer());
    const headers = { ...Object.fromEntries(asked.headers), 'content-length': String(body?.length ?? 0) };
    return new Promise((resolve, reject) => {
      const options = { ca, method: asked.method, headers, signal: asked.signal, agent: false as const };
      const outgoing = request(asked.url, options, (incoming) => {
        const status = incoming.statusCode ?? 500;
        const kept = new Headers();
        for (const [name, value] of Object.entries(incoming.headers))
          if (value !== undefined) kept.set(name, String(value));
        const isEmpty = status === 204 || status === 304;
        if (isEmpty) incoming.resume();
        const content = isEmpty ? null : (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>);
        resolve(new Response(content, { status, headers: kept }));
      });
      outgoing.on('error', (cause) => {
        reject(new TypeError('fetch failed', { cause }));
      });
      outgoing.end(body);
    });
  };
}
