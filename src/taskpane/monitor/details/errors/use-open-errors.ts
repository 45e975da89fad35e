// What fails for a user now: asked once for the list of it and for the runs that reported it.

import { useQuery } from '@tanstack/react-query';
import { openErrors } from '../../../../contract/users.ts';
import { useMonitor } from '../../data/monitor-context.tsx';
import { queryKeys } from '../../data/query-keys.ts';
import { asIs, useRemembered } from '../../data/use-remembered.ts';
import type { Failure } from '../FailureList.tsx';

export function useOpenErrors(userId: string, isEnabled: boolean) {
  const { client } = useMonitor();
  const query = useQuery({
    queryKey: queryKeys.errors(userId),
    queryFn: ({ signal }) => client.errors(userId, signal),
    enabled: isEnabled,
    refetchOnMount: 'always',
  });
  useRemembered({
    key: queryKeys.errors(userId),
    schema: openErrors,
    shown: query.data,
    atMs: query.dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  return query;
}

/** One record fails one way on one side at a time: that is the error's name at the relay. */
export function errorNameOf({ kind, recordKey, side, operation }: Failure) {
  return { kind, recordKey, side, operation };
}

export const errorKeyOf = (failure: Failure): string => Object.values(errorNameOf(failure)).join(' ');
