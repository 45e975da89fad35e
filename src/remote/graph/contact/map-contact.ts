// A Graph contact as canonical units. Pure. Arrays belong to the mailbox: only the first e-mail and the first phone of a
// kind are ours, so a write needs the item as it was last read (`Held`).

import { addressOf, addressUnit } from '../../values/address.ts';
import { codeOfCountry, nameOfCountry } from '../../values/country.ts';
import { createContactComparison, textOf } from '../../values/compare-contact.ts';
import { internationalPhone, phoneCountry } from '../../values/phone.ts';
import { cleanText } from '../../values/text.ts';
import { displayNameOf, nameUnits } from './display-name.ts';
import type { ContactUnit, UnitName, UnitValue, Units } from '../../../sync/model/record.ts';
import type { SideMapping } from '../../../sync/ports/remote.ts';
import type { CountryLanguage } from '../../values/country.ts';
import type { ContactRow } from '../wire.ts';

/** Units of a contact that Outlook holds: all but the fax number, for which Graph has no property. */
export const graphUnits = [
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
  'businessAddress',
  'homeAddress',
  'otherAddress',
  'birthday',
  'notes',
] as const satisfies readonly ContactUnit[];
type GraphUnit = (typeof graphUnits)[number];

type WireAddress = ContactRow['businessAddress'];
type AddressUnit = 'businessAddress' | 'homeAddress' | 'otherAddress';

/** Canonical units of a whole row. */
export function unitsOfContact(row: ContactRow): Record<GraphUnit, UnitValue> {
  const businessAddress = readAddress(row.businessAddress);
  const homeAddress = readAddress(row.homeAddress);
  const country = phoneCountry(businessAddress?.['country'] ?? homeAddress?.['country']);
  return {
    firstName: cleanText(row.givenName),
    middleName: cleanText(row.middleName),
    lastName: cleanText(row.surname),
    suffix: cleanText(row.generation),
    jobTitle: cleanText(row.jobTitle),
    department: cleanText(row.department),
    company: cleanText(row.companyName),
    email: cleanText(row.emailAddresses?.[0]?.address),
    'phone.work': internationalPhone(row.businessPhones?.[0], country),
    'phone.mobile': internationalPhone(row.mobilePhone, country),
    'phone.home': internationalPhone(row.homePhones?.[0], country),
    businessAddress,
    homeAddress,
    otherAddress: readAddress(row.otherAddress),
    birthday: readDate(row.birthday),
    notes: cleanText(row.personalNotes),
  };
}

function readAddress(wire: WireAddress): Record<string, string> | null {
  const { street, city, state, postalCode, countryOrRegion } = wire ?? {};
  return addressUnit({ street, city, state, postalCode, country: countryOrRegion });
}

/** Outlook stores a birthday as an instant near noon whose time says nothing. */
function readDate(value: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(value ?? '')?.[0] ?? null;
}

/** What of an item a write has to know, as last read. */
export type Held = Pick<
  ContactRow,
  'emailAddresses' | 'businessPhones' | 'homePhones' | 'businessAddress' | 'homeAddress' | 'otherAddress'
> & { readonly categories?: readonly string[] | null | undefined };

const nothingHeld: Held = {};

/** Units whose wire property holds more than ours, so that a write of them needs `Held`. */
export const heldUnits: readonly UnitName[] = [
  'email',
  'phone.work',
  'phone.home',
  'businessAddress',
  'homeAddress',
  'otherAddress',
];

const textProperties: Partial<Record<GraphUnit, string>> = {
  firstName: 'givenName',
  middleName: 'middleName',
  lastName: 'surname',
  suffix: 'generation',
  jobTitle: 'jobTitle',
  department: 'department',
  company: 'companyName',
  'phone.mobile': 'mobilePhone',
};

export interface ContactWriting {
  /** the item as last read; null for a create */
  readonly held: Held | null;
  /** the record as it will be: the service may make displayName anew, so the write says it */
  readonly whole: Units;
  /** language of country names, where the item has none of its own for that country */
  readonly language: CountryLanguage;
}

