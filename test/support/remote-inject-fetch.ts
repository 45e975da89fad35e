// A `fetch` that asks a Fastify application in this process: no port, no TLS. Origins are taken apart by the application
// each one belongs to, so that one fetch serves both sides.
import type { FastifyInstance, InjectOptions } from 'fastify';

export type InjectedApps = Readonly<Record<string, Pick<FastifyInstance, 'inject'>>>;

/** `apps` by origin, e.g. `{ 'https://graph.sandbox.example': app }`. An unknown origin fails as the network would. */
export function injectFetch(apps: InjectedApps): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const app = apps[url.origin];
    if (app === undefined) throw new TypeError(`no application at ${url.origin}`);
    if (init.signal?.aborted === true) throw new DOMException('aborted', 'AbortError');
    const headers: Record<string, string> = { host: url.host };
    new Headers(init.headers).forEach((value, name) => {
      headers[name] = value;
    });
    const answer = await app.inject({
      method: (init.method ?? 'GET') as NonNullable<InjectOptions['method']>,
      url: url.pathname + url.search,
      headers,
      ...(typeof init.body === 'string' ? { payload: init.body } : {}),
    });
    const isBodiless = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(isBodiless ? null : answer.body, {
      status: answer.statusCode,
      headers: headersOf(answer.headers),
    });
  };
}

function headersOf(given: Readonly<Record<string, number | string | readonly string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : String(value));
  }
  return headers;
}
