// When two values of a contact's unit are the same. One function for both sides, because the engine compares across them.

import { addressOf, addressParts, streetLines } from './address.ts';
import { comparePhone, phoneCountry } from './phone.ts';
import { compareText, foldText } from './text.ts';
import type { ContactUnit, UnitName, UnitValue } from '../../sync/model/record.ts';

/** Unit value as text; null for blank and for values of another type. */
export function textOf(value: UnitValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Comparison of units for a mailbox of this country (ISO code), which national phone numbers are read with. */
export function createContactComparison(
  country: string | null,
): (unit: UnitName, value: UnitValue) => UnitValue {
  const mailboxCountry = phoneCountry(country);
  const comparisons: Partial<Record<ContactUnit, (value: UnitValue) => UnitValue>> = {
    email: (value) => compareText(textOf(value)?.toLowerCase() ?? null),
    company: (value) => foldText(textOf(value)),
    businessAddress: compareAddress,
    homeAddress: compareAddress,
    otherAddress: compareAddress,
    'phone.work': (value) => comparePhone(textOf(value), mailboxCountry),
    'phone.mobile': (value) => comparePhone(textOf(value), mailboxCountry),
    'phone.home': (value) => comparePhone(textOf(value), mailboxCountry),
    'phone.fax': (value) => comparePhone(textOf(value), mailboxCountry),
  };
  return (unit, value) => {
    const compare = comparisons[unit as ContactUnit];
    return compare === undefined ? compareText(textOf(value)) : compare(value);
  };
}

function compareAddress(value: UnitValue): UnitValue {
  const address = addressOf(value);
  if (address === null) return null;
  const compared: Record<string, string> = {};
  for (const part of addressParts) {
    const text = compareText(address[part] ?? null);
    if (text !== null) compared[part] = part === 'street' ? streetLines(text).join('\n') : text;
  }
  return compared;
}
