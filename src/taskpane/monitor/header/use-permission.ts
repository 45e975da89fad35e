// The application permission and its certificate: asked once for both parts of the header, again every minute.

import { useQuery } from '@tanstack/react-query';
import { applicationPermission } from '../../../contract/organisation/application-permission.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { asIs, useRemembered } from '../data/use-remembered.ts';

const pollMs = 60_000;

export function usePermission() {
  const { client } = useMonitor();
  const query = useQuery({
    queryKey: queryKeys.permission,
    queryFn: ({ signal }) => client.administration.applicationPermission(signal),
    refetchInterval: pollMs,
  });
  useRemembered({
    key: queryKeys.permission,
    schema: applicationPermission,
    shown: query.data,
    atMs: query.dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  return query;
}
