// Where in the Monitor the address points, and how to move. Every address keeps the list's view, so that *Close* and the
// browser's own way back return to the same list.

import { useMemo } from 'react';
import { navigate, useFragment } from '../../shell/fragment-location.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { noFilters, readView, writeView, type View } from './view.ts';

export type Section = 'causes' | 'settings' | 'audit';

export interface Place {
  readonly view: View;
  readonly unknown: readonly string[];
  /** addresses for links, with `#` */
  readonly listHref: string;
  sectionHref(section: Section | 'settings/history'): string;
  /** everybody with this cause, whatever the list showed before */
  causeHref(cause: CauseCode): string;
  userHref(id: string): string;
  runHref(id: string, transactionNumber: number): string;
  change(change: Partial<View>): void;
  /** to the list, as it was */
  close(): void;
}

/** The same details, at what fails. `href` is that of the user: a row knows it, and asks for no place of its own. */
export function errorsHrefOf(href: string, id: string): string {
  return href.replace(id, `${id}/errors`);
}

export function usePlace(): Place {
  const fragment = useFragment();
  const at = fragment.indexOf('?');
  const query = at < 0 ? '' : fragment.slice(at + 1);
  return useMemo(() => {
    const { view, unknown } = readView(query);
    const suffix = writeView(view);
    const user = (id: string): string => `/monitor/users/${id}`;
    return {
      view,
      unknown,
      listHref: `#/monitor${suffix}`,
      sectionHref: (section) => `#/monitor/${section}${suffix}`,
      causeHref: (cause) => `#/monitor${writeView({ ...view, ...noFilters, card: 'all', q: '', cause })}`,
      userHref: (id) => `#${user(id)}${suffix}`,
      runHref: (id, transactionNumber) => `#${user(id)}/runs/${transactionNumber}${suffix}`,
      // Typing and sorting are no stations on the way back; another card is.
      change: (change) => {
        const next = { ...view, ...change };
        const isStation = next.card !== view.card;
        navigate(`/monitor${writeView(next)}`, { replace: !isStation });
      },
      close: () => {
        navigate(`/monitor${suffix}`);
      },
    };
  }, [query]);
}
