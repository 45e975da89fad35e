// Whether a list that stands still has fallen behind. Its first page is asked for again beside it: rows change where they
// stand, and that others belong there now, or another number of them, is only said.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { UserPage } from '../../../contract/users.ts';
import { applyRows } from './live-cache.ts';
import { useMonitor } from './monitor-context.tsx';
import { newsQuestion } from './questions.ts';
import { isNarrowed, type View } from './view.ts';

/** a list that is opened later than this after it was read is compared at once */
const freshMs = 10_000;
/** the cards count whole lists live; nothing counts a narrowed one */
const pollMs = 60_000;

export interface News {
  readonly hasNews: boolean;
  /** how many match by the newest answer */
  readonly matching: number | undefined;
  /** when that answer came, epoch ms; 0 before the first one */
  readonly matchingAtMs: number;
}

/** `first`: the page that is shown, undefined while it is being read; that is the newest answer, too. */
export function useNews(view: View, first: UserPage | undefined): News {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const { data, dataUpdatedAt } = useQuery({
    ...newsQuestion(client, view),
    enabled: first !== undefined,
    staleTime: freshMs,
    refetchInterval: isNarrowed(view) ? pollMs : false,
    structuralSharing: false,
  });
  useEffect(() => {
    if (data && first && data !== first) applyRows(queries, data.items);
    // Only an answer that is new: rows that were pushed later are newer.
  }, [queries, data]);
  return {
    hasNews: data !== undefined && first !== undefined && differs(first, data),
    matching: data?.total,
    matchingAtMs: dataUpdatedAt,
  };
}

function differs(shown: UserPage, newest: UserPage): boolean {
  if (shown === newest) return false;
  return shown.total !== newest.total || newest.items.some(({ id }, at) => shown.items[at]?.id !== id);
}
