// The one user who is picked: some actions are for one only. He may have been picked from rows that are not loaded any more.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UserRow } from '../../../contract/users.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import type { Picked } from '../data/use-selecting.ts';
import { rowInMemory, type Users } from '../data/use-users.ts';

/** Undefined for more than one, and while he is looked up. `count`: how many are picked. */
export function useOnlyUser(users: Users, picked: Picked, count: number): UserRow | undefined {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const id = count === 1 ? onlyId(users, picked) : undefined;
  const known =
    id === undefined
      ? undefined
      : (users.rows?.find((row) => row.id === id) ?? rowInMemory(queries, id)?.row);
  const { data } = useQuery({
    queryKey: queryKeys.user(id ?? ''),
    queryFn: ({ signal }) => client.user(id ?? '', signal),
    enabled: id !== undefined && known === undefined,
  });
  return known ?? (id === undefined ? undefined : data?.user);
}

function onlyId({ rows = [], hasMore }: Users, picked: Picked): string | undefined {
  if (picked.by === 'ids') return [...picked.ids][0];
  const left = hasMore ? [] : rows.filter(({ id }) => !picked.except.has(id));
  return left.length === 1 ? left[0]?.id : undefined;
}
