// A question that nobody answered is asked again by itself for as long as it is shown: the stream may live on through a loss
// of network that was too short for it, and then nothing else would ask.

import type { Query, QueryClient } from '@tanstack/react-query';
import { isUnanswered } from './frame/is-unanswered.ts';

const firstPauseMs = 3_000;
const longestPauseMs = 30_000;

/** Until the function that it answers is called. A network that is back does not wait. */
export function askAgain(client: QueryClient): () => void {
  const cache = client.getQueryCache();
  const unanswered = (): Query[] => cache.findAll({ type: 'active', fetchStatus: 'idle', predicate: isLost });
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isAsking = false;
  const stop = new AbortController();
  const { signal } = stop;
  let failures = 0;
  const ask = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    isAsking = true;
    await Promise.allSettled(unanswered().map(repeat));
    isAsking = false;
    failures = unanswered().length === 0 ? 0 : failures + 1;
    look();
  };
  const look = (): void => {
    if (signal.aborted || timer !== null || isAsking || unanswered().length === 0) return;
    timer = setTimeout(() => void ask(), Math.min(longestPauseMs, firstPauseMs * 2 ** failures));
  };
  signal.addEventListener('abort', cache.subscribe(look));
  window.addEventListener(
    'online',
    () => {
      if (!isAsking) void ask();
    },
    { signal },
  );
  look();
  return () => {
    stop.abort();
    if (timer !== null) clearTimeout(timer);
  };
}

function isLost({ state }: Query): boolean {
  return state.status === 'error' && isUnanswered(state.error);
}

/** A further page of a list is that page again, not all before it. */
function repeat(query: Query): Promise<unknown> {
  const { fetchMeta } = query.state;
  return query.fetch(undefined, fetchMeta ? { meta: fetchMeta } : {});
}
