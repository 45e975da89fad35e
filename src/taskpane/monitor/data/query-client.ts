// How the Monitor asks: again only where nobody answered or the relay names a time to come back, and never because a window
// came to the front (rows would move).

import { QueryClient } from '@tanstack/react-query';
import { isRelayError } from '../../../remote/relay/relay-call.ts';
import { askedPauseMs } from '../frame/is-unanswered.ts';

const mostRetries = 2;
const keepMs = 30 * 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        gcTime: keepMs,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) =>
          failures < mostRetries &&
          ((isRelayError(error) && error.reason === 'unreachable') || askedPauseMs(error, 0) !== null),
        retryDelay: (failures, error) => {
          const usualMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
          // Somebody who scrolls through tens of thousands asks for more than the relay grants in a minute.
          return askedPauseMs(error, usualMs) ?? usualMs;
        },
      },
    },
  });
}
