// The Monitor's event stream.

import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import type { RelayApp } from '../../relay-app.ts';

export function registerMonitorEvents(app: RelayApp, { streams, monitors }: RelayContext): void {
  app.get('/events', {
    // HEAD would open a stream that nobody reads
    exposeHeadRoute: false,
    schema: {
      tags: ['monitor'],
      summary: 'Server-sent events: rows, cards, commands; resumes after Last-Event-ID',
      produces: ['text/event-stream'],
    },
    handler: async (request, reply) => {
      const { tenantId, expiresAtMs } = callerOf(request);
      const lastEventId = request.headers['last-event-id'];
      const stream = streams.open(reply, { tenantId, expiresAtMs });
      await monitors.attach(tenantId, stream, typeof lastEventId === 'string' ? lastEventId : undefined);
      return reply;
    },
  });
}
