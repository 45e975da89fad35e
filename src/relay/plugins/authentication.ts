// Checks the token before the body is read, and what the token allows.

import type { FastifyRequest } from 'fastify';
import { callerOf } from '../identity/caller.ts';
import type { VerifyToken } from '../identity/verify-token.ts';
import { ProblemError } from '../problem-error.ts';
import type { RelayApp } from '../relay-app.ts';

/** For every route of this instance. */
export function requireToken(app: RelayApp, verifyToken: VerifyToken): void {
  app.addHook('onRequest', async (request) => {
    request.caller = await verifyToken(request.headers.authorization);
  });
}

/** Route hook: a person's own token. */
export async function requireRunner(request: FastifyRequest): Promise<void> {
  if (!callerOf(request).isRunner)
    throw new ProblemError('forbidden', { detail: 'the scope access_as_user is needed' });
}

/** Route hook: the app role of administrators, in a person's or an application's token. */
export async function requireAdministrator(request: FastifyRequest): Promise<void> {
  if (!callerOf(request).isAdministrator)
    throw new ProblemError('forbidden', { detail: 'the role Monitor.Admin is needed' });
}

/** Route hook: the app role of the background service. */
export async function requireWorker(request: FastifyRequest): Promise<void> {
  if (!callerOf(request).isWorker)
    throw new ProblemError('forbidden', { detail: 'the role Sync.Worker is needed' });
}
