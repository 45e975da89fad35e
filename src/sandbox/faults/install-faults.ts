// Puts the faults of a server in front of its handlers, and the control routes /faults beside them.
// Call it on the root instance before the routes: hooks of Fastify hold only for what is registered after them.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { controlBody } from './control-body.ts';
import { faultSchema } from './fault.ts';
import type { Faults } from './faults.ts';
import { requireLoopback } from './loopback.ts';

export interface FaultSetting {
  readonly faults: Faults;
  /** `/graph` or `/sales`: faults may name paths with or without it */
  readonly prefix: string;
  /** where the controls lie; default `/faults`, for servers that are asked without their prefix */
  readonly controlPath?: string;
  /** the server's own error body for a status, and its headers set, so that a fault looks like the real service */
  readonly answer: (status: number, request: FastifyRequest, reply: FastifyReply) => unknown;
}

export function installFaults(
  app: FastifyInstance,
  { faults, prefix, controlPath = '/faults', answer }: FaultSetting,
): void {
  const dropped = new WeakSet<FastifyRequest>();

  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request.url, prefix);
    if (path === '/faults' || request.method === 'OPTIONS') return;
    const fault = faults.take(request.method, path, prefix + path);
    if (fault === undefined) return;
    if (fault.delayMs !== undefined) await wait(fault.delayMs);
    if (fault.drop === 'before') {
      cut(request, reply);
      return reply;
    }
    if (fault.drop === 'after') dropped.add(request);
    if (fault.status === undefined) return;
    if (fault.retryAfter !== undefined) void reply.header('retry-after', String(fault.retryAfter));
    return reply.code(fault.status).send(answer(fault.status, request, reply));
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (dropped.has(request)) cut(request, reply);
    return Promise.resolve(payload);
  });

  routes(app, faults, controlPath);
}

function routes(app: FastifyInstance, faults: Faults, path: string): void {
  const local = { onRequest: requireLoopback };
  app.get(path, local, () => ({ faults: faults.list() }));
  app.post(path, local, (request, reply) => {
    const order = controlBody(faultSchema, request.body, reply);
    return order === undefined ? reply : reply.code(201).send(faults.add(order));
  });
  app.delete(path, local, (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}

/** The path without query and without the prefix. */
function pathOf(url: string, prefix: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  const bare = path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  try {
    return decodeURIComponent(bare) || '/';
  } catch {
    return bare;
  }
}

function cut(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}
