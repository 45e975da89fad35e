// Good lines of a long file, packed: a million of them as objects would take a few hundred megabytes, as bytes it is about
// what the file has.

import { z } from 'zod';
import type { RosterLine } from './roster-lines.ts';

export interface PackedLines {
  readonly length: number;
  push(line: RosterLine): void;
  /** as an array has it */
  slice(from: number, to: number): readonly RosterLine[];
}

const blockLines = 1_000;
const block = z.array(z.tuple([z.int(), z.string(), z.string(), z.string().nullable()]));

export function createPackedLines(): PackedLines {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const blocks: Uint8Array[] = [];
  let newest: RosterLine[] = [];
  const linesOf = (index: number): readonly RosterLine[] => {
    const bytes = blocks[index];
    if (!bytes) return newest;
    return block
      .parse(JSON.parse(decoder.decode(bytes)))
      .map(([line, salesUserName, email, displayName]) => ({
        line,
        salesUserName,
        email,
        ...(displayName === null ? {} : { displayName }),
      }));
  };
  return {
    get length() {
      return blocks.length * blockLines + newest.length;
    },
    push: (line) => {
      newest.push(line);
      if (newest.length < blockLines) return;
      blocks.push(
        encoder.encode(
          JSON.stringify(
            newest.map((one) => [one.line, one.salesUserName, one.email, one.displayName ?? null]),
          ),
        ),
      );
      newest = [];
    },
    slice: (from, to) => {
      const found: RosterLine[] = [];
      const last = Math.min(to, blocks.length * blockLines + newest.length);
      for (let at = from; at < last;) {
        const start = at % blockLines;
        const lines = linesOf(Math.floor(at / blockLines)).slice(start, start + last - at);
        for (const line of lines) found.push(line);
        at += lines.length;
      }
      return found;
    },
  };
}
