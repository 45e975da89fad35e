// Rows of the list, page by page by keyset position. A list keeps its order until somebody asks for another one.

import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { userPage, type UserPage, type UserRow } from '../../../contract/users.ts';
import { createListedRows, mostListed } from '../table/listed-rows.ts';
import { useMonitor } from './monitor-context.tsx';
import { queryKeys } from './query-keys.ts';
import { toShown, toStored, usersQuestion, type UserPages } from './questions.ts';
import { useNews } from './use-news.ts';
import { useRemembered } from './use-remembered.ts';
import type { View } from './view.ts';

const noOne: readonly string[] = [];

export interface Users {
  /** undefined while the first page is on its way */
  readonly rows: readonly UserRow[] | undefined;
  readonly total: number;
  /** how many match by the newest answer; `total` is that of the rows that are shown */
  readonly matching: number;
  /** when that answer came, epoch ms; 0 before the first one */
  readonly matchingAtMs: number;
  /** other rows begin the list by now, or another number matches */
  readonly hasNews: boolean;
  /** the search stopped at 2,000 */
  readonly isCut: boolean;
  /** too many match for the asked order: they stand in the card's usual one */
  readonly isSortTooWide: boolean;
  readonly hasMore: boolean;
  /** there are more, and no more are kept */
  readonly isFull: boolean;
  readonly isLoadingMore: boolean;
  /** rows of another search or order are shown until the new ones come */
  readonly isPrevious: boolean;
  readonly error: Error | null;
  /** epoch ms; 0 before the first answer */
  readonly atMs: number;
  /** ids that were deleted since the list was read */
  readonly removed: ReadonlySet<string>;
  /** false only where the rows are known, and this user is not among those that are loaded */
  isListed(id: string): boolean;
  loadMore(): void;
  refresh(): void;
}

export function useUsers(view: View): Users {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const key = queryKeys.users(view);
  const query = useInfiniteQuery({
    ...usersQuestion(client, view),
    // Comparing all pages with all pages at every answer takes longer than drawing what changed.
    structuralSharing: false,
    placeholderData: (previous, previousQuery) =>
      isSameCard(previousQuery?.queryKey, view) ? previous : undefined,
  });
  const { data, isPlaceholderData } = query;
  useRemembered({
    key,
    schema: userPage,
    shown: isPlaceholderData ? undefined : data,
    atMs: query.dataUpdatedAt,
    toShown,
    toStored,
  });
  const removed = useRemoved();
  const isReading = query.isFetching && !query.isFetchingNextPage;
  const isSettled = query.isSuccess && !isPlaceholderData && !isReading;
  const { hasNews, matching, matchingAtMs } = useNews(view, isSettled ? data?.pages[0] : undefined);
  const [listed] = useState(createListedRows);
  const rows = useMemo(() => data && listed(data.pages), [data, listed]);
  const isFull = rows !== undefined && rows.length >= mostListed;
  const newest = data?.pages.at(-1);
  return {
    rows,
    total: totalOf(newest, rows?.length ?? 0),
    matching: matching ?? newest?.total ?? 0,
    matchingAtMs,
    hasNews,
    isCut: newest?.isCut ?? false,
    isSortTooWide: newest?.isSortTooWide ?? false,
    hasMore: query.hasNextPage && !isFull,
    isFull: query.hasNextPage && isFull,
    isLoadingMore: query.isFetchingNextPage,
    isPrevious: isPlaceholderData,
    error: query.error,
    atMs: query.dataUpdatedAt,
    removed,
    isListed: (id) => rows === undefined || listed.has(id),
    loadMore: () => {
      if (!query.isFetchingNextPage) void query.fetchNextPage();
    },
    refresh: () => {
      freshen(queries, view);
    },
  };
}

/** Ids that were deleted since the list was read: their rows stay where they are and say so. */
export function useRemoved(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: queryKeys.removed,
    queryFn: () => noOne,
    initialData: noOne,
    enabled: false,
  });
  return useMemo(() => new Set(data), [data]);
}

export interface RowInMemory {
  readonly row: UserRow;
  /** epoch ms of the list it was read with */
  readonly atMs: number;
}

/** A user's row in the newest list that has one: what is known of somebody whose details never came. */
export function rowInMemory(queries: QueryClient, id: string): RowInMemory | null {
  const found = queries
    .getQueryCache()
    .findAll({ queryKey: queryKeys.anyUsers })
    .flatMap(({ state }) => {
      const pages = state.data as UserPages | undefined;
      const row = pages?.pages.flatMap(({ items }) => items).find((user) => user.id === id);
      return row === undefined ? [] : [{ row, atMs: state.dataUpdatedAt }];
    });
  return found.sort((a, b) => b.row.version - a.row.version || b.atMs - a.atMs)[0] ?? null;
}

/** Reads the list anew from its top; what is shown of it stays until then. */
export function freshen(queries: QueryClient, view: View): void {
  const key = queryKeys.users(view);
  const updatedAt = queries.getQueryState(key)?.dataUpdatedAt ?? 0;
  queries.setQueryData<UserPages>(
    key,
    (known) => {
      const first = known?.pages[0];
      return first && toShown(first);
    },
    { updatedAt },
  );
  queries.setQueryData(queryKeys.removed, noOne);
  void queries.invalidateQueries({ queryKey: key, exact: true });
}

function isSameCard(key: readonly unknown[] | undefined, { card }: View): boolean {
  const list = key?.[1];
  return typeof list === 'object' && list !== null && 'card' in list && list.card === card;
}

/** The number may be some seconds older than the rows, and is never less than those that are here. */
function totalOf(newest: UserPage | undefined, shown: number): number {
  if (newest === undefined) return 0;
  return newest.next === null ? shown : Math.max(newest.total, shown + 1);
}
