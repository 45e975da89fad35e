// Retry and dismiss. Retrying is a run: the engine tries every record whose waiting time is over with each run, one record
// alone cannot be sent.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ErrorDismissal } from '../../../../contract/users.ts';
import { useMonitor } from '../../data/monitor-context.tsx';
import { queryKeys } from '../../data/query-keys.ts';

export interface ErrorActions {
  dismiss(what: ErrorDismissal): void;
  readonly isDismissing: boolean;
  /** how many the last dismissal took away */
  readonly dismissed: number | undefined;
  readonly error: Error | null;
}

export function useErrorActions(userId: string): ErrorActions {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const dismissal = useMutation({
    networkMode: 'always',
    mutationFn: (what: ErrorDismissal) => client.dismissErrors(userId, what),
    onSuccess: () => {
      for (const key of [queryKeys.errors(userId), queryKeys.user(userId), queryKeys.causes])
        void queries.invalidateQueries({ queryKey: key });
    },
  });
  return {
    dismiss: (what) => {
      if (!dismissal.isPending) dismissal.mutate(what);
    },
    isDismissing: dismissal.isPending,
    dismissed: dismissal.data?.dismissed,
    error: dismissal.error,
  };
}
