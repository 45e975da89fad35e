// Cross-origin answers as Graph gives them: any page may ask, few headers may be read. Retry-After is not among them,
// so a page has to guess how long to wait (a switch lets it read the header).
import type { FastifyInstance } from 'fastify';
import type { Switches } from './switches.ts';

const exposed = ['request-id', 'client-request-id'];
const preflightSeconds = '3600';

export function installCors(app: FastifyInstance, switches: Readonly<Switches>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1.0') || request.headers.origin === undefined) return;
    void reply.header('access-control-allow-origin', '*');
    const readable = switches.exposeRetryAfter ? [...exposed, 'Retry-After'] : exposed;
    void reply.header('access-control-expose-headers', readable.join(', '));
    if (request.method !== 'OPTIONS') return;
    return reply
      .code(200)
      .header('access-control-allow-methods', 'GET, POST, PATCH, PUT, DELETE')
      .header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '')
      .header('access-control-max-age', preflightSeconds)
      .send();
  });
}
