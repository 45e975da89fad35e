// When both sides of a pair last agreed, by the servers' clocks: what a question says beside its two values (D16).

import type { Conflict } from '../../model/decision.ts';
import type { Link, LinkEnd } from '../../model/link.ts';
import type { RemoteRecord, UnitName } from '../../model/record.ts';
import { sides } from '../../model/side.ts';
import { isOwnStamp } from './own-stamp.ts';
import type { LivePair } from './unit-movement.ts';

/** For a question about these units; epoch ms, null where they never agreed as far as this memory goes (A3, A6). */
export function agreedAtMs(pair: LivePair, units: readonly UnitName[], open: Conflict | null): number | null {
  const { link } = pair;
  // While a question is open the versions that come are what it is about.
  const isOpen = open?.question === 'fields' && units.some((unit) => link.pendingUnits.includes(unit));
  if (isOpen) return open.baseAtMs;
  const hasBase = units.some((unit) => sides.every((side) => link[side]?.base[unit] !== undefined));
  if (!hasBase) return null;
  return newest(sides.flatMap((side) => timesOf(link[side], pair[side])));
}

/** For a pair of which one record is gone. */
export function linkAgreedAtMs(link: Link): number | null {
  return newest(sides.flatMap((side) => timesOf(link[side], null)));
}

/** The version at hand is contested itself: a plan of its own may have been refused before (412). */
function timesOf(end: LinkEnd | null, now: RemoteRecord | null): readonly number[] {
  if (end === null) return [];
  const isContested = now !== null && end.baseAtMs === now.modifiedAtMs && !isOwnStamp(now, end);
  return [...(end.ownWriteAtMs === null ? [] : [end.ownWriteAtMs]), ...(isContested ? [] : [end.baseAtMs])];
}

function newest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times);
}
