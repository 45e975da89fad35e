// Adding good lines, and what became of them so far. What was not sent stays good; what the relay refuses joins the bad lines
// with the name of who is in the way.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { NewUsersAnswer } from '../../../contract/administration.ts';
import type { NewUsers } from '../../../contract/users.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { gatherBadLines, joined, noBadLines, type BadLineList } from './bad-lines.ts';
import type { CheckedLines } from './read-roster-csv.ts';
import { textOf, type RosterLayout } from './roster-layout.ts';
import type { RosterLine } from './roster-lines.ts';
import { sendLines } from './send-lines.ts';
import { pause } from '../pause.ts';

export interface Adding {
  readonly state: 'idle' | 'sending' | 'stopped' | 'done';
  /** the service takes nothing for now and is asked again */
  readonly isWaiting: boolean;
  readonly added: number;
  /** were on the roster with both names already, perhaps since an answer that got lost */
  readonly known: number;
  /** lines the relay refused */
  readonly refused: BadLineList;
  /** good lines that are still to be sent */
  readonly toSend: number;
  readonly error: Error | null;
}

const nothing: Adding = {
  state: 'idle',
  isWaiting: false,
  added: 0,
  known: 0,
  refused: noBadLines,
  toSend: 0,
  error: null,
};

type ToSend = Pick<CheckedLines, 'good' | 'layout'>;

export function useAdding() {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [adding, setAdding] = useState<Adding>(nothing);
  const stopped = useRef(new AbortController());
  useEffect(
    () => () => {
      stopped.current.abort();
    },
    [],
  );
  const send = async ({ good: lines, layout }: ToSend, before: Adding): Promise<void> => {
    const { signal } = (stopped.current = new AbortController());
    let known: Adding = { ...before, state: 'sending', isWaiting: false, error: null };
    const show = (next: Partial<Adding>): void => {
      known = { ...known, ...next };
      setAdding(known);
    };
    show({});
    const parts = {
      addUsers: (request: NewUsers) => client.addUsers(request),
      sleep: (ms: number) => pause(ms, signal),
      mustStop: () => signal.aborted,
      sent: (batch: readonly RosterLine[], answer: NewUsersAnswer) => {
        show(after(known, { batch, layout }, answer));
      },
      waits: (isWaiting: boolean) => {
        if (isWaiting !== known.isWaiting) show({ isWaiting });
      },
    };
    const error = await sendLines(parts, lines, lines.length - known.toSend).then(
      () => null,
      (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
    show({ state: known.toSend > 0 ? 'stopped' : 'done', isWaiting: false, error });
    if (known.added > 0) void queries.invalidateQueries({ queryKey: queryKeys.anyUsers });
  };
  return {
    adding,
    send: (lines: ToSend) => send(lines, { ...nothing, toSend: lines.good.length }),
    /** where it was stopped */
    goOn: (lines: ToSend) => send(lines, adding),
    stop: () => {
      stopped.current.abort();
    },
    forget: () => {
      setAdding(nothing);
    },
  };
}

interface Sent {
  readonly batch: readonly RosterLine[];
  readonly layout: RosterLayout;
}

function after(before: Adding, { batch, layout }: Sent, answer: NewUsersAnswer): Partial<Adding> {
  const bad = gatherBadLines();
  for (const { index, otherUser, same } of answer.refused) {
    const line = batch[index];
    if (line === undefined || same === 'both') continue;
    bad.push({ line: line.line, text: textOf(line, layout), problem: { is: 'taken', same, otherUser } });
  }
  const refused = bad.list(layout.heading);
  return {
    added: before.added + answer.added.length,
    known: before.known + answer.refused.length - refused.count,
    refused: joined(before.refused, refused),
    toSend: before.toSend - batch.length,
  };
}
