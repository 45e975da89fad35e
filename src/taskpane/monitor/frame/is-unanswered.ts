// Whether nobody knows what became of a call: no answer came, or one that says that the relay is just starting.

import { isRelayError } from '../../../remote/relay/relay-error.ts';

export function isUnanswered(error: unknown): boolean {
  return isRelayError(error) && (error.reason === 'unreachable' || error.problem?.code === 'unavailable');
}

/** How long the relay asks to be left alone, in ms: `usualMs` where it names no time, null where it does not ask for it. */
export function askedPauseMs(error: unknown, usualMs: number): number | null {
  if (!isRelayError(error) || error.problem?.code !== 'rate-limited') return null;
  return error.problem.retryAfterMs ?? usualMs;
}
