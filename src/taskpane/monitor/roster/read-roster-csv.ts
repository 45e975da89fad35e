// People out of a CSV text, in pieces of whole records, so that a file of a million lines never stops the page. A heading
// line may name the columns; without one they are Sales user name, Microsoft e-mail.

import { z } from 'zod';
import { createLineCheck, type BadLine, type CheckedLines, type RosterLine } from './roster-lines.ts';

interface ReadOptions {
  readonly signal?: AbortSignal;
  /** between two pieces: lets the page paint, and may say how far it is (0 to 1) */
  pause(share: number): Promise<void>;
}

interface Columns {
  readonly salesUserName: number;
  readonly email: number;
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
  readonly text: string;
}

const pieceCharacters = 128 * 1024;
const blockLines = 500;
const usualColumns: Columns = { salesUserName: 0, email: 1 };

/** Lines with good cells, and the others with what is wrong. Rejects only when the signal says so. */
export async function readRosterCsv(source: string, options: ReadOptions): Promise<CheckedLines> {
  // the parser counts `\r\n` inside of a cell twice
  const text = source.replaceAll('\r\n', '\n');
  const parse = await loadParser(text);
  const good: RosterLine[] = [];
  const bad: BadLine[] = [];
  const check = createLineCheck();
  let columns: Columns | null = null;
  for (const piece of readablePieces(text, parse)) {
    options.signal?.throwIfAborted();
    if (piece.records === null)
      bad.push({ line: piece.linesBefore + 1, text: piece.text.trim(), problem: { is: 'quotes' } });
    for (const record of piece.records ?? []) {
      if (record.cells.every((cell) => cell === '')) continue;
      if (columns === null) {
        const heading = headingOf(record.cells);
        columns = heading ?? usualColumns;
        if (heading) continue;
      }
      const line = lineOf(record, columns);
      const problem = line === null ? ({ is: 'incomplete' } as const) : check(line);
      if (line !== null && problem === null) good.push(line);
      else if (problem !== null) bad.push({ line: record.line, text: record.text, problem });
    }
    await options.pause(Math.min(1, (piece.at + piece.text.length) / text.length));
  }
  return { good, bad: bad.sort((a, b) => a.line - b.line) };
}

function lineOf({ line, cells }: Cells, columns: Columns): RosterLine | null {
  const salesUserName = cells[columns.salesUserName] ?? '';
  const email = cells[columns.email] ?? '';
  if (cells.length < 2 || (salesUserName === '' && email === '')) return null;
  return { line, salesUserName, email };
}

/** A first line without any address whose words name the columns. */
function headingOf(cells: readonly string[]): Columns | null {
  if (cells.some((cell) => cell.includes('@'))) return null;
  const email = cells.findIndex((cell) => /mail|microsoft/i.test(cell));
  const salesUserName = cells.findIndex((cell, at) => at !== email && /sales|user/i.test(cell));
  return email < 0 || salesUserName < 0 ? null : { email, salesUserName };
}

interface Piece {
  /** offset in the whole text */
  readonly at: number;
  /** lines before it */
  readonly linesBefore: number;
  readonly text: string;
}

interface ReadPiece extends Piece {
  /** null: this one line cannot be read */
  readonly records: readonly Cells[] | null;
}

/** A piece with a quote where it must not be is read again in blocks of lines, and such a block line by line. */
function* readablePieces(text: string, parse: Parse): Generator<ReadPiece> {
  for (const piece of piecesOf(text)) {
    const records = parse(piece);
    if (records !== null) yield { ...piece, records };
    else
      for (const block of blocksOf(piece, blockLines)) {
        const some = parse(block);
        if (some !== null) yield { ...block, records: some };
        else for (const line of blocksOf(block, 1)) yield { ...line, records: parse(line) };
      }
  }
}

function* blocksOf(piece: Piece, lineCount: number): Generator<Piece> {
  const lines = piece.text.split('\n');
  let at = piece.at;
  for (let from = 0; from < lines.length; from += lineCount) {
    const text = lines.slice(from, from + lineCount).join('\n');
    yield { at, linesBefore: piece.linesBefore + from, text };
    at += text.length + 1;
  }
}

/** Cut at line ends outside of quotes; a quote that never closes makes the rest one piece. */
function* piecesOf(text: string): Generator<Piece> {
  let at = 0;
  let linesBefore = 0;
  while (at < text.length) {
    const end = endOfPiece(text, at);
    const piece = text.slice(at, end);
    yield { at, linesBefore, text: piece };
    linesBefore += countOf(piece, '\n');
    at = end;
  }
}

function endOfPiece(text: string, from: number): number {
  let isQuoted = false;
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    const lineEnd = text.indexOf('\n', Math.max(at, from + pieceCharacters));
    if (lineEnd < 0) return text.length;
    if (!isQuoted && (quote < 0 || lineEnd < quote)) return lineEnd + 1;
    if (quote < 0) return text.length;
    isQuoted = !isQuoted;
    at = quote + 1;
  }
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

/** Spreadsheets of other countries part cells by semicolons or tabs: what the first line has most of. */
function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  const [best] = [',', ';', '\t'].sort((a, b) => countOf(first, b) - countOf(first, a));
  return best ?? ',';
}

/** null: a quote stands where it must not. */
type Parse = (piece: Piece) => readonly Cells[] | null;

/** What `info` and `raw` make of a row; the types of the parser do not say it. */
const parsedRows = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }), raw: z.string() }),
);

/** The parser is fetched with the first text: who never adds users never loads it. */
async function loadParser(text: string): Promise<Parse> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const options = {
    bom: true,
    delimiter: delimiterOf(text),
    trim: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  return (piece) => {
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
}
