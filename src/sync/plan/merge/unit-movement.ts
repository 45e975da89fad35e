// What happened to one merge unit since both sides last agreed. A base that is absent means they never did: then A3
// decides, or A6 while a round after lost state runs.

import type { Link } from '../../model/link.ts';
import type { RemoteRecord, UnitName } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { PlanContext } from '../plan-context.ts';
import { agreement, digestOf, valueOf, type Agreement } from './unit-forms.ts';

export type Movement =
  /** neither side moved */
  | 'none'
  /** both sides hold the same: bases advance, no write */
  | 'agree'
  /** A6: they differ, but neither was touched since the last run that succeeded: taken as they are */
  | 'accept'
  /** that side alone moved */
  | 'microsoft'
  | 'sales'
  /** contested */
  | 'both';

export interface LivePair {
  readonly link: Link;
  readonly microsoft: RemoteRecord;
  readonly sales: RemoteRecord;
}

/** One unit's movement, with the side that now holds less (D19) where they agree. */
export function unitMovement(
  context: PlanContext,
  pair: LivePair,
  unit: UnitName,
): { readonly movement: Movement; readonly agreement: Agreement } {
  const values = { microsoft: valueOf(pair.microsoft.units, unit), sales: valueOf(pair.sales.units, unit) };
  const agreed = agreement(context, unit, values);
  const bases = { microsoft: pair.link.microsoft?.base[unit], sales: pair.link.sales?.base[unit] };
  if (bases.microsoft === undefined || bases.sales === undefined) {
    return { movement: agreed.agrees ? 'agree' : firstMeeting(context, pair, values), agreement: agreed };
  }
  const moved = {
    microsoft: digestOf(context, unit, values.microsoft) !== bases.microsoft,
    sales: digestOf(context, unit, values.sales) !== bases.sales,
  };
  if (!moved.microsoft && !moved.sales) return { movement: 'none', agreement: agreed };
  if (agreed.agrees) return { movement: 'agree', agreement: agreed };
  if (moved.microsoft && moved.sales) return { movement: 'both', agreement: agreed };
  const side = moved.microsoft ? 'microsoft' : 'sales';
  // D19: a short text never silently replaces the long one behind it.
  const isShort = pair.link[side]?.shortened.includes(unit) === true;
  return { movement: isShort ? 'both' : side, agreement: agreed };
}

/** The relay's clock and a service's may differ, and some stamp whole seconds: in doubt a record was touched (A6). */
const clocksApartMs = 120_000;

export function isTouchedSince(record: RemoteRecord, sinceMs: number): boolean {
  return record.modifiedAtMs > sinceMs - clocksApartMs;
}

function firstMeeting(
  context: PlanContext,
  pair: LivePair,
  values: { readonly microsoft: unknown; readonly sales: unknown },
): Movement {
  const since = context.adoption?.sinceMs ?? null;
  if (since !== null) {
    const isLater = {
      microsoft: isTouchedSince(pair.microsoft, since),
      sales: isTouchedSince(pair.sales, since),
    };
    if (isLater.microsoft && isLater.sales) return 'both';
    if (isLater.microsoft) return 'microsoft';
    return isLater.sales ? 'sales' : 'accept';
  }
  if (values.microsoft === null) return 'sales';
  return values.sales === null ? 'microsoft' : 'both';
}

/** D10: a record is updated when the digest of any unit differs from that side's base. */
export function isEdited(context: PlanContext, link: Link, record: RemoteRecord): boolean {
  const base = link[record.side]?.base ?? {};
  return context.units.some((unit) => {
    const known = base[unit];
    const value = valueOf(record.units, unit);
    return known === undefined ? value !== null : digestOf(context, unit, value) !== known;
  });
}

/** False when a setting lets units cross that the pair never met about: then even an unchanged record must be judged. */
export function knowsAllUnits(context: PlanContext, link: Link, side: Side): boolean {
  const base = link[side]?.base ?? {};
  return context.units.every((unit) => unit in base || link.pendingUnits.includes(unit));
}
