// What the list asks the relay, so that it can be asked before the screen that shows it is drawn.

import type { InfiniteData } from '@tanstack/react-query';
import type { UserPage, UserQuery } from '../../../contract/users.ts';
import type { MonitorClient } from '../../../remote/relay/monitor-client.ts';
import { queryKeys } from './query-keys.ts';
import { filtersOf, type View } from './view.ts';

const pageSize = 100;

export type UserPages = InfiniteData<UserPage, string | null>;

interface Asking {
  readonly signal: AbortSignal;
}

export const cardsQuestion = (client: MonitorClient) => ({
  queryKey: queryKeys.cards,
  queryFn: ({ signal }: Asking) => client.cards(signal),
});

export const usersQuestion = (client: MonitorClient, view: View) => ({
  queryKey: queryKeys.users(view),
  queryFn: ({ pageParam, signal }: Asking & { readonly pageParam: string | null }) =>
    client.users(questionOf(view, pageParam), signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page: UserPage) => page.next,
});

export const toShown = (page: UserPage): UserPages => ({ pages: [page], pageParams: [null] });
export const toStored = ({ pages }: UserPages): UserPage | null => pages[0] ?? null;

function questionOf(view: View, after: string | null): Partial<UserQuery> {
  const { card, q, sort, direction } = view;
  return {
    card,
    limit: pageSize,
    ...(q === '' ? {} : { q }),
    ...filtersOf(view),
    ...(sort === null ? {} : { sort }),
    ...(direction === null ? {} : { direction }),
    ...(after === null ? {} : { after }),
  };
}
