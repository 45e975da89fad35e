// When a sign-in counts as about to end. Apart from the wire's schemas, because the first screen of the pane asks it.

import type { Authorization } from '../authorization.ts';

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
