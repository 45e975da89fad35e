// What the fix dialog knows: who has the cause, the trial, the rest. One idempotency key per user for the life of the
// dialog, so that pressing again sends nothing twice.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CommandKind, CommandPreview } from '../../../contract/commands.ts';
import type { UserRow } from '../../../contract/users.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { fixRest, type Step } from './fix-rest.ts';
import { fixUser, type FixParts, type Verdict } from './fix-user.ts';

/** one page of the relay: more are fixed by opening the dialog again */
const mostUsers = 200;

export interface Concerned {
  /** whom the command would hit; those it skips are in the preview, with the reason */
  readonly users: readonly UserRow[];
  readonly preview: CommandPreview;
}

export interface Trial {
  readonly user: UserRow;
  /** null while it is under way */
  readonly verdict: Verdict | null;
  readonly error: Error | null;
}

export interface Rest {
  readonly steps: ReadonlyMap<string, Step>;
  readonly isRunning: boolean;
  readonly isStopping: boolean;
  readonly failedId: string | null;
}

export interface FixState {
  readonly concerned: Concerned | undefined;
  readonly error: Error | null;
  askAgain(): void;
  readonly trial: Trial | null;
  tryOn(user: UserRow): void;
  readonly rest: Rest | null;
  fixTheRest(): void;
  stop(): void;
}

export function useFix(cause: CauseCode, kind: CommandKind): FixState {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [trial, setTrial] = useState<Trial | null>(null);
  const [rest, setRest] = useState<Rest | null>(null);
  const keys = useRef(new Map<string, string>());
  const mustStop = useRef(false);
  const ended = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    ended.current = controller;
    return () => {
      controller.abort();
      mustStop.current = true;
    };
  }, []);
  const query = useQuery({
    queryKey: ['fix', cause],
    queryFn: async ({ signal }): Promise<Concerned> => {
      const selection = { by: 'filter' as const, card: 'all' as const, cause, except: [] };
      const [page, preview] = await Promise.all([
        client.users({ card: 'all', cause, sort: 'name', limit: mostUsers }, signal),
        client.preview({ kind, selection }),
      ]);
      const skipped = new Set(preview.skippedUsers.map(({ userId }) => userId));
      return { users: page.items.filter(({ id }) => !skipped.has(id)), preview };
    },
    // Whom it concerns is fixed when the dialog opens: rows that are mended meanwhile must not leave the list.
    staleTime: Infinity,
    gcTime: 0,
  });
  const concerned = query.data;
  const parts: FixParts = {
    client,
    kind,
    cause,
    nowMs: () => Date.now(),
    sleep: (ms) => pause(ms, ended.current.signal),
  };
  const fix = (userId: string): Promise<Verdict> => {
    const key = keys.current.get(userId) ?? crypto.randomUUID();
    keys.current.set(userId, key);
    return fixUser(parts, userId, key);
  };
  const isOver = (): boolean => ended.current.signal.aborted;
  const refresh = (): void => void queries.invalidateQueries({ queryKey: queryKeys.causes });

  const tryOn = (user: UserRow): void => {
    // A trial that failed may be repeated after the administrator changed something: that is a new command.
    if (trial?.verdict) keys.current.delete(user.id);
    setTrial({ user, verdict: null, error: null });
    fix(user.id).then(
      (verdict) => {
        if (!isOver()) setTrial({ user, verdict, error: null });
        refresh();
      },
      (error: unknown) => {
        if (!isOver()) setTrial({ user, verdict: null, error: asError(error) });
      },
    );
  };
  const fixTheRest = (): void => {
    const ids = (concerned?.users ?? []).map(({ id }) => id).filter((id) => id !== trial?.user.id);
    mustStop.current = false;
    const steps = new Map<string, Step>(ids.map((id) => [id, { state: 'waiting' }]));
    setRest({ steps, isRunning: true, isStopping: false, failedId: null });
    const changed = (userId: string, step: Step): void => {
      setRest((known) => known && { ...known, steps: new Map([...known.steps, [userId, step]]) });
    };
    void fixRest({ fix, changed, mustStop: () => mustStop.current }, ids).then((failedId) => {
      setRest((known) => known && { ...known, isRunning: false, failedId });
      refresh();
    });
  };
  return {
    concerned,
    error: query.error,
    askAgain: () => void query.refetch(),
    trial,
    tryOn,
    rest,
    fixTheRest,
    stop: () => {
      mustStop.current = true;
      setRest((known) => known && { ...known, isStopping: true });
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('unknown');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new DOMException('closed', 'AbortError'));
      },
      { once: true },
    );
  });
}
