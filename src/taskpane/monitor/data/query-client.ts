// How the Monitor asks: again only where nobody answered, and never because a window came to the front (rows would move).

import { QueryClient } from '@tanstack/react-query';
import { isRelayError } from '../../../remote/relay/relay-call.ts';

const mostRetries = 2;
const keepMs = 30 * 60_000;

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
          failures < mostRetries && isRelayError(error) && error.reason === 'unreachable',
      },
    },
  });
}
