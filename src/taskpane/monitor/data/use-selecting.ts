// Which users are picked: some rows by id, or everything a filter matches except some. It outlives scrolling and details,
// and ends with the list it was made in.

import { useMemo, useState } from 'react';
import { mostSelectedIds, type Selection } from '../../../contract/commands.ts';
import { filtersOf, type View } from './view.ts';

export type Picked =
  | { readonly by: 'ids'; readonly ids: ReadonlySet<string> }
  | { readonly by: 'filter'; readonly except: ReadonlySet<string> };

export interface Selecting {
  readonly picked: Picked;
  /** the newest row was left as it was: the relay takes no more of them one by one */
  readonly isFull: boolean;
  has(id: string): boolean;
  toggle(id: string): void;
  /** more than the relay takes by id: everybody the filter matches, which the number that is picked says */
  pick(ids: readonly string[]): void;
  pickAllMatching(): void;
  clear(): void;
}

const nothing: Picked = { by: 'ids', ids: new Set() };

interface State {
  readonly list: string;
  readonly picked: Picked;
  readonly isFull: boolean;
}

export function useSelecting(view: View): Selecting {
  const list = JSON.stringify([view.card, view.q, filtersOf(view)]);
  const empty: State = { list, picked: nothing, isFull: false };
  const [state, setState] = useState(empty);
  const { picked, isFull } = state.list === list ? state : empty;
  return useMemo(() => {
    const set = (next: Picked): void => {
      const isTooMany = (next.by === 'ids' ? next.ids : next.except).size > mostSelectedIds;
      setState({ list, picked: isTooMany ? picked : next, isFull: isTooMany });
    };
    return {
      picked,
      isFull,
      has: (id) => (picked.by === 'ids' ? picked.ids.has(id) : !picked.except.has(id)),
      toggle: (id) => {
        set(
          picked.by === 'ids'
            ? { by: 'ids', ids: toggled(picked.ids, id) }
            : { by: 'filter', except: toggled(picked.except, id) },
        );
      },
      pick: (ids) => {
        set(
          ids.length > mostSelectedIds
            ? { by: 'filter', except: new Set() }
            : { by: 'ids', ids: new Set(ids) },
        );
      },
      pickAllMatching: () => {
        set({ by: 'filter', except: new Set() });
      },
      clear: () => {
        set(nothing);
      },
    };
  }, [list, picked, isFull]);
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** `total` is the number the filter matches. */
export function pickedCount(picked: Picked, total: number): number {
  return picked.by === 'ids' ? picked.ids.size : Math.max(0, total - picked.except.size);
}

/** Null when nothing is picked. */
export function selectionOf(picked: Picked, view: View): Selection | null {
  const { card, q } = view;
  if (picked.by === 'ids') return picked.ids.size === 0 ? null : { by: 'ids', ids: [...picked.ids] };
  return { by: 'filter', card, except: [...picked.except], ...(q === '' ? {} : { q }), ...filtersOf(view) };
}

/** What a box above the rows shows. Looks at all of them only where all may be picked. */
export function checkOf(
  { picked, has }: Selecting,
  rows: readonly { readonly id: string }[],
): boolean | 'mixed' {
  if (picked.by === 'ids') {
    if (picked.ids.size < rows.length) return picked.ids.size === 0 ? false : 'mixed';
    return rows.every(({ id }) => has(id)) ? true : 'mixed';
  }
  if (picked.except.size < rows.length) return picked.except.size === 0 ? true : 'mixed';
  return rows.some(({ id }) => has(id)) ? 'mixed' : false;
}
