// Values as people type them in Outlook and in Sales. Each is unique in its plan and names its owner and its field.

import type { EditedField } from '../../plan.ts';

export interface WireValue {
  readonly who: number;
  readonly field: EditedField;
  /** grows with every value of a plan */
  readonly seq: number;
  readonly isCleared: boolean;
}

const letters: Readonly<Record<EditedField, string>> = {
  jobTitle: 'j',
  department: 'd',
  middleName: 'm',
  'phone.work': 'p',
  businessAddress: 's',
  email: 'e',
};

/** The value in the form in which copies are compared. */
export function plainValue({ who, field, seq }: WireValue): string {
  if (field === 'phone.work') return `1555${localNumber(who, seq)}`;
  const text = `${letters[field]}${String(who)}.${String(seq)}`;
  if (field === 'email') return `${text}@contoso.example`;
  return field === 'businessAddress' ? `${text}, Turing` : text;
}

/** Body of a PATCH or a POST to Graph; `held` is the item as it is, whose second entries stay. */
export function outlookBody(
  value: WireValue,
  held: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const plain = plainValue(value);
  const text = value.isCleared ? null : plain;
  switch (value.field) {
    case 'phone.work':
      return {
        businessPhones: [
          `+1 (555) ${localNumber(value.who, value.seq)}`,
          ...othersOf(held['businessPhones']),
        ],
      };
    case 'email':
      return { emailAddresses: [{ name: 'Ada', address: plain }, ...othersOf(held['emailAddresses'])] };
    case 'businessAddress':
      return {
        businessAddress: { street: streetOf(plain), city: 'Turing', countryOrRegion: 'United States' },
      };
    default:
      return { [value.field]: text };
  }
}

const attributes = {
  jobTitle: 'JobTitle',
  department: 'Department',
  middleName: 'MiddleName',
  email: 'EmailAddress',
};

export function salesPayload(value: WireValue): Record<string, unknown> {
  const plain = plainValue(value);
  switch (value.field) {
    case 'phone.work':
      return {
        WorkPhoneCountryCode: '1',
        WorkPhoneAreaCode: '555',
        WorkPhoneNumber: localNumber(value.who, value.seq),
      };
    case 'businessAddress':
      return { AddressLine1: streetOf(plain), City: 'Turing', Country: 'US' };
    default:
      return { [attributes[value.field]]: value.isCleared ? null : plain };
  }
}

/** Seven digits: two for the person, four for the value. */
function localNumber(who: number, seq: number): string {
  return `2${String(who).padStart(2, '0')}${String(seq).padStart(4, '0')}`;
}

function streetOf(plain: string): string {
  return plain.replace(/, Turing$/, '');
}

function othersOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list.slice(1) : [];
}
