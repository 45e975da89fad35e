// The users of a question as NDJSON: a row of JSON per line, as the page has it.

import { Readable } from 'node:stream';
import { userRows, type RowParts, type WantedRows } from './user-rows.ts';

export const ndjson = 'application/x-ndjson';

/** Whether the caller asked for lines in so many words. */
export function wantsLines(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === ndjson);
}

export function userLines(parts: RowParts, wanted: WantedRows): Readable {
  return Readable.from(lines(parts, wanted));
}

async function* lines(parts: RowParts, wanted: WantedRows): AsyncGenerator<string> {
  for await (const row of userRows(parts, wanted)) yield `${JSON.stringify(row)}\n`;
}
