// Sends good lines to the relay, a few hundred at a time, until none is left, somebody stops it or the relay does not
// answer. What was not sent stays good; what the relay refuses joins the bad lines with the name of who is in the way.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { NewUsersAnswer } from '../../../contract/administration.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { textOf, type BadLine, type RosterLine } from './roster-lines.ts';

export interface Adding {
  readonly state: 'idle' | 'sending' | 'stopped' | 'done';
  readonly added: number;
  /** were on the roster with both names already, perhaps since an answer that got lost */
  readonly known: number;
  /** lines the relay refused */
  readonly refused: readonly BadLine[];
  /** good lines that are still to be sent */
  readonly left: readonly RosterLine[];
  readonly error: Error | null;
}

const nothing: Adding = { state: 'idle', added: 0, known: 0, refused: [], left: [], error: null };
const atOnce = 250;

export function useAdding() {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [adding, setAdding] = useState<Adding>(nothing);
  const isStopped = useRef(false);
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );
  const send = async (lines: readonly RosterLine[]): Promise<void> => {
    isStopped.current = false;
    let known: Adding = { ...nothing, state: 'sending', left: lines };
    const show = (next: Partial<Adding>): void => {
      known = { ...known, ...next };
      setAdding(known);
    };
    show({});
    const mustStop = (): boolean => isStopped.current;
    while (known.left.length > 0 && !mustStop()) {
      const now = known.left.slice(0, atOnce);
      try {
        const users = now.map(({ email, salesUserName }) => ({ email, salesUserName }));
        show(after(known, now, await client.addUsers({ users })));
      } catch (error) {
        show({ state: 'stopped', error: error instanceof Error ? error : new Error(String(error)) });
        break;
      }
    }
    if (known.error === null) show({ state: known.left.length > 0 ? 'stopped' : 'done' });
    if (known.added > 0) void queries.invalidateQueries({ queryKey: queryKeys.anyUsers });
  };
  return {
    adding,
    send,
    stop: () => {
      isStopped.current = true;
    },
    forget: () => {
      setAdding(nothing);
    },
  };
}

function after(before: Adding, sent: readonly RosterLine[], answer: NewUsersAnswer): Partial<Adding> {
  const refused = answer.refused.flatMap(({ index, otherUser, same }): BadLine[] => {
    const line = sent[index];
    if (line === undefined || same === 'both') return [];
    return [{ line: line.line, text: textOf(line), problem: { is: 'taken', same, otherUser } }];
  });
  return {
    added: before.added + answer.added.length,
    known: before.known + answer.refused.length - refused.length,
    refused: [...before.refused, ...refused],
    left: before.left.slice(sent.length),
  };
}
