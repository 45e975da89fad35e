// Asks for the next page before its rows come into sight; after a failure only when asked to.

import { useEffect } from 'react';
import type { Users } from '../data/use-users.ts';

const aheadRows = 30;

/** `lastRow`: number of the last row in sight. */
export function useMore(users: Users, lastRow: number): void {
  const { rows, hasMore, isLoadingMore, error, loadMore } = users;
  const isNear = rows !== undefined && lastRow >= rows.length - aheadRows;
  const mustLoad = isNear && hasMore && !isLoadingMore && error === null;
  useEffect(() => {
    if (mustLoad) loadMore();
    // `loadMore` is new at every render and always means the same list.
  }, [mustLoad]);
}
