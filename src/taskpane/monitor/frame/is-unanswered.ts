// Whether nobody knows what became of a call: no answer came, or one that says that the relay is just starting.

import { isRelayError } from '../../../remote/relay/relay-error.ts';

export function isUnanswered(error: unknown): boolean {
  return isRelayError(error) && (error.reason === 'unreachable' || error.problem?.code === 'unavailable');
}
