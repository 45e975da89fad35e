// The operator's controls over HTTP, this machine only and without CORS headers, so that no page elsewhere reaches them.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { controlBody } from '../faults/control-body.ts';
import { requireLoopback } from '../faults/loopback.ts';
import type { GraphControl } from './control.ts';
import { switchPatchSchema } from './switches.ts';
import { GraphFailure } from './wire/failure.ts';

const expireBody = z.strictObject({ userName: z.string().min(1).optional() });
const moveBody = z.strictObject({
  userName: z.string().min(1),
  id: z.string().min(1),
  folderId: z.string().min(1),
});

export function installControls(app: FastifyInstance, control: GraphControl): void {
  const local = { onRequest: requireLoopback };
  app.get('/outbox', local, () => ({ value: control.outbox() }));
  app.get('/switches', local, () => control.switches());
  app.post('/switches', local, (request, reply) => {
    const body = controlBody(switchPatchSchema, request.body, reply);
    return body === undefined ? reply : control.setSwitches(body);
  });
  app.post('/expire-delta', local, (request, reply) => {
    const body = controlBody(expireBody, request.body, reply);
    if (body === undefined) return reply;
    return failing(reply, () => {
      control.expireDelta(body.userName);
      return reply.code(204).send();
    });
  });
  app.post('/move', local, (request, reply) => {
    const body = controlBody(moveBody, request.body, reply);
    if (body === undefined) return reply;
    return failing(reply, () => control.moveContact(body.userName, body.id, body.folderId));
  });
}

function failing<T>(reply: FastifyReply, work: () => T): T | FastifyReply {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphFailure) return reply.code(error.status).send({ error: error.message });
    throw error;
  }
}
