// Which users are picked: some rows by id, or everything a filter matches except some. It outlives scrolling and details.
// Who was picked by id stays so in every list, also where no row shows it: the bar says how many. A filter holds in its list.

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
  /** beside those who are picked; more than the relay takes by id: everybody the filter matches, which their number says */
  pick(ids: readonly string[]): void;
  /** of a selection by filter: all */
  drop(ids: readonly string[]): void;
  pickAllMatching(): void;
  clear(): void;
}

const nothing = { by: 'ids', ids: new Set<string>() } as const satisfies Picked;

interface State {
  readonly list: string;
  readonly picked: Picked;
  readonly isFull: boolean;
}

export function useSelecting(view: View): Selecting {
  const list = JSON.stringify([view.card, view.q, filtersOf(view)]);
  const [state, setState] = useState<State>({ list, picked: nothing, isFull: false });
  const isOfList = state.list === list;
  const picked = isOfList || state.picked.by === 'ids' ? state.picked : nothing;
  const isFull = isOfList && state.isFull;
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
            : { by: 'ids', ids: new Set([...idsOf(picked), ...ids]) },
        );
      },
      drop: (ids) => {
        const gone = new Set(ids);
        set({ by: 'ids', ids: new Set([...idsOf(picked)].filter((id) => !gone.has(id))) });
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

const idsOf = (picked: Picked): ReadonlySet<string> => (picked.by === 'ids' ? picked.ids : nothing.ids);

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

/** Those picked one by one whom no loaded row shows: another search or filter found them, or they are further down. */
export function notListedOf(
  picked: Picked,
  { isListed }: { isListed(id: string): boolean },
): readonly string[] {
  return picked.by === 'ids' ? [...picked.ids].filter((id) => !isListed(id)) : [];
}

/** What a box above the rows shows. Looks at all of them only where all may be picked. */
export function checkOf(
  { picked, has }: Selecting,
  rows: readonly { readonly id: string }[],
  notListed: number,
): boolean | 'mixed' {
  if (picked.by === 'ids') {
    const listed = picked.ids.size - notListed;
    if (listed < rows.length) return listed === 0 ? false : 'mixed';
    return true;
  }
  if (picked.except.size < rows.length) return picked.except.size === 0 ? true : 'mixed';
  return rows.some(({ id }) => has(id)) ? 'mixed' : false;
}