/** Body of a create or an update for these units. A unit that Outlook cannot hold is left out. */
export function contactBody(units: Units, writing: ContactWriting): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const isCreate = writing.held === null;
  for (const unit of graphUnits) {
    const value = units[unit];
    if (value === undefined || isLeftOut(unit, value) || (isCreate && value === null)) continue;
    const property = textProperties[unit];
    if (property !== undefined) body[property] = cleanText(textOf(value));
    else Object.assign(body, writeUnit(unit, value, writing));
  }
  if (isCreate || nameUnits.some((unit) => unit in units)) body['displayName'] = displayNameOf(writing.whole);
  return body;
}

function writeUnit(unit: GraphUnit, value: UnitValue, writing: ContactWriting): Record<string, unknown> {
  const held = writing.held ?? nothingHeld;
  switch (unit) {
    case 'email':
      return { emailAddresses: emailsWith(textOf(value), held, displayNameOf(writing.whole)) };
    case 'phone.work':
      return { businessPhones: listWith(cleanText(textOf(value)), held.businessPhones) };
    case 'phone.home':
      return { homePhones: listWith(cleanText(textOf(value)), held.homePhones) };
    case 'birthday':
      return { birthday: value === null ? null : `${textOf(value) ?? ''}T11:59:00Z` };
    case 'notes':
      return { personalNotes: cleanText(textOf(value)) ?? '' };
    default:
      return { [unit]: writeAddress(value, held[unit as AddressUnit], writing.language) };
  }
}

function listWith(first: string | null, held: readonly string[] | null | undefined): string[] {
  const others = (held ?? []).slice(1);
  return first === null ? others : [first, ...others];
}

function emailsWith(address: string | null, held: Held, name: string): unknown[] {
  const [first, ...others] = held.emailAddresses ?? [];
  if (address === null) return others;
  const kept = others.filter((other) => other.address?.trim().toLowerCase() !== address.toLowerCase());
  return [{ name: cleanText(first?.name) ?? (name === '' ? address : name), address }, ...kept];
}

// All five parts, because the service merges an address with the one it has.
function writeAddress(
  value: UnitValue,
  held: WireAddress,
  language: CountryLanguage,
): Record<string, string | null> {
  const address = addressOf(value);
  const code = address?.country ?? null;
  const heldName = cleanText(held?.countryOrRegion);
  const isHeld = heldName !== null && code !== null && codeOfCountry(heldName) === code;
  return {
    street: address?.street ?? null,
    city: address?.city ?? null,
    state: address?.state ?? null,
    postalCode: address?.postalCode ?? null,
    countryOrRegion: code === null ? null : isHeld ? heldName : nameOfCountry(code, language),
  };
}

/** Exchange stores a malformed address as a name without an address, which would lose it silently. */
function isMailAddress(value: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(value);
}

/** A value that would not come back: it is not written, and `fit` says so. */
function isLeftOut(unit: GraphUnit, value: UnitValue): boolean {
  return value !== null && fitUnit(unit, value) === null;
}

function fitUnit(unit: UnitName, value: UnitValue): UnitValue {
  switch (unit) {
    case 'email': {
      const email = cleanText(textOf(value));
      return email !== null && isMailAddress(email) ? email : null;
    }
    case 'businessAddress':
    case 'homeAddress':
    case 'otherAddress':
      return typeof value === 'object' && value !== null ? addressUnit(value) : null;
    case 'birthday':
      return isDate(textOf(value)) ? value : null;
    default:
      return (graphUnits as readonly string[]).includes(unit) ? cleanText(textOf(value)) : null;
  }
}

function isDate(text: string | null): boolean {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

export function createGraphContactMapping(country: string | null): SideMapping {
  return { units: graphUnits, fit: fitUnit, compare: createContactComparison(country) };
}
