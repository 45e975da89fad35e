// One line per answered request. The route's pattern instead of its address: a query may hold a name that was searched.

import type { RelayApp } from '../relay-app.ts';

export function installRequestLog(app: RelayApp): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        elapsedMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
}
