// State of a user's two sign-ins as runners report it. No token, only what an administrator may know.

import { z } from 'zod';
import { causeCode } from './causes.ts';
import { instant } from './wire.ts';

export const authorizationState = z.enum(['active', 'expired', 'missing']);

export const authorization = z.object({
  state: authorizationState,
  /** since when it is in this state; of a sign-in whose end is known, when it began */
  since: instant,
  /** when silent renewal will end, if known */
  endsAt: instant.nullable(),
  cause: causeCode.nullable(),
});
export type Authorization = z.infer<typeof authorization>;

export const authorizations = z.object({ microsoft: authorization, sales: authorization });
export type Authorizations = z.infer<typeof authorizations>;
