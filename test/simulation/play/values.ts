// Values that people write. Each is unique in its plan and names the logical record and the field it was written for, so that
// a value found anywhere tells whose it is (I7, I8).

import type { UnitName, Units, UnitValue } from '../../../src/sync/model/record.ts';
import type { EditedField } from '../plan.ts';

export interface Token {
  readonly who: number;
  readonly field: EditedField;
  /** grows with every value written in a plan */
  readonly seq: number;
}

const letters = {
  jobTitle: 'j',
  department: 'd',
  middleName: 'm',
  businessAddress: 's',
  email: 'e',
} as const;
type LetteredField = keyof typeof letters;
const lettered = Object.keys(letters) as readonly LetteredField[];
/** longer than the 20 characters that Sales holds of a job title */
const padding = ' of everything that is far too long';

export function valueFor({ who, field, seq }: Token, how: 'set' | 'long' = 'set'): UnitValue {
  if (field === 'phone.work') return `+1 555 ${pad(who, 2)} ${pad(seq, 4)}`;
  const text = `${letters[field]}${String(who)}.${String(seq)}`;
  if (field === 'email') return `${text}@contoso.example`;
  if (field === 'businessAddress') return { street: text, city: 'Turing' };
  return how === 'long' && field === 'jobTitle' ? `${text}${padding}` : text;
}

/** Null for a value nobody wrote as a token (a name, a blank). */
export function tokenIn(unit: UnitName, value: UnitValue): Token | null {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return null;
  const text = typeof value === 'string' ? value : (value['street'] ?? '');
  if (unit === 'phone.work') {
    const digits = /^1555(\d\d)(\d{4})$/.exec(text.replaceAll(/\D/g, ''));
    return digits === null ? null : { who: Number(digits[1]), field: unit, seq: Number(digits[2]) };
  }
  const parts = /^([a-z])(\d+)\.(\d+)/i.exec(text);
  const field = lettered.find((name) => letters[name] === parts?.[1]?.toLowerCase());
  if (parts === null || field === undefined) return null;
  return { who: Number(parts[2]), field, seq: Number(parts[3]) };
}

const lastNameOf = (who: number): string => `P${String(who)}`;

/** The logical record a copy belongs to; null for what people of the plan never made. */
export function whoIs(units: Units): number | null {
  const name = units['lastName'];
  const match = typeof name === 'string' ? /^P(\d+)$/.exec(name) : null;
  return match === null ? null : Number(match[1]);
}

/** Each works for a company of their own. */
export function companyOf(who: number): string {
  return `Engines ${String(who)}`;
}

/** A new record: its name, its natural key and a value in some fields. */
export function unitsFor(who: number, seq: number): Units {
  return {
    firstName: 'Ada',
    lastName: lastNameOf(who),
    email: valueFor({ who, field: 'email', seq }),
    department: valueFor({ who, field: 'department', seq }),
    'phone.work': valueFor({ who, field: 'phone.work', seq }),
  };
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
