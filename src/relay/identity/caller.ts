// Who asks, as the checked token says. The tenant is taken from here and from nowhere else.

import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem-error.ts';

export interface Caller {
  readonly tenantId: string;
  /** object id of the person or application in its directory */
  readonly oid: string;
  /** a person's own token with the scope `access_as_user` */
  readonly isRunner: boolean;
  readonly isAdministrator: boolean;
  /** the background service's own token with the role `Sync.Worker` */
  readonly isWorker: boolean;
  /** empty for applications */
  readonly displayName: string;
  readonly email: string;
  readonly expiresAtMs: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** null on routes that need no token */
    caller: Caller | null;
  }
}

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new ProblemError('unauthenticated');
  return request.caller;
}
