// Lines that need mending, however many: the first ones with what is wrong, and the text of all of them as a file, which the
// browser keeps outside of the page's memory.

import type { BadLine } from './roster-lines.ts';

export interface BadLineList {
  readonly count: number;
  /** in the order they came, at most `mostKept` */
  readonly first: readonly BadLine[];
  /** all, as they stood there */
  readonly texts: Blob;
  /** the line that names their columns, if there is one */
  readonly heading: string | null;
}

const mostKept = 100;
const lineEnd = '\r\n';
const pieceCharacters = 64 * 1024;

export const noBadLines: BadLineList = { count: 0, first: [], texts: new Blob(), heading: null };

export function joined(one: BadLineList, other: BadLineList): BadLineList {
  if (one.count === 0 || other.count === 0) return one.count === 0 ? other : one;
  return {
    count: one.count + other.count,
    first: [...one.first, ...other.first].slice(0, mostKept),
    texts: new Blob([one.texts, lineEnd, other.texts]),
    heading: one.heading,
  };
}

/** To be mended and read again: without their heading the columns would be other ones. */
export function fileOf({ count, texts, heading }: BadLineList): Blob {
  return count === 0 || heading === null ? texts : new Blob([heading, lineEnd, texts]);
}

/** Takes one line after the other; `list` says what came so far, under its heading. */
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
    list: (heading: string | null): BadLineList => ({
      count,
      first: [...first],
      texts: new Blob([...pieces, newest]),
      heading,
    }),
  };
}
