// Counts of the cards: one request, then live.

import { useQuery } from '@tanstack/react-query';
import { cards } from '../../../contract/users.ts';
import { useMonitor } from './monitor-context.tsx';
import { queryKeys } from './query-keys.ts';
import { cardsQuestion } from './questions.ts';
import { asIs, useRemembered } from './use-remembered.ts';
import type { Users } from './use-users.ts';
import { isNarrowed, type View } from './view.ts';

const pollMs = 30_000;
/** lag grows without any report: what only the clock counts comes with no event */
const clockMs = 60_000;

export function useCards() {
  const { client, live } = useMonitor();
  const query = useQuery({
    ...cardsQuestion(client),
    // Where no stream comes through, numbers older than half a minute are asked for again.
    refetchInterval: live.state === 'live' ? clockMs : pollMs,
  });
  useRemembered({
    key: queryKeys.cards,
    schema: cards,
    shown: query.data,
    atMs: query.dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  return query;
}

/** Of which moment the counts are, epoch ms: the stream kept them fresh until it was lost. Null before the first ones. */
export function useCountsAtMs(): number | null {
  const { live } = useMonitor();
  const { dataUpdatedAt } = useCards();
  return dataUpdatedAt > 0 ? Math.max(dataUpdatedAt, live.lostMs) : null;
}

/** How many users a list matches now, whatever its rows were when they were read: by the newer of two answers. */
export function useMatching(users: Users, view: View): number {
  const { data, dataUpdatedAt } = useCards();
  if (data === undefined || isNarrowed(view) || dataUpdatedAt <= users.matchingAtMs) return users.matching;
  return data.counts[view.card];
}
