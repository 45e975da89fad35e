// People out of a CSV text or file, in pieces of whole records, so that a file of a million lines neither stops the page nor
// is in memory as a whole. A heading line may name the columns; without one they are Sales user name, Microsoft e-mail.

import { gatherBadLines, type BadLineList } from './bad-lines.ts';
import { createPackedLines } from './packed-lines.ts';
import { parserFor, type Cells, type Parse } from './parse-piece.ts';
import { columnsOf, usualLayout, type RosterLayout } from './roster-layout.ts';
import { piecesOf, type Piece, type RosterSource } from './roster-pieces.ts';
import { createLineCheck, type Lines, type RosterLine } from './roster-lines.ts';

export interface CheckedLines {
  readonly good: Lines;
  readonly bad: BadLineList;
  /** as lines must be written to stand among these */
  readonly layout: RosterLayout;
}

interface ReadOptions {
  readonly signal?: AbortSignal;
  /** after each part that was read: lets the page paint, and may say how far it is (0 to 1) */
  pause(share: number): Promise<void>;
}

const blockLines = 500;

/** Lines with good cells, and the others with what is wrong. Rejects when the signal says so or the file cannot be read. */
export async function readRosterCsv(source: RosterSource, options: ReadOptions): Promise<CheckedLines> {
  const good = createPackedLines();
  const bad = gatherBadLines();
  const check = createLineCheck();
  let parser: Awaited<ReturnType<typeof parserFor>> | null = null;
  let layout: RosterLayout | null = null;
  for await (const piece of piecesOf(source)) {
    options.signal?.throwIfAborted();
    parser ??= await parserFor(piece.text);
    for (const part of readableParts(piece, parser.parse)) {
      if (part.records === null)
        bad.push({ line: part.linesBefore + 1, text: part.text.trim(), problem: { is: 'quotes' } });
      for (const record of part.records ?? []) {
        if (record.cells.every((cell) => cell === '')) continue;
        if (layout === null) {
          const columns = columnsOf(record.cells);
          const { delimiter } = parser;
          layout = columns ? { heading: record.text, delimiter, columns } : { ...usualLayout, delimiter };
          if (columns) continue;
        }
        const line = lineOf(record, layout);
        const problem = line === null ? incomplete : check(line);
        if (line !== null && problem === null) good.push(line);
        else if (problem !== null) bad.push({ line: record.line, text: record.text, problem });
      }
      await options.pause(piece.share);
    }
  }
  layout ??= usualLayout;
  return { good, bad: bad.list(layout.heading), layout };
}

const incomplete = { is: 'incomplete' } as const;

function lineOf({ line, cells }: Cells, { columns }: RosterLayout): RosterLine | null {
  const salesUserName = cells[columns.salesUserName] ?? '';
  const email = cells[columns.email] ?? '';
  const displayName = cells[columns.displayName] ?? '';
  if (cells.length < 2 || (salesUserName === '' && email === '')) return null;
  return { line, salesUserName, email, ...(displayName === '' ? {} : { displayName }) };
}

interface ReadPart extends Pick<Piece, 'linesBefore' | 'text'> {
  /** null: this one line cannot be read */
  readonly records: readonly Cells[] | null;
}

/** A piece with a quote where it must not be is read again in blocks of lines, and such a block line by line. */
function* readableParts(piece: Piece, parse: Parse): Generator<ReadPart> {
  const records = parse(piece);
  if (records !== null) yield { ...piece, records };
  else
    for (const block of blocksOf(piece, blockLines)) {
      const some = parse(block);
      if (some !== null) yield { ...block, records: some };
      else for (const line of blocksOf(block, 1)) yield { ...line, records: parse(line) };
    }
}

function* blocksOf(
  piece: Pick<Piece, 'linesBefore' | 'text'>,
  lineCount: number,
): Generator<Pick<Piece, 'linesBefore' | 'text'>> {
  const lines = piece.text.split('\n');
  for (let from = 0; from < lines.length; from += lineCount)
    yield {
      linesBefore: piece.linesBefore + from,
      text: lines.slice(from, from + lineCount).join('\n'),
    };
}
