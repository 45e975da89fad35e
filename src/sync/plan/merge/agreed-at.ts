// When both sides of a pair last agreed, by the servers' clocks: what a question says beside its two values (D16). Kept unit
// by unit and moved on together with the bases, so that a write that was refused or lost leaves it where it was.

import type { Link } from '../../model/link.ts';
import type { UnitName } from '../../model/record.ts';
import { sides } from '../../model/side.ts';

/** For a question about these units; epoch ms, null where they never agreed as far as this memory goes (A3, A6). */
export function agreedAtMs(link: Link, units: readonly UnitName[]): number | null {
  const times = units.flatMap((unit) =>
    sides.every((side) => link[side]?.base[unit] !== undefined) ? (link.agreedAtMs?.[unit] ?? []) : [],
  );
  return times.length === 0 ? null : Math.max(...times);
}

/** For a pair of which one record is gone. */
export function linkAgreedAtMs(link: Link): number | null {
  return agreedAtMs(link, Object.keys(link.agreedAtMs ?? {}));
}

/** The pair agrees on these units since that version. */
export function agreed(
  link: Link,
  units: readonly UnitName[],
  atMs: number,
): NonNullable<Link['agreedAtMs']> {
  return { ...link.agreedAtMs, ...Object.fromEntries(units.map((unit) => [unit, atMs])) };
}
