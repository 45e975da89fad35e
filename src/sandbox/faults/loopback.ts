// Who may operate the sandbox's controls: this machine only, and no web page of somebody else that runs on it.
// The socket decides, never a forwarding header, which a caller could write himself.
import type { FastifyReply, FastifyRequest } from 'fastify';

const loopbackAddress = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

interface Incoming {
  readonly raw: { readonly socket: { readonly remoteAddress?: string | undefined } };
  readonly headers: { readonly origin?: string | undefined };
}

/** True when the request comes from this machine and, if a browser sent it, from a page of this machine. */
export function isLoopback(request: Incoming): boolean {
  const address = request.raw.socket.remoteAddress ?? '';
  if (!loopbackAddress.test(address)) return false;
  const origin = request.headers.origin;
  return origin === undefined || isLoopbackOrigin(origin);
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && loopbackHosts.has(new URL(origin).hostname);
}

/** Route hook (`preValidation`, `onRequest`): answers 403 to every other machine and every foreign page. */
export async function requireLoopback(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isLoopback(request)) return;
  await reply.code(403).send({ error: 'Sandbox controls answer to this machine only.' });
}
