// A Sales contact as canonical units. Pure. Lengths are those of sales-contract.md section 11.1; a value that would not
// fit is cut, one that could not come back is left out, and `fit` says so beforehand.

import { addressOf, addressUnit, streetLines } from '../../values/address.ts';
import { createContactComparison, textOf } from '../../values/compare-contact.ts';
import { codeOfCountry } from '../../values/country.ts';
import { formatPhone, internationalPhone, partsOfPhone, phoneCountry } from '../../values/phone.ts';
import { cleanText, cutText } from '../../values/text.ts';
import { idToken } from '../sales-client.ts';
import type { ContactUnit, UnitName, UnitValue, Units } from '../../../sync/model/record.ts';
import type { SideMapping } from '../../../sync/ports/remote.ts';
import type { ContactItem } from '../wire.ts';

/** Units of a contact that Sales holds: one address, so neither the home nor the other one. */
export const salesUnits = [
  'firstName',
  'middleName',
  'lastName',
  'suffix',
  'jobTitle',
  'department',
  'company',
  'email',
  'phone.work',
  'phone.mobile',
  'phone.home',
  'phone.fax',
  'businessAddress',
  'birthday',
  'notes',
] as const satisfies readonly ContactUnit[];
type SalesUnit = (typeof salesUnits)[number];
type TextUnit = Exclude<SalesUnit, 'company' | PhoneUnit | 'businessAddress'>;
type PhoneUnit = 'phone.work' | 'phone.mobile' | 'phone.home' | 'phone.fax';

const textAttributes: Readonly<Record<TextUnit, readonly [name: string, max: number]>> = {
  firstName: ['FirstName', 150],
  middleName: ['MiddleName', 60],
  lastName: ['LastName', 150],
  suffix: ['NameSuffix', 60],
  jobTitle: ['JobTitle', 100],
  department: ['Department', 60],
  email: ['EmailAddress', 320],
  birthday: ['DateOfBirth', 10],
  notes: ['Comments', 2000],
};

/** Attributes of a phone: country code (10), area code (20), number (40), extension (20). */
const phoneAttributes = {
  'phone.work': ['WorkPhoneCountryCode', 'WorkPhoneAreaCode', 'WorkPhoneNumber', 'WorkPhoneExtension'],
  'phone.mobile': ['MobileCountryCode', 'MobileAreaCode', 'MobileNumber', 'MobileExtension'],
  'phone.home': ['HomePhoneCountryCode', 'HomePhoneAreaCode', 'HomePhoneNumber', 'HomePhoneExtension'],
  'phone.fax': ['FaxCountryCode', 'FaxAreaCode', 'FaxNumber', 'FaxExtension'],
} as const satisfies Record<PhoneUnit, readonly (keyof ContactItem)[]>;
const [CODE_MAX, AREA_MAX, NUMBER_MAX, EXTENSION_MAX] = [10, 20, 40, 20] as const;

const lineAttributes = ['AddressLine1', 'AddressLine2', 'AddressLine3', 'AddressLine4'] as const;
const [LINE_MAX, PLACE_MAX] = [240, 60] as const;

export function unitsOfContact(item: ContactItem): Record<SalesUnit, UnitValue> {
  const country = phoneCountry(item.Country);
  const phone = (unit: PhoneUnit): UnitValue => {
    const [code, area, number, extension] = phoneAttributes[unit];
    const text = formatPhone({
      countryCode: item[code] ?? null,
      areaCode: item[area] ?? null,
      number: item[number] ?? null,
      extension: item[extension] ?? null,
    });
    return internationalPhone(text, country);
  };
  const text = (unit: TextUnit): UnitValue => cleanText(item[textAttributes[unit][0]] as string | null);
  return {
    firstName: text('firstName'),
    middleName: text('middleName'),
    lastName: text('lastName'),
    suffix: text('suffix'),
    jobTitle: text('jobTitle'),
    department: text('department'),
    company: cleanText(item.AccountName),
    email: text('email'),
    'phone.work': phone('phone.work'),
    'phone.mobile': phone('phone.mobile'),
    'phone.home': phone('phone.home'),
    'phone.fax': phone('phone.fax'),
    businessAddress: addressUnit({
      street: lineAttributes.flatMap((name) => cleanText(item[name]) ?? []).join('\n'),
      city: item.City,
      state: item.State,
      postalCode: item.PostalCode,
      country: item.Country,
    }),
    birthday: /^\d{4}-\d{2}-\d{2}/.exec(item.DateOfBirth ?? '')?.[0] ?? null,
    notes: text('notes'),
  };
}

/** Payload of a create or an update for these units; `accountId` is the account behind `company`. */
export function contactPayload(units: Units, accountId: string | null): Record<string, unknown> {
  const payload: Record<string, unknown> = {};
  for (const unit of salesUnits) {
    const value = units[unit];
    if (value === undefined) continue;
    const fitted = fitUnit(unit, value);
    // A value that Sales cannot hold is left out; only a blank clears.
    if (value !== null && fitted === null) continue;
    Object.assign(payload, unit === 'company' ? account(fitted, accountId) : writeUnit(unit, fitted));
  }
  return payload;
}

