// What the simulated services hold and how values are compared. Small limits, so that plans reach them with short tokens:
// Sales holds 20 characters of a job title (D19).

import { contactUnits } from '../../../src/sync/model/record.ts';
import type { UnitName, Units, UnitValue } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { SideMapping } from '../../../src/sync/ports/remote.ts';

const outlookUnits: readonly UnitName[] = contactUnits.filter((unit) => unit !== 'phone.fax');
const salesUnits: readonly UnitName[] = contactUnits.filter(
  (unit) => unit !== 'homeAddress' && unit !== 'otherAddress',
);

/** longest text that Sales keeps of a unit */
export const salesLimits: Readonly<Record<UnitName, number>> = { jobTitle: 20 };

function cleanText(text: string): string | null {
  const clean = text.trim();
  return clean === '' ? null : clean;
}

function cleanParts(value: Readonly<Record<string, string>>): Record<string, string> | null {
  const parts: Record<string, string> = {};
  let count = 0;
  for (const name in value) {
    const text = cleanText(value[name] ?? '');
    if (text === null) continue;
    parts[name] = text;
    count += 1;
  }
  return count === 0 ? null : parts;
}

function clean(value: UnitValue): UnitValue {
  if (typeof value === 'string') return cleanText(value);
  return typeof value === 'object' && value !== null ? cleanParts(value) : value;
}

function compare(unit: UnitName, value: UnitValue): UnitValue {
  const text = clean(value);
  if (typeof text !== 'string') return text;
  if (unit === 'company' || unit === 'email') return text.toLowerCase();
  return unit.startsWith('phone.') ? cleanText(text.replaceAll(/[^0-9+]/g, '')) : text;
}

function mappingOf(side: Side, units: readonly UnitName[]): SideMapping {
  const held = new Set(units);
  return {
    units,
    fit(unit, value) {
      if (!held.has(unit)) return null;
      const text = clean(value);
      const limit = side === 'sales' ? salesLimits[unit] : undefined;
      return limit !== undefined && typeof text === 'string' ? cleanText(text.slice(0, limit)) : text;
    },
    compare,
  };
}

const mappings: Readonly<Record<Side, SideMapping>> = {
  microsoft: mappingOf('microsoft', outlookUnits),
  sales: mappingOf('sales', salesUnits),
};

export function simulatedMapping(side: Side): SideMapping {
  return mappings[side];
}

/**
 * F23: the form a service makes of what an engine sends. It differs only where `compare` does not look, as a service that
 * changes meaning would be no fault but a limit of `fit`.
 */
export function rewritten(side: Side, unit: UnitName, value: UnitValue): UnitValue {
  if (typeof value !== 'string') return value;
  if (side === 'microsoft') return unit.startsWith('phone.') ? value.replaceAll(' ', '') : value;
  return unit === 'email' ? value.toLowerCase() : value;
}

/** All units of the side; what is absent or blank is null, as both connectors read it. */
export function wholeUnits(side: Side, units: Units): Units {
  const whole: Record<UnitName, UnitValue> = {};
  for (const unit of mappings[side].units) {
    const value = units[unit];
    whole[unit] = value === undefined || value === '' ? null : value;
  }
  return Object.freeze(whole);
}

export function titleOf(units: Units): string {
  const { firstName, lastName } = units;
  return [firstName, lastName].filter((part) => typeof part === 'string').join(' ');
}
