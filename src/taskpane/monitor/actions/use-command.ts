// One command from question to answer. The dry run says whom it hits; what is sent afterwards carries one idempotency key
// for the life of the dialog, so that pressing again, or trying again after silence, sends nothing twice.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CommandAccepted, CommandPreview, CommandRequest } from '../../../contract/commands.ts';
import { isRelayError, RelayError } from '../../../remote/relay/relay-error.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { isUnanswered } from '../frame/is-unanswered.ts';

export interface Command {
  /** undefined while the dry run is under way */
  readonly preview: CommandPreview | undefined;
  readonly previewError: Error | null;
  askAgain(): void;
  readonly accepted: CommandAccepted | undefined;
  readonly isSending: boolean;
  /** the relay did not answer, it is asked again */
  readonly isWaiting: boolean;
  /** something was sent, answered or not: the request is fixed from then on */
  readonly isFixed: boolean;
  readonly sendError: Error | null;
  /** nothing was done: other users are concerned by now, and the preview is asked for again */
  readonly isOutdated: boolean;
  send(reason: string): void;
}

/** A call may take long to fail on a network that is gone; the stream knows it earlier. */
const nobodyAnswers = new RelayError('unreachable');

/** about two minutes */
const mostRetries = 25;

export function useCommand(request: CommandRequest): Command {
  const { client, live } = useMonitor();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [sent, setSent] = useState<CommandRequest | null>(null);
  /** said from the first try that nobody answered until one is answered, also while it is asked again */
  const [unanswered, setUnanswered] = useState<Error | null>(null);
  const preview = useQuery({
    queryKey: ['preview', key],
    queryFn: async () => {
      try {
        const answer = await client.preview(request);
        setUnanswered(null);
        return answer;
      } catch (error) {
        setUnanswered(isUnanswered(error) ? (error as Error) : null);
        throw error;
      }
    },
    gcTime: 0,
  });
  const send = useMutation({
    networkMode: 'always',
    mutationFn: (fixed: CommandRequest) => client.send(fixed, key),
    // The relay may be starting again: what was clicked is not lost, and the key keeps it from being done twice.
    retry: (failures, error) =>
      failures < mostRetries && isRelayError(error) && error.reason === 'unreachable',
    retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 5_000),
    onError: (error) => {
      if (!isOutdatedBy(error)) return;
      setSent(null);
      void preview.refetch();
    },
    onSuccess: () => {
      if (live.state !== 'live') void queries.invalidateQueries();
    },
  });
  return {
    preview: preview.data,
    previewError: preview.error ?? unanswered ?? (live.isAway && !preview.data ? nobodyAnswers : null),
    askAgain: () => void preview.refetch(),
    accepted: send.data,
    isSending: send.isPending,
    isWaiting: send.isPending && send.failureCount > 0,
    isFixed: sent !== null,
    sendError: send.error,
    isOutdated: isOutdatedBy(send.error),
    send: (reason) => {
      if (send.isPending || send.isSuccess) return;
      const fixed = sent ?? {
        ...request,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        // What cannot be taken back is done to nobody whom the preview did not count.
        ...(request.kind === 'delete' && preview.data ? { expectedHits: preview.data.hits } : {}),
      };
      setSent(fixed);
      send.mutate(fixed);
    },
  };
}

function isOutdatedBy(error: unknown): boolean {
  if (!isRelayError(error)) return false;
  return error.problem?.errors?.some(({ pointer }) => pointer === '/expectedHits') ?? false;
}
