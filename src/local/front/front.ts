// The one https origin: ends TLS (HTTP/2, HTTP/1.1 too) and hands each request to the server that owns its path.
// No proxy in between: the servers are handlers in this process. The sandbox's own ports are fronts with one owner.
import { createSecureServer } from 'node:http2';
import type { Http2SecureServer, Http2Session } from 'node:http2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { errorCode } from '../files/error-code.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Owner {
  /** `/graph`; undefined owns everything that nobody else does */
  readonly prefix?: string;
  /** whether the handler wants its prefix in the path; if not it finds it in `x-forwarded-prefix` */
  readonly keepsPrefix?: boolean;
  readonly handle: Handler;
}

export interface Listener {
  /** what it is, for the sentence about a port in use */
  readonly name: string;
  readonly port: number;
  /** first match wins */
  readonly owners: readonly Owner[];
  /** prefix that may be left out on this port */
  readonly impliedPrefix?: string;
}

export interface Front {
  /** Stops accepting, waits up to `graceMs` for answers under way, then cuts. */
  close(graceMs: number): Promise<void>;
}

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/** This machine only, by either of its addresses: a browser may resolve localhost to the one or the other. */
const hosts = ['127.0.0.1', '::1'];

/** Opens all listeners or none. Throws PortInUseError with a sentence that names port and remedy. */
export async function openFront(
  tls: { cert: string; key: string },
  listeners: readonly Listener[],
): Promise<Front> {
  const open: OpenServer[] = [];
  const close = async (graceMs: number): Promise<void> => {
    await Promise.all(open.map((server) => server.close(graceMs)));
  };
  try {
    for (const listener of listeners) for (const host of hosts) await listen(tls, listener, host, open);
  } catch (error) {
    await close(0);
    throw error;
  }
  return { close };
}

async function listen(
  tls: { cert: string; key: string },
  listener: Listener,
  host: string,
  open: OpenServer[],
): Promise<void> {
  const server = createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
    // Fastify and Koa take the compatibility objects of HTTP/2 as they take those of HTTP/1.
    dispatch(listener, request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
  // An HTTP/1 request without a time limit could hold a stopped server; event streams live longer than any limit.
  server.setTimeout(0);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port: listener.port, ipv6Only: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    const code = errorCode(error);
    if (host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return;
    throw portError(listener, code) ?? error;
  }
  open.push(new OpenServer(server));
}

function portError({ name, port }: Listener, code: unknown): PortInUseError | undefined {
  const remedy = 'or choose another with PORT, for example PORT=4000 npm start (uses 4000 to 4003).';
  if (code === 'EADDRINUSE')
    return new PortInUseError(`Port ${port} (${name}) is in use. Stop the program that uses it, ${remedy}`);
  if (code === 'EACCES')
    return new PortInUseError(
      `Port ${port} (${name}) may not be opened by this user. Start with more rights, ${remedy}`,
    );
  return undefined;
}

function dispatch(
  { owners, impliedPrefix }: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.headers.host ??= String(request.headers[':authority'] ?? '');
  if (request.httpVersionMajor === 2) forgetConnectionHeader(response);
  delete request.headers['x-forwarded-prefix'];
  const asked = request.url ?? '/';
  const isBare = impliedPrefix !== undefined && !isBelow(asked, impliedPrefix);
  const url = isBare ? impliedPrefix + asked : asked;
  const owner = owners.find(({ prefix }) => prefix === undefined || isBelow(url, prefix));
  if (owner === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { prefix, keepsPrefix = false, handle } = owner;
  if (prefix === undefined || keepsPrefix) request.url = url;
  else {
    const rest = url.slice(prefix.length);
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    if (!isBare) request.headers['x-forwarded-prefix'] = prefix;
  }
  handle(request, response);
}

/** HTTP/2 has no `connection` header; servers that set it for HTTP/1 would make Node print a warning. */
function forgetConnectionHeader(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (status: number, headers?: object) => ServerResponse;
  response.writeHead = (status: number, headers?: unknown) => {
    if (typeof headers !== 'object' || headers === null) return writeHead(status);
    return writeHead(
      status,
      Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'connection')),
    );
  };
}

function isBelow(url: string, prefix: string): boolean {
  return url.startsWith(prefix) && ['/', '?', undefined].includes(url[prefix.length]);
}

class OpenServer {
  readonly #server: Http2SecureServer;
  readonly #sessions = new Set<Http2Session>();
  readonly #sockets = new Set<Socket>();
  /** HTTP/1 connections with an answer under way; the others can be cut at once when closing */
  readonly #busy = new Set<Socket>();
  #isClosing = false;

  constructor(server: Http2SecureServer) {
    this.#server = server;
    server.on('session', (session) => {
      this.#sessions.add(session);
      session.once('close', () => this.#sessions.delete(session));
    });
    server.on('secureConnection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      if (request.httpVersionMajor < 2) this.#track(request.socket, response);
    });
    // A client that breaks off its handshake or its stream is no event for us.
    server.on('sessionError', () => undefined);
    server.on('tlsClientError', () => undefined);
  }

  async close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    for (const session of this.#sessions) session.close();
    for (const socket of this.#sockets) if (isIdle(socket, this.#busy)) socket.destroy();
    const cut = setTimeout(() => {
      for (const session of this.#sessions) session.destroy();
      for (const socket of this.#sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }

  #track(socket: Socket, response: { once(event: 'close', listener: () => void): unknown }): void {
    this.#busy.add(socket);
    response.once('close', () => {
      this.#busy.delete(socket);
      if (this.#isClosing) socket.destroy();
    });
  }
}

function isIdle(socket: Socket, busy: ReadonlySet<Socket>): boolean {
  return !busy.has(socket) && !('alpnProtocol' in socket && socket.alpnProtocol === 'h2');
}
