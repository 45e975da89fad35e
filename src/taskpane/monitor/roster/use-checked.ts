// What of a text can be added and what not, read again whenever it changes.

import { useEffect, useState } from 'react';
import { readRosterCsv } from './read-roster-csv.ts';
import type { CheckedLines } from './roster-lines.ts';

const nothing: CheckedLines = { good: [], bad: [] };
const typingMs = 150;

export function useChecked(text: string): { readonly checked: CheckedLines; readonly isReading: boolean } {
  const [read, setRead] = useState<{ readonly text: string; readonly checked: CheckedLines }>({
    text: '',
    checked: nothing,
  });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      readRosterCsv(text, { signal: stop.signal, pause: nextTask }).then(
        (checked) => {
          setRead({ text, checked });
        },
        () => undefined,
      );
    }, typingMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  // What was read of another text says nothing about this one.
  const isReading = read.text !== text;
  return { checked: isReading ? nothing : read.checked, isReading };
}

/** Lets the page paint and take input. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
