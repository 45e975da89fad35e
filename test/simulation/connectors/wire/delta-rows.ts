// Pages of Outlook's change query as they may look on a bad day: rows with a few of their properties (F24), and rows that tell
// of an item what was told of it before (F15, F16).

import type { DeltaWay } from '../connector-plan.ts';
import type { DirectAnswer } from './direct-fetch.ts';
import type { WireRequest } from './exchange.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** The others are moods of the sandbox. */
export const waysOnWire: readonly DeltaWay[] = ['partial', 'old-rows'];

/** What a partial row keeps of the properties that are asked for, beside its id and etag. */
const kept: readonly string[] = ['jobTitle', 'displayName', 'parentFolderId'];

export class DeltaRows {
  readonly #newest = new Map<string, Row>();
  readonly #older = new Map<string, Row>();
  readonly #reach: (name: string) => void;

  constructor(reach: (name: string) => void) {
    this.#reach = reach;
  }

  /** The answer to this request in these ways; anything but a page of a change query stays as it is. */
  bend({ url }: WireRequest, answer: DirectAnswer, ways: readonly DeltaWay[]): DirectAnswer {
    if (!url.pathname.includes('/delta') || answer.status !== 200) return answer;
    const page = JSON.parse(answer.text) as { readonly value: readonly Row[] };
    const rows = page.value.filter((row) => !('@removed' in row));
    for (const row of rows) this.#remember(row);
    const old = ways.includes('old-rows') ? rows.flatMap(({ id }) => this.#older.get(id) ?? []) : [];
    if (old.length > 0) this.#reach('way old-rows');
    const whole = [...page.value, ...old];
    if (!ways.includes('partial') || rows.length === 0)
      return old.length === 0 ? answer : { ...answer, text: JSON.stringify({ ...page, value: whole }) };
    this.#reach('way partial');
    return { ...answer, text: JSON.stringify({ ...page, value: whole.map(partial) }) };
  }

  #remember(row: Row): void {
    const before = this.#newest.get(row.id);
    if (before?.['@odata.etag'] === row['@odata.etag']) return;
    if (before !== undefined) this.#older.set(row.id, before);
    this.#newest.set(row.id, row);
  }
}

function partial(row: Row): Row {
  if ('@removed' in row) return row;
  const names = Object.keys(row).filter(
    (name) => name === 'id' || name.startsWith('@') || kept.includes(name),
  );
  return { id: row.id, ...Object.fromEntries(names.map((name) => [name, row[name]])) };
}
