// What the list shows, as it stands in the address: a link shows the same view. A value this build does not know is left
// out and named, never guessed at.

import { causeCodes, type CauseCode } from '../../../sync/model/cause.ts';
import {
  authorizationFilters,
  longestSearch,
  runnerFilters,
  type AuthorizationFilter,
  type RunnerFilter,
  type UserFilters,
} from '../../../contract/user-filters.ts';
import { cardIds, sortKeys, type CardId, type SortKey } from '../../../contract/users.ts';
import {
  columnIds,
  defaultColumns,
  fixedColumn,
  isAscendingFirst,
  usualOrders,
  type ColumnId,
  type Direction,
  type Order,
} from './columns.ts';

export interface Filters {
  readonly cause: CauseCode | null;
  readonly runner: RunnerFilter | null;
  readonly version: string | null;
  readonly authorization: AuthorizationFilter | null;
}

export interface View extends Filters {
  readonly card: CardId;
  readonly q: string;
  /** null: the usual order of the card */
  readonly sort: SortKey | null;
  readonly direction: Direction | null;
  readonly columns: readonly ColumnId[];
}

export interface ReadView {
  readonly view: View;
  /** names of parameters that were left out */
  readonly unknown: readonly string[];
}

export const noFilters: Filters = { cause: null, runner: null, version: null, authorization: null };
const filterNames = ['cause', 'runner', 'version', 'authorization'] as const;

const longestVersion = 32;
const directions = ['asc', 'desc'] as const;
const known = new Set<string>(['card', 'q', ...filterNames, 'sort', 'direction', 'columns']);

/** `query` is what follows the `?`. */
export function readView(query: string): ReadView {
  const parameters = new URLSearchParams(query);
  const unknown = [...new Set([...parameters.keys()].filter((name) => !known.has(name)))];
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | null => {
    const text = parameters.get(name);
    const found = values.find((value) => value === text) ?? null;
    if (text !== null && found === null) unknown.push(name);
    return found;
  };
  const short = (name: string, most: number): string => {
    const text = parameters.get(name) ?? '';
    if (text.length > most) unknown.push(name);
    return text.length > most ? '' : text;
  };
  const view: View = {
    card: oneOf('card', cardIds) ?? 'failed',
    q: short('q', longestSearch),
    cause: oneOf('cause', causeCodes),
    runner: oneOf('runner', runnerFilters),
    version: short('version', longestVersion) || null,
    authorization: oneOf('authorization', authorizationFilters),
    sort: oneOf('sort', sortKeys),
    direction: oneOf('direction', directions),
    columns: defaultColumns,
  };
  const columns = readColumns(parameters.get('columns'));
  if (!columns.isWhole) unknown.push('columns');
  return { view: { ...view, columns: columns.ids }, unknown };
}

function readColumns(text: string | null): { readonly ids: readonly ColumnId[]; readonly isWhole: boolean } {
  if (text === null) return { ids: defaultColumns, isWhole: true };
  const asked = new Set(text.split('.'));
  const ids = columnIds.filter((id) => id === fixedColumn || asked.has(id));
  const isWhole = [...asked].every((name) => columnIds.some((id) => id === name));
  return { ids: ids.length > 1 ? ids : defaultColumns, isWhole };
}

/** Begins with `?`, or is empty for the first view. */
export function writeView(view: View): string {
  const parameters = new URLSearchParams();
  if (view.card !== 'failed') parameters.set('card', view.card);
  if (view.q !== '') parameters.set('q', view.q);
  for (const name of filterNames) {
    const value = view[name];
    if (value !== null) parameters.set(name, value);
  }
  if (view.sort !== null) parameters.set('sort', view.sort);
  if (view.direction !== null) parameters.set('direction', view.direction);
  if (view.columns.join('.') !== defaultColumns.join('.')) parameters.set('columns', view.columns.join('.'));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** What the relay is asked for, in a list, a command or an export. */
export function filtersOf(view: Filters): UserFilters {
  return Object.fromEntries(filterNames.flatMap((name) => (view[name] === null ? [] : [[name, view[name]]])));
}

export function hasFilters(view: Filters): boolean {
  return filterNames.some((name) => view[name] !== null);
}

/** Fewer users than the whole card. */
export function isNarrowed(view: View): boolean {
  return view.q !== '' || hasFilters(view);
}

/** The order rows stand in, null where no column shows it. */
export function orderOf(view: View): Order | null {
  const usual = usualOrders[view.card] ?? null;
  if (view.sort === null) return usual && view.direction ? { ...usual, direction: view.direction } : usual;
  return { sort: view.sort, direction: view.direction ?? (isAscendingFirst(view.sort) ? 'asc' : 'desc') };
}

/** What a press on a heading asks for: its usual direction first, then the other one. */
export function nextOrder(view: View, sort: SortKey): Order {
  const current = orderOf(view);
  if (current?.sort !== sort) return { sort, direction: isAscendingFirst(sort) ? 'asc' : 'desc' };
  return { sort, direction: current.direction === 'asc' ? 'desc' : 'asc' };
}
