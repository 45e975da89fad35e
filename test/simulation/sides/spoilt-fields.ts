// F23: a service that stores less of a write than its mapping promises, and says so in its answer alone.

import type { UnitName, UnitValue } from '../../../src/sync/model/record.ts';
import type { Write } from '../../../src/sync/model/write.ts';
import type { SideFault } from '../plan.ts';

export interface Spoilt {
  readonly how: SideFault;
  readonly unit: UnitName;
  /** what is stored of it */
  readonly value: UnitValue;
}

/** No names and no addresses: a person whose name is gone is another person to everybody (A2). */
const fields: readonly UnitName[] = ['jobTitle', 'department', 'middleName'];
/** longer than what tells one value from another (play/values.ts), so that a cut one is still known */
const mostCharacters = 12;

/** What this trouble does to this write; null where there is nothing for it to spoil. */
export function spoiling({ units }: Write, trouble: SideFault | null): Spoilt | null {
  if (trouble !== 'drop-field' && trouble !== 'cut-field') return null;
  for (const unit of fields) {
    const value = units[unit];
    if (typeof value !== 'string') continue;
    if (trouble === 'drop-field') return { how: trouble, unit, value: null };
    if (value.length > mostCharacters) return { how: trouble, unit, value: value.slice(0, mostCharacters) };
  }
  return null;
}
