// An instant as text: short where it stands; exact on hover, and where the keyboard is or there is room for both.

import { useMoments } from '../../shell/moments.ts';
import { Exact } from './Exact.tsx';

export interface MomentProps {
  /** ISO 8601, null where it never happened */
  readonly iso: string | null;
  /** `ago`: "2 min ago"; `at`: time of day, with the date when it is not today; `date`: always both */
  readonly as: 'ago' | 'at' | 'date';
  /** in a cell that may have the keyboard */
  readonly isActive?: boolean;
  /** the exact words, too */
  readonly isWhole?: boolean;
}

export function Moment({ iso, as, isActive = false, isWhole = false }: MomentProps) {
  const moments = useMoments();
  if (iso === null) return <>–</>;
  const atMs = Date.parse(iso);
  const exact = moments.date(atMs);
  return (
    <>
      <time dateTime={iso} title={exact}>
        {isWhole ? `${moments[as](atMs)} · ${exact}` : moments[as](atMs)}
      </time>
      {isActive ? <Exact words={exact} /> : null}
    </>
  );
}
