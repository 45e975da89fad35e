// The one form in which values of both sides are compared, and its digest. Both sides share one form, so a digest of
// either can be compared with a digest of the other; spelling that neither side tells apart is not a change (D10).

import type { Digest } from '../../model/ids.ts';
import type { Base } from '../../model/link.ts';
import type { UnitName, Units, UnitValue } from '../../model/record.ts';
import { otherSide, type Side } from '../../model/side.ts';
import { fitted, type PlanContext } from '../plan-context.ts';

/** Absent and blank are the same to the engine. */
export function valueOf(units: Units, unit: UnitName): UnitValue {
  return units[unit] ?? null;
}

/** JSON with sorted keys: equal values give equal text. */
export function textOf(value: UnitValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.keys(value)
    .sort()
    .map((part) => `${JSON.stringify(part)}:${JSON.stringify(value[part])}`);
  return `{${parts.join(',')}}`;
}

export function formText(context: PlanContext, unit: UnitName, value: UnitValue): string {
  const { microsoft, sales } = context.mappings;
  return textOf(microsoft.compare(unit, sales.compare(unit, value)));
}

export function digestOf(context: PlanContext, unit: UnitName, value: UnitValue): Digest {
  return context.digests.keyed(`${unit}=${formText(context, unit, value)}`);
}

/** Digests of the named units; by default of all that can cross. */
export function digestsOf(
  context: PlanContext,
  units: Units,
  names: readonly UnitName[] = context.units,
): Base {
  return Object.fromEntries(names.map((unit) => [unit, digestOf(context, unit, valueOf(units, unit))]));
}

export type Agreement =
  | { readonly agrees: false }
  /** `shorter`: the side that holds a cut form of the other's value (D19) */
  | { readonly agrees: true; readonly shorter: Side | null };

/** Two values agree when they are equal, or when the longer, mapped to the other side, equals what that side holds (D19). */
export function agreement(
  context: PlanContext,
  unit: UnitName,
  values: Readonly<Record<Side, UnitValue>>,
): Agreement {
  const forms = {
    microsoft: formText(context, unit, values.microsoft),
    sales: formText(context, unit, values.sales),
  };
  if (forms.microsoft === forms.sales) return { agrees: true, shorter: null };
  for (const from of ['microsoft', 'sales'] as const) {
    const target = otherSide(from);
    if (values[from] === null) continue;
    if (formText(context, unit, fitted(context, from, unit, values[from])) === forms[target]) {
      return { agrees: true, shorter: target };
    }
  }
  return { agrees: false };
}
