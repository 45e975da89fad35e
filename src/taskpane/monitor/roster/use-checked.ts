// What of a text or a file can be added and what not, read again whenever it changes.

import { useEffect, useState } from 'react';
import { noBadLines } from './bad-lines.ts';
import { readRosterCsv, type CheckedLines } from './read-roster-csv.ts';
import { usualLayout } from './roster-layout.ts';
import type { RosterSource } from './roster-pieces.ts';

const nothing: CheckedLines = { good: [], bad: noBadLines, layout: usualLayout };
const typingMs = 150;
/** at most this long at a time, so that no frame is lost */
const workMs = 10;
const tellEveryMs = 250;

export interface Checked {
  readonly checked: CheckedLines;
  readonly isReading: boolean;
  /** 0 to 1 */
  readonly share: number;
  /** the file is gone, or changed while it was read */
  readonly isUnreadable: boolean;
}

interface Read extends Omit<Checked, 'isReading'> {
  readonly source: RosterSource;
  readonly isWhole: boolean;
}

export function useChecked(source: RosterSource): Checked {
  const [read, setRead] = useState<Read>({ ...begun(''), isWhole: true });
  useEffect(() => {
    const stop = new AbortController();
    const pause = createPause((share) => {
      if (!stop.signal.aborted) setRead({ ...begun(source), share });
    });
    const timer = setTimeout(() => {
      readRosterCsv(source, { signal: stop.signal, pause }).then(
        (checked) => {
          if (!stop.signal.aborted) setRead({ ...begun(source), checked, share: 1, isWhole: true });
        },
        () => {
          if (!stop.signal.aborted) setRead({ ...begun(source), isWhole: true, isUnreadable: true });
        },
      );
    }, typingMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [source]);
  // What was read of another text says nothing about this one.
  const { checked, share, isUnreadable, isWhole } = read.source === source ? read : begun(source);
  return { checked, share, isUnreadable, isReading: !isWhole };
}

function begun(source: RosterSource): Read {
  return { source, checked: nothing, share: 0, isWhole: false, isUnreadable: false };
}

/** Goes on at once until its time is over; then the page paints and takes input first. */
function createPause(tell: (share: number) => void): (share: number) => Promise<void> {
  let sinceMs = performance.now();
  let toldMs = sinceMs;
  return async (share) => {
    const nowMs = performance.now();
    if (nowMs - sinceMs < workMs) return;
    if (nowMs - toldMs >= tellEveryMs) {
      toldMs = nowMs;
      tell(share);
    }
    await nextTask();
    sinceMs = performance.now();
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
