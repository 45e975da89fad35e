// An instant as text: short where it stands, exact on hover.

import { useMoments } from '../../shell/moments.ts';

export interface MomentProps {
  /** ISO 8601, null where it never happened */
  readonly iso: string | null;
  /** `ago`: "2 min ago"; `at`: time of day, with the date when it is not today */
  readonly as: 'ago' | 'at';
}

export function Moment({ iso, as }: MomentProps) {
  const moments = useMoments();
  if (iso === null) return <>–</>;
  const atMs = Date.parse(iso);
  return (
    <time dateTime={iso} title={moments.date(atMs)}>
      {moments[as](atMs)}
    </time>
  );
}
