// Lines that need mending, however many: the first ones with what is wrong, and the text of all of them as a file, which the
// browser keeps outside of the page's memory.

import type { BadLine } from './roster-lines.ts';

export interface BadLineList {
  readonly count: number;
  /** in the order they came, at most `mostKept` */
  readonly first: readonly BadLine[];
  /** all, as they stood there */
  readonly texts: Blob;
}

const mostKept = 100;
const lineEnd = '\r\n';
const pieceCharacters = 64 * 1024;

export const noBadLines: BadLineList = { count: 0, first: [], texts: new Blob() };

export function joined(one: BadLineList, other: BadLineList): BadLineList {
  if (one.count === 0 || other.count === 0) return one.count === 0 ? other : one;
  return {
    count: one.count + other.count,
    first: [...one.first, ...other.first].slice(0, mostKept),
    texts: new Blob([one.texts, lineEnd, other.texts]),
  };
}

/** Takes one line after the other; `list` says what came so far. */
export function gatherBadLines() {
  const first: BadLine[] = [];
  const pieces: Blob[] = [];
  let newest = '';
  let count = 0;
  return {
    push: (line: BadLine): void => {
      if (first.length < mostKept) first.push(line);
      newest += count === 0 ? line.text : `${lineEnd}${line.text}`;
      count += 1;
      if (newest.length < pieceCharacters) return;
      pieces.push(new Blob([newest]));
      newest = '';
    },
    list: (): BadLineList => ({ count, first: [...first], texts: new Blob([...pieces, newest]) }),
  };
}
