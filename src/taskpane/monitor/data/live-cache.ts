// What the relay pushes, put into what the screens show. A row changes where it stands: order, selection and focus are the
// administrator's.

import type { QueryClient } from '@tanstack/react-query';
import type { MonitorEvent } from '../../../contract/events.ts';
import type { CommandProgress } from '../../../contract/commands.ts';
import type { UserDetails, UserRow } from '../../../contract/users.ts';
import { queryKeys } from './query-keys.ts';
import type { UserPages } from './questions.ts';

export function applyEvent(client: QueryClient, event: MonitorEvent): void {
  switch (event.type) {
    case 'users':
      applyRows(client, event.rows);
      applyRemoved(client, event.removed);
      return;
    case 'cards':
      client.setQueryData(queryKeys.cards, event.cards);
      return;
    case 'command': {
      const key = queryKeys.anyProgress(event.progress.batchId);
      client.setQueriesData<CommandProgress>(
        { queryKey: key },
        (known) => known && { ...known, ...event.progress },
      );
      void client.invalidateQueries({ queryKey: key });
      return;
    }
    case 'reload':
      void client.invalidateQueries();
  }
}

export function applyRows(client: QueryClient, rows: readonly UserRow[]): void {
  const byId = new Map(rows.map((row) => [row.id, row]));
  // Which rows stand in a list is still as old as the answer, whatever is heard of one of them.
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: queryKeys.anyUsers }))
    client.setQueryData<UserPages>(queryKey, (pages) => pages && patched(pages, byId), {
      updatedAt: state.dataUpdatedAt,
    });
  for (const row of rows) applyToDetails(client, row);
  // Whoever reports is back, under the same id.
  client.setQueryData<readonly string[]>(queryKeys.removed, (known) =>
    known?.some((id) => byId.has(id)) ? known.filter((id) => !byId.has(id)) : known,
  );
}

function patched(data: UserPages, byId: ReadonlyMap<string, UserRow>): UserPages {
  const pages = data.pages.map((page) => {
    const items = patchedItems(page.items, byId);
    return items === page.items ? page : { ...page, items };
  });
  return pages.some((page, at) => page !== data.pages[at]) ? { ...data, pages } : data;
}

/** where a page's users stand in it, which a change of their rows leaves as it is */
const placesOf = new WeakMap<readonly UserRow[], ReadonlyMap<string, number>>();

function patchedItems(items: UserRow[], byId: ReadonlyMap<string, UserRow>): UserRow[] {
  const places = placesOf.get(items) ?? new Map(items.map(({ id }, at) => [id, at]));
  let patchedOnes: UserRow[] | null = null;
  for (const [id, pushed] of byId) {
    const at = places.get(id);
    const shown = at === undefined ? undefined : items[at];
    if (at === undefined || shown === undefined || newerOf(shown, pushed) === shown) continue;
    patchedOnes ??= [...items];
    patchedOnes[at] = pushed;
  }
  const after = patchedOnes ?? items;
  placesOf.set(after, places);
  return after;
}

/** Time alone changes a row, too: a runner that fell silent raises no version. What is said again draws nothing again. */
function newerOf(shown: UserRow, pushed: UserRow): UserRow {
  if (pushed.version < shown.version) return shown;
  const isSaidAgain = pushed.version === shown.version && JSON.stringify(pushed) === JSON.stringify(shown);
  return isSaidAgain ? shown : pushed;
}

/** Details hold more than the row: what a finished run added is read again. */
function applyToDetails(client: QueryClient, row: UserRow): void {
  const key = queryKeys.user(row.id);
  const details = client.getQueryData<UserDetails>(key);
  if (details === undefined || details.user.version > row.version) return;
  const isSwitched = row.disabledAt !== details.user.disabledAt;
  client.setQueryData<UserDetails>(key, {
    ...details,
    user: row,
    ...(isSwitched ? { disabledByName: null } : {}),
  });
  if (isSwitched) void client.invalidateQueries({ queryKey: key });
  const isNewRun = row.lastStartAt !== details.user.lastStartAt;
  const isFinished = row.lastFinishAt !== details.user.lastFinishAt;
  if (!isNewRun && !isFinished) return;
  for (const stale of [key, queryKeys.runs(row.id), queryKeys.errors(row.id), queryKeys.days(row.id)])
    void client.invalidateQueries({ queryKey: stale });
}

function applyRemoved(client: QueryClient, removed: readonly string[]): void {
  if (removed.length === 0) return;
  client.setQueryData<readonly string[]>(queryKeys.removed, (known = []) => [
    ...new Set([...known, ...removed]),
  ]);
}
