// How long a user's sign-ins still last when nobody does anything.

import type { UserRow } from '../../../contract/users.ts';
import { sides, type Side } from '../../../sync/model/side.ts';

export type Runway =
  | { readonly state: 'ended' }
  | { readonly state: 'unknown' }
  | { readonly state: 'ends'; readonly side: Side; readonly leftMs: number };

/** The side that ends first decides; a side whose end no service tells is renewed silently. */
export function runwayOf(row: Pick<UserRow, Side>, nowMs: number): Runway {
  if (sides.some((side) => row[side].state !== 'active')) return { state: 'ended' };
  const ends = sides.flatMap((side) => {
    const { endsAt } = row[side];
    return endsAt === null ? [] : [{ state: 'ends' as const, side, leftMs: Date.parse(endsAt) - nowMs }];
  });
  const [first] = ends.sort((a, b) => a.leftMs - b.leftMs);
  if (!first) return { state: 'unknown' };
  return first.leftMs <= 0 ? { state: 'ended' } : first;
}
