// The debug logs of one user: read, started, stopped, downloaded.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DebugLog } from '../../../contract/debug-logs.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { download } from '../frame/download.ts';

export interface DebugLogsState {
  readonly logs: readonly DebugLog[] | undefined;
  readonly active: DebugLog | null;
  readonly error: Error | null;
  askAgain(): void;
  start(minutes: number): void;
  stop(log: DebugLog): void;
  download(log: DebugLog): void;
  readonly isBusy: boolean;
  /** of the last deed */
  readonly deedError: Error | null;
}

const lookEveryMs = 10_000;

export function useDebugLogs(userId: string): DebugLogsState {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const key = queryKeys.debugLogs(userId);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.debugLogs(userId, signal),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ isActive }) => isActive) ? lookEveryMs : false,
  });
  const deed = useMutation({
    networkMode: 'always',
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const perform = (act: () => Promise<unknown>): void => {
    if (!deed.isPending) deed.mutate(act);
  };
  const logs = query.data?.items;
  return {
    logs,
    active: logs?.find(({ isActive }) => isActive) ?? null,
    error: query.error,
    askAgain: () => void query.refetch(),
    start: (minutes) => {
      perform(() => client.startDebugLog(userId, minutes));
    },
    stop: (log) => {
      perform(() => client.stopDebugLog(userId, log.id));
    },
    download: (log) => {
      perform(async () => {
        const url = await client.debugLogUrl(userId, log.id);
        download(url);
      });
    },
    isBusy: deed.isPending,
    deedError: deed.error,
  };
}
