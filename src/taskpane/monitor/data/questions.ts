// What the list asks the relay, so that it can be asked before the screen that shows it is drawn.

import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { UserPage, UserQuery } from '../../../contract/users.ts';
import type { MonitorClient } from '../../../remote/relay/monitor-client.ts';
import { queryKeys } from './query-keys.ts';
import { filtersOf, type View } from './view.ts';

/** what a screen shows is there at once; who scrolls on gets more at a time */
const pageSizes = { first: 100, next: 200 };

export type UserPages = InfiniteData<UserPage, string | null>;

interface Asking {
  readonly signal: AbortSignal;
  readonly client: QueryClient;
}

export const cardsQuestion = (client: MonitorClient) => ({
  queryKey: queryKeys.cards,
  queryFn: ({ signal }: Pick<Asking, 'signal'>) => client.cards(signal),
});

export const usersQuestion = (client: MonitorClient, view: View) => ({
  queryKey: queryKeys.users(view),
  queryFn: async ({ pageParam, signal, client: queries }: Asking & { readonly pageParam: string | null }) => {
    const page = await client.users(questionOf(view, pageParam), signal);
    if (pageParam === null) queries.setQueryData(queryKeys.news(view), page);
    return page;
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page: UserPage) => page.next,
});

/** The first page by itself, to compare with what is shown. */
export const newsQuestion = (client: MonitorClient, view: View) => ({
  queryKey: queryKeys.news(view),
  queryFn: ({ signal }: Pick<Asking, 'signal'>) => client.users(questionOf(view, null), signal),
});

export const toShown = (page: UserPage): UserPages => ({ pages: [page], pageParams: [null] });
export const toStored = ({ pages }: UserPages): UserPage | null => pages[0] ?? null;

function questionOf(view: View, after: string | null): Partial<UserQuery> {
  const { card, q, sort, direction } = view;
  return {
    card,
    limit: after === null ? pageSizes.first : pageSizes.next,
    ...(q === '' ? {} : { q }),
    ...filtersOf(view),
    ...(sort === null ? {} : { sort }),
    ...(direction === null ? {} : { direction }),
    ...(after === null ? {} : { after }),
  };
}
