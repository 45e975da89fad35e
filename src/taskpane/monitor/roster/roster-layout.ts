// Which column of a CSV is what. Lines that come back to be mended are written as the others stand there, under the same heading.

import type { RosterLine } from './roster-lines.ts';

export interface RosterLayout {
  /** the line that names the columns, as it stood there; null: there is none */
  readonly heading: string | null;
  readonly delimiter: string;
  readonly columns: Columns;
}

interface Columns {
  readonly salesUserName: number;
  readonly email: number;
  /** -1: there is none */
  readonly displayName: number;
}

export const usualLayout: RosterLayout = {
  heading: null,
  delimiter: ',',
  columns: { salesUserName: 0, email: 1, displayName: -1 },
};

/** As the six languages call it. */
const displayNames = /display|anzeige|affich|mostrar|表示|العرض|^name$/i;

/** The columns of a first line without any address whose words name them; null: it is a person's line. */
export function columnsOf(cells: readonly string[]): Columns | null {
  if (cells.some((cell) => cell.includes('@'))) return null;
  const displayName = cells.findIndex((cell) => displayNames.test(cell));
  const email = cells.findIndex((cell, at) => at !== displayName && /mail|microsoft/i.test(cell));
  const salesUserName = cells.findIndex(
    (cell, at) => at !== email && at !== displayName && /sales|user/i.test(cell),
  );
  return email < 0 || salesUserName < 0 ? null : { email, salesUserName, displayName };
}

/** The person's cells in their places; what other columns held is not known any more. */
export function textOf(person: Omit<RosterLine, 'line'>, layout = usualLayout): string {
  const { columns, delimiter } = layout;
  const cells = Array.from(
    { length: Math.max(columns.salesUserName, columns.email, columns.displayName) + 1 },
    () => '',
  );
  cells[columns.salesUserName] = person.salesUserName;
  cells[columns.email] = person.email;
  if (columns.displayName >= 0) cells[columns.displayName] = person.displayName ?? '';
  return cells.map((cell) => quoted(cell, delimiter)).join(delimiter);
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
