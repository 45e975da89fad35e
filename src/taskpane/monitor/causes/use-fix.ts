// What the fix dialog knows: who has the cause, the trial, the rest. One idempotency key per user for the life of the
// dialog, so that pressing again sends nothing twice.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CommandKind, CommandPreview } from '../../../contract/commands.ts';
import type { UserPage, UserRow } from '../../../contract/users.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { fixRest, type Step } from './fix-rest.ts';
import { fixUser, type FixParts, type Verdict } from './fix-user.ts';

/** one page of the relay; the rest is fetched page by page while it is fixed */
const pageSize = 200;

export interface Candidate {
  readonly id: string;
  /** or the address of somebody without a name */
  readonly displayName: string;
}

export interface Concerned {
  /** the first of those whom the command would hit; those it skips are in the preview, with the reason */
  readonly users: readonly Candidate[];
  /** where the users after them begin, null when these are all */
  readonly next: string | null;
  readonly preview: CommandPreview;
}

export interface Trial {
  readonly user: Candidate;
  /** null while it is under way */
  readonly verdict: Verdict | null;
  readonly error: Error | null;
}

export interface Rest {
  /** those known so far */
  readonly users: readonly Candidate[];
  readonly steps: ReadonlyMap<string, Step>;
  readonly isRunning: boolean;
  readonly isStopping: boolean;
  readonly failedId: string | null;
  /** the users after the known ones could not be had */
  readonly error: Error | null;
}

export interface FixState {
  readonly concerned: Concerned | undefined;
  readonly error: Error | null;
  askAgain(): void;
  readonly trial: Trial | null;
  tryOn(user: Candidate): void;
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
        client.users({ card: 'all', cause, sort: 'name', limit: pageSize }, signal),
        client.preview({ kind, selection }),
      ]);
      const skipped = new Set(preview.skippedUsers.map(({ userId }) => userId));
      const listed = page.items.filter(({ id }) => !skipped.has(id)).map(candidateOf);
      // A page may hold nobody but users who are skipped: whom it hits, the preview names wherever they stand.
      const hit = preview.hitUsers.map(({ userId, displayName }) => ({ id: userId, displayName }));
      return { users: listed.length > 0 ? listed : hit, next: page.next, preview };
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

  const tryOn = (user: Candidate): void => {
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
    const users = (concerned?.users ?? []).filter(({ id }) => id !== trial?.user.id);
    mustStop.current = false;
    setRest({
      users,
      steps: waitingSteps(users),
      isRunning: true,
      isStopping: false,
      failedId: null,
      error: null,
    });
    const changed = (userId: string, step: Step): void => {
      setRest((known) => known && { ...known, steps: new Map([...known.steps, [userId, step]]) });
    };
    const ids = users.map(({ id }) => id);
    const pages = unknownPages({
      known: [...ids, trial?.user.id],
      first: concerned?.next ?? null,
      read: (after) =>
        client.users({ card: 'all', cause, sort: 'name', limit: pageSize, after }, ended.current.signal),
    });
    const more = async (): Promise<readonly string[]> => {
      try {
        const found = await pages();
        setRest((known) => known && withMore(known, found));
        return found.map(({ id }) => id);
      } catch (error) {
        setRest((known) => known && { ...known, error: asError(error) });
        return [];
      }
    };
    void fixRest({ fix, changed, mustStop: () => mustStop.current, more }, ids).then((failedId) => {
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

function candidateOf({ id, displayName, email }: UserRow): Candidate {
  return { id, displayName: displayName === '' ? email : displayName };
}

function waitingSteps(users: readonly Candidate[]): Map<string, Step> {
  return new Map(users.map(({ id }) => [id, { state: 'waiting' }]));
}

function withMore(known: Rest, users: readonly Candidate[]): Rest {
  return {
    ...known,
    users: [...known.users, ...users],
    steps: new Map([...known.steps, ...waitingSteps(users)]),
  };
}

/** The next page that holds somebody new; empty at the end. Who is renamed meanwhile would come twice. */
function unknownPages(parts: {
  readonly known: readonly (string | undefined)[];
  readonly first: string | null;
  readonly read: (after: string) => Promise<UserPage>;
}): () => Promise<readonly Candidate[]> {
  const known = new Set(parts.known);
  let after = parts.first;
  return async () => {
    while (after !== null) {
      const { items, next } = await parts.read(after);
      after = next;
      const found = items.filter(({ id }) => !known.has(id)).map(candidateOf);
      for (const { id } of found) known.add(id);
      if (found.length > 0) return found;
    }
    return [];
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
