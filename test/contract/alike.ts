// Of exchanges that look alike, judging so many says as much as judging thousands.
import type { Exchange } from './exchange.ts';

const mostAlike = 60;

/** Says of one exchange after the other whether it is still worth keeping. */
export function createSample(): (exchange: Pick<Exchange, 'method' | 'url' | 'status' | 'isCut'>) => boolean {
  const counts = new Map<string, number>();
  return (exchange) => {
    const name = kindOf(exchange);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= mostAlike;
  };
}

/** Method, path without ids, names of the query, and status. */
function kindOf({ method, url, status, isCut }: Parameters<ReturnType<typeof createSample>>[0]): string {
  const { pathname, searchParams } = new URL(url);
  const path = pathname.replaceAll(/\/[^/]*[\d=_-][^/]*(?=\/|$)/g, '/…');
  return `${method} ${path} ${[...searchParams.keys()].sort().join(',')} ${String(status)} ${String(isCut)}`;
}
