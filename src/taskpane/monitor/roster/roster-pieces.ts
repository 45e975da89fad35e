// A text or a file cut into pieces of whole records, of which each is read within a few milliseconds.

/** A file is never in memory as a whole. */
export type RosterSource = string | Blob;

export interface Piece {
  /** lines end with `\n` alone */
  readonly text: string;
  /** lines before it */
  readonly linesBefore: number;
  /** how much of the source is read with it: 0 to 1 */
  readonly share: number;
}

const pieceCharacters = 8 * 1024;
/** No cell is this long: the quote that opened it was none, and the next line end counts. */
const mostCharacters = 2 * pieceCharacters;
const chunkBytes = 256 * 1024;

export async function* piecesOf(source: RosterSource): AsyncGenerator<Piece> {
  let rest = '';
  let linesBefore = 0;
  let share = 0;
  const cut = function* (isEnd: boolean): Generator<Piece> {
    let from = 0;
    for (;;) {
      const end = endOfPiece(rest, from, isEnd);
      if (end === null) break;
      const text = rest.slice(from, end);
      yield { text, linesBefore, share };
      linesBefore += countOf(text, '\n');
      from = end;
    }
    rest = rest.slice(from);
  };
  for await (const chunk of chunksOf(source)) {
    rest += chunk.text;
    share = chunk.share;
    yield* cut(false);
  }
  yield* cut(true);
}

interface Chunk {
  readonly text: string;
  readonly share: number;
}

/** Rejects when the file cannot be read. Line ends are made `\n`, also one whose two characters are in two chunks. */
async function* chunksOf(source: RosterSource): AsyncGenerator<Chunk> {
  const isText = typeof source === 'string';
  const size = isText ? source.length : source.size;
  const decoder = new TextDecoder();
  let held = '';
  for (let from = 0; from < size; from += chunkBytes) {
    const to = Math.min(size, from + chunkBytes);
    const isLast = to === size;
    const read = isText
      ? source.slice(from, to)
      : decoder.decode(await bytesOf(source.slice(from, to)), { stream: !isLast });
    const text = held + read;
    held = !isLast && text.endsWith('\r') ? '\r' : '';
    yield {
      text: text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n'),
      share: to / size,
    };
  }
}

function bytesOf(part: Blob): Promise<ArrayBuffer> {
  return part.arrayBuffer();
}

/** At a line end outside of quotes; null: more of the text is needed to tell. */
function endOfPiece(text: string, from: number, isEnd: boolean): number | null {
  if (from === text.length) return null;
  let isQuoted = false;
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    const lineEnd = text.indexOf('\n', Math.max(at, from + pieceCharacters));
    const isWithin = lineEnd >= 0 && lineEnd - from < mostCharacters;
    if (!isQuoted && isWithin && (quote < 0 || lineEnd < quote)) return lineEnd + 1;
    if (quote < 0 || quote - from >= mostCharacters || (!isWithin && lineEnd >= 0)) break;
    isQuoted = !isQuoted;
    at = quote + 1;
  }
  if (text.length - from < mostCharacters) return isEnd ? text.length : null;
  return anyLineEnd(text, from);
}

/** The last one of what a piece may have at most; without any, the line is longer than any that could be good. */
function anyLineEnd(text: string, from: number): number {
  const lineEnd = text.lastIndexOf('\n', from + mostCharacters - 1);
  return lineEnd < from ? from + mostCharacters : lineEnd + 1;
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}
