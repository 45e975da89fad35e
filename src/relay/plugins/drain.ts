// Stopping without cutting anybody off: from the first moment new requests are asked to come back, and those that are
// under way are waited for, until their answer has left and their handler has ended (it may outlive its client).

import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem-error.ts';
import type { RelayApp } from '../relay-app.ts';
import { sendProblem } from './problems.ts';

export interface Drain {
  /** From now on requests are refused with 503 and a time to come back after. */
  refuse(): void;
  /** Resolves when nothing is under way any more, or after `limitMs`. */
  settled(limitMs: number): Promise<void>;
}

/** a relay that is replaced is back within seconds */
const retryAfterMs = 5_000;

interface Pending {
  isAnswered: boolean;
  isClosed: boolean;
}

export function installDrain(app: RelayApp): Drain {
  let isRefusing = false;
  const underWay = new Map<FastifyRequest, Pending>();
  let onIdle = (): void => undefined;
  const note = (request: FastifyRequest, what: keyof Pending): void => {
    const pending = underWay.get(request);
    if (pending === undefined) return;
    pending[what] = true;
    if (!pending.isAnswered || !pending.isClosed) return;
    underWay.delete(request);
    if (underWay.size === 0) onIdle();
  };

  app.addHook('onRequest', async (request, reply) => {
    if (isRefusing) await sendProblem(request, reply, new ProblemError('unavailable', { retryAfterMs }));
  });
  // A body that never arrives whole keeps nobody waiting.
  app.addHook('preValidation', async (request, reply) => {
    if (isRefusing) await sendProblem(request, reply, new ProblemError('unavailable', { retryAfterMs }));
    else underWay.set(request, { isAnswered: false, isClosed: false });
  });
  app.addHook('onSend', async (request) => {
    note(request, 'isAnswered');
  });
  app.addHook('onResponse', async (request) => {
    note(request, 'isClosed');
  });

  return {
    refuse() {
      isRefusing = true;
    },
    settled(limitMs) {
      if (underWay.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const limit = setTimeout(resolve, limitMs);
        onIdle = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    },
  };
}
