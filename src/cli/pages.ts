// Lists that come page by page, in each form.

import type { Paging } from './options.ts';
import { printDocument, printLines, printTable, type Columns, type Form } from './print.ts';
import type { World } from './world.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Pages<T> {
  read(after: string | null): Promise<Page<T>>;
  readonly columns: Columns<T>;
}

/** One page, or with `--all` each page as it comes; JSON needs them all before its first line. */
export async function printPages<T>(world: World, options: Form & Paging, pages: Pages<T>): Promise<void> {
  const gathered: T[] = [];
  let page = await pages.read(options.after ?? null);
  for (;;) {
    if (options.ndjson) printLines(world, page.items);
    else gathered.push(...page.items);
    if (!options.all || page.next === null) break;
    page = await pages.read(page.next);
  }
  if (options.ndjson) return;
  if (options.json) {
    printDocument(world, { ...page, items: gathered }, options);
    return;
  }
  printTable(world, gathered, pages.columns);
  if (page.next !== null) world.err('There are more: --all lists them.\n');
}

/** A list that comes whole: `document` as the relay answered it, `items` as lines or as a table. */
export function printList<T>(
  world: World,
  form: Form,
  list: { readonly document: unknown; readonly items: readonly T[]; readonly columns: Columns<T> },
): void {
  if (form.json) printDocument(world, list.document, form);
  else if (form.ndjson) printLines(world, list.items);
  else printTable(world, list.items, list.columns);
}
