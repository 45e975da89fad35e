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
  has(id: string): boolean;
  toggle(id: string): void;
  /** more than the relay takes by id: everybody the filter matches, which the number that is picked says */
  pick(ids: readonly string[]): void;
  pickAllMatching(): void;
  clear(): void;
}

const nothing: Picked = { by: 'ids', ids: new Set() };

export function useSelecting(view: View): Selecting {
  const list = JSON.stringify([view.card, view.q, filtersOf(view)]);
  const [state, setState] = useState<{ readonly list: string; readonly picked: Picked }>({
    list,
    picked: nothing,
  });
  const picked = state.list === list ? state.picked : nothing;
  return useMemo(() => {
    const set = (next: Picked): void => {
      setState({ list, picked: next });
    };
    return {
      picked,
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
  }, [list, picked]);
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
