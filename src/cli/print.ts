// Three forms of the same answer: a table for people, JSON, and a line of JSON per item. Names come from other people:
// control characters never reach the terminal.

import Table from 'cli-table3';
import { CliFailure, unreachableRemedy } from './failure.ts';
import type { World } from './world.ts';

export interface Form {
  readonly json?: true;
  readonly ndjson?: true;
}

export type Cell = string | number | boolean | null | undefined;

export interface Columns<T> {
  readonly [heading: string]: (item: T) => Cell;
}

export function printDocument(world: World, value: unknown, form: Form): void {
  world.out(`${safe(JSON.stringify(value, null, form.ndjson ? undefined : 2))}\n`);
}

export function printLines(world: World, items: readonly unknown[]): void {
  for (const item of items) world.out(`${safe(JSON.stringify(item))}\n`);
}

/** Lines of JSON as the relay sends them: never more of them in memory than what is on its way. */
export async function printStream(world: World, stream: ReadableStream<Uint8Array>): Promise<void> {
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
  const escaped = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, controller) => {
      controller.enqueue(encoder.encode(safe(decoder.decode(bytes, { stream: true }))));
    },
  });
  await world.save('-', stream.pipeThrough(escaped)).catch((cause: unknown) => {
    throw new CliFailure('unreachable', 'The list was cut off.', unreachableRemedy, { cause });
  });
}

export function printTable<T>(world: World, items: readonly T[], columns: Columns<T>): void {
  const headings = Object.keys(columns);
  const table = new Table({
    head: headings,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: bare,
  });
  for (const item of items) table.push(headings.map((heading) => plain(columns[heading]?.(item))));
  // Ends of lines are padded by the table; they would only make differences.
  world.out(`${table.toString().replace(/ +$/gm, '')}\n`);
}

const bare = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle']
    .flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`, 'mid-mid', 'left-mid'])
    .map((edge) => [edge, '']),
);

function plain(cell: Cell): string {
  if (cell === null || cell === undefined || cell === '') return '-';
  return String(cell).replace(/[\p{Cc}\p{Bidi_Control}]/gu, '�');
}

/** JSON escapes the old control characters by itself, but not those of the terminal's 8-bit codes. */
function safe(json: string): string {
  return json.replace(/[\u007f-\u009f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