function account(company: UnitValue, accountId: string | null): Record<string, unknown> {
  if (company === null) return { AccountPartyId: null };
  return accountId === null ? {} : { AccountPartyId: idToken(accountId) };
}

function writeUnit(unit: Exclude<SalesUnit, 'company'>, value: UnitValue): Record<string, string | null> {
  if (unit === 'businessAddress') return writeAddress(value);
  if (isPhone(unit)) {
    const parts = partsOfPhone(textOf(value));
    const [code, area, number, extension] = phoneAttributes[unit];
    return {
      [code]: parts.countryCode,
      [area]: parts.areaCode,
      [number]: parts.number,
      [extension]: parts.extension,
    };
  }
  return { [textAttributes[unit][0]]: textOf(value) };
}

function writeAddress(value: UnitValue): Record<string, string | null> {
  const address = addressOf(value);
  const lines = fourLines(address?.street);
  return {
    ...Object.fromEntries(lineAttributes.map((name, index) => [name, lines[index] ?? null])),
    City: address?.city ?? null,
    State: address?.state ?? null,
    PostalCode: address?.postalCode ?? null,
    // Never cleared: the attribute does not take null.
    ...(address?.country === undefined ? {} : { Country: address.country }),
  };
}

function isPhone(unit: SalesUnit): unit is PhoneUnit {
  return unit in phoneAttributes;
}

function fourLines(street: string | undefined): string[] {
  const lines = streetLines(street);
  const folded = lines.length <= 4 ? lines : [...lines.slice(0, 3), lines.slice(3).join(', ')];
  return folded.flatMap((line) => cutText(line, LINE_MAX) ?? []);
}

function fitUnit(unit: UnitName, value: UnitValue): UnitValue {
  if (unit === 'businessAddress') return fitAddress(value);
  if (unit === 'company') return cleanText(textOf(value));
  if (unit in phoneAttributes) return fitPhone(textOf(value));
  const limit = textAttributes[unit as TextUnit] as readonly [string, number] | undefined;
  if (limit === undefined) return null;
  const text = cleanText(textOf(value));
  if (unit === 'email') return text !== null && isMailAddress(text, limit[1]) ? text : null;
  if (unit === 'birthday') return text !== null && isDate(text) ? text : null;
  return cutText(text, limit[1]);
}

/** A cut address would reach somebody else, so it is all or nothing. */
function isMailAddress(text: string, max: number): boolean {
  return text.length <= max && /^[^\s@]+@[^\s@]+$/.test(text);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function fitPhone(value: string | null): UnitValue {
  const parts = partsOfPhone(value);
  return formatPhone({
    countryCode: cutText(parts.countryCode, CODE_MAX),
    areaCode: cutText(parts.areaCode, AREA_MAX),
    number: cutText(parts.number, NUMBER_MAX),
    extension: cutText(parts.extension, EXTENSION_MAX),
  });
}

// Sales takes an address only with a country it knows (sales-contract.md section 11.1).
function fitAddress(value: UnitValue): UnitValue {
  const address = addressOf(value);
  const country = address?.country === undefined ? null : codeOfCountry(address.country);
  if (address === null || country === null) return null;
  return addressUnit({
    street: fourLines(address.street).join('\n'),
    city: cutText(address.city ?? null, PLACE_MAX),
    state: cutText(address.state ?? null, PLACE_MAX),
    postalCode: cutText(address.postalCode ?? null, PLACE_MAX),
    country,
  });
}

/** Longest text per attribute, for telling why a payload was refused. */
export const attributeLimits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(textAttributes)),
  ...Object.fromEntries(
    Object.values(phoneAttributes).flatMap(([code, area, number, extension]) => [
      [code, CODE_MAX],
      [area, AREA_MAX],
      [number, NUMBER_MAX],
      [extension, EXTENSION_MAX],
    ]),
  ),
  ...Object.fromEntries(lineAttributes.map((name) => [name, LINE_MAX])),
  City: PLACE_MAX,
  State: PLACE_MAX,
  PostalCode: PLACE_MAX,
};

/** Merge unit behind a wire attribute. */
export function unitOfAttribute(attribute: string): SalesUnit | null {
  if (/^Account(PartyId|PartyNumber|Name)$/.test(attribute)) return 'company';
  if (/^(AddressLine\d|City|State|Province|PostalCode|Country)$/.test(attribute)) return 'businessAddress';
  const isOf = (unit: SalesUnit): boolean =>
    isPhone(unit)
      ? (phoneAttributes[unit] as readonly string[]).includes(attribute)
      : unit in textAttributes && textAttributes[unit as TextUnit][0] === attribute;
  return salesUnits.find(isOf) ?? null;
}

export function createSalesContactMapping(country: string | null): SideMapping {
  return { units: salesUnits, fit: fitUnit, compare: createContactComparison(country) };
}
