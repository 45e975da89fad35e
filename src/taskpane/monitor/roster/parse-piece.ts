// Cells of one piece of a CSV. The parser is fetched with the first text: who never adds users never loads it.

import { z } from 'zod';
import type { Piece } from './roster-pieces.ts';

export interface Cells {
  /** as a person counts, from 1 */
  readonly line: number;
  readonly cells: readonly string[];
  /** as it stood there */
  readonly text: string;
}

/** null: a quote stands where it must not. */
export type Parse = (piece: Pick<Piece, 'text' | 'linesBefore'>) => readonly Cells[] | null;

/** What `info` and `raw` make of a row; the types of the parser do not say it. */
const parsedRows = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }), raw: z.string() }),
);

interface Parser {
  readonly parse: Parse;
  readonly delimiter: string;
}

/** `first`: the beginning of the text, which says what parts its cells. */
export async function parserFor(first: string): Promise<Parser> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const delimiter = delimiterOf(first);
  const options = {
    bom: true,
    delimiter,
    trim: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  const read: Parse = (piece) => {
    try {
      return parsedRows.parse(parse(piece.text, options)).map(({ record, info, raw }) => ({
        line: piece.linesBefore + info.lines - countOf(raw.trim(), '\n'),
        cells: record,
        text: raw.trim(),
      }));
    } catch {
      return null;
    }
  };
  return { parse: read, delimiter };
}

/** Spreadsheets of other countries part cells by semicolons or tabs: what the first line has most of. */
function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  const [best] = [',', ';', '\t'].sort((a, b) => countOf(first, b) - countOf(first, a));
  return best ?? ',';
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
