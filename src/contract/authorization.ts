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

/** told this long before the end, and never before the last fifth of a shorter life (M12) */
export const endingSoon = { ms: 7 * 24 * 60 * 60_000, share: 5 } as const;

/** Whether a sign-in that works will soon work no more unless its owner signs in again: `withinMs` before its end. */
export function isEndingSoon(
  { state, since, endsAt }: Pick<Authorization, 'state' | 'since' | 'endsAt'>,
  nowMs: number,
  withinMs: number = endingSoon.ms,
): boolean {
  if (state !== 'active' || endsAt === null) return false;
  const endsMs = Date.parse(endsAt);
  const lifeMs = endsMs - Date.parse(since);
  return endsMs - nowMs <= Math.min(withinMs, lifeMs / endingSoon.share);
}

export const authorizations = z.object({ microsoft: authorization, sales: authorization });
export type Authorizations = z.infer<typeof authorizations>;
