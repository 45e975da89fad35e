// The rows of all pages in one list. Pages come at the end or change where they stand, so that a list of a hundred thousand
// takes in the next page, or one changed row, without going through the others again.

import type { UserPage, UserRow } from '../../../contract/users.ts';

/** rows a browser keeps of one list; whoever is not among them is found by a search or a filter */
export const mostListed = 100_000;

export interface ListRows {
  (pages: readonly UserPage[]): readonly UserRow[];
  /** whether a user is among the rows that were listed last */
  has(id: string): boolean;
}

/** A row that moved while pages were read comes twice and is listed once. The same rows are the same array. */
export function createListedRows(): ListRows {
  let known: readonly UserPage[] = [];
  let rows: readonly UserRow[] = [];
  /** id → number of its row */
  let places = new Map<string, number>();

  const append = (pages: readonly UserPage[]): void => {
    const longer = [...rows];
    for (const { items } of pages)
      for (const row of items) {
        if (places.has(row.id)) continue;
        places.set(row.id, longer.length);
        longer.push(row);
      }
    rows = longer;
  };
  const replace = (before: readonly UserPage[], after: readonly UserPage[]): void => {
    const changed = [...rows];
    after.forEach(({ items }, page) => {
      items.forEach((row, at) => {
        const place = places.get(row.id);
        const shown = before[page]?.items[at];
        // Of a row that came twice the first one is listed.
        if (row !== shown && place !== undefined && changed[place] === shown) changed[place] = row;
      });
    });
    rows = changed;
  };
  const list = (pages: readonly UserPage[]): readonly UserRow[] => {
    const kept = pages.slice(0, known.length);
    if (kept.length < known.length || !kept.every((page, at) => hasSameUsers(page, known[at]))) {
      known = [];
      rows = [];
      places = new Map();
    }
    const old = pages.slice(0, known.length);
    if (old.some((page, at) => page !== known[at])) replace(known, old);
    if (pages.length > known.length) append(pages.slice(known.length));
    known = pages;
    return rows;
  };
  return Object.assign(list, { has: (id: string) => places.has(id) });
}

function hasSameUsers(page: UserPage, known: UserPage | undefined): boolean {
  if (page === known) return true;
  return (
    page.items.length === known?.items.length && page.items.every(({ id }, at) => id === known.items[at]?.id)
  );
}
