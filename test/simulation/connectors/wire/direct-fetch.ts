// Hands a request to a server's own request listener, without a socket: ten times as fast as sockets in memory, and unlike
// Fastify's `inject` it loads in Jest (see test/support/remote-inject-fetch.ts).

import { IncomingMessage, ServerResponse } from 'node:http';
import type { OutgoingHttpHeaders, Server } from 'node:http';
import { Socket } from 'node:net';

export interface DirectRequest {
  readonly method: string;
  readonly url: URL;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
}

export interface DirectAnswer {
  readonly status: number;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function ask(server: Server, request: DirectRequest): Promise<DirectAnswer> {
  const incoming = new IncomingMessage(new Socket());
  incoming.method = request.method;
  incoming.url = request.url.pathname + request.url.search;
  incoming.httpVersion = '1.1';
  incoming.headers = { host: request.url.host, ...request.headers };
  if (request.text !== null) {
    const bytes = Buffer.from(request.text);
    incoming.headers['content-length'] = String(bytes.length);
    incoming.push(bytes);
  }
  incoming.push(null);
  const response = new CapturedResponse(incoming);
  return new Promise((resolve, reject) => {
    response.on('finish', () => {
      resolve(response.captured());
    });
    response.on('error', reject);
    server.emit('request', incoming, response);
  });
}

/** Keeps what the server writes; nothing of it goes anywhere. */
class CapturedResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  #written: OutgoingHttpHeaders = {};

  override writeHead(status: number, ...rest: unknown[]): this {
    const headers = rest.find((part) => typeof part === 'object' && part !== null);
    this.#written = { ...this.#written, ...(headers as OutgoingHttpHeaders | undefined) };
    this.statusCode = status;
    return this;
  }

  override write(chunk: unknown): boolean {
    this.#keep(chunk);
    return true;
  }

  override end(chunk?: unknown): this {
    this.#keep(chunk);
    queueMicrotask(() => this.emit('finish'));
    return this;
  }

  captured(): DirectAnswer {
    const headers = Object.entries({ ...this.getHeaders(), ...this.#written }).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]],
    );
    return {
      status: this.statusCode,
      headers: Object.fromEntries(headers) as Record<string, string>,
      text: Buffer.concat(this.#chunks).toString('utf8'),
    };
  }

  #keep(chunk: unknown): void {
    if (typeof chunk === 'string') this.#chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk));
  }
}
