// A postal address is one merge unit (D12). Blank parts are absent; the country is an ISO code where it was understood.
// An address of nothing but a country says nothing and counts as blank: Sales keeps a country in every record.

import { codeOfCountry } from './country.ts';
import { cleanText } from './text.ts';
import type { UnitValue } from '../../sync/model/record.ts';

export interface Address {
  /** lines separated by LF */
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2, or the name as written where no language knows it */
  readonly country?: string;
}

export type AddressPart = keyof Address;
export const addressParts = ['street', 'city', 'state', 'postalCode', 'country'] as const;

/** Canonical unit value; null for a blank address. */
export function addressUnit(
  parts: Partial<Record<AddressPart, string | null | undefined>>,
): Record<string, string> | null {
  const unit: Record<string, string> = {};
  for (const part of addressParts) {
    const text = cleanText(parts[part]);
    if (text !== null) unit[part] = part === 'country' ? (codeOfCountry(text) ?? text) : text;
  }
  const { country: _country, ...rest } = unit;
  return Object.keys(rest).length === 0 ? null : unit;
}

/** The parts of a canonical value; null for a blank one, or for a value that is no address. */
export function addressOf(value: UnitValue): Address | null {
  return typeof value === 'object' && value !== null ? addressUnit(value) : null;
}

/** Street lines, blank ones left out. */
export function streetLines(street: string | undefined): string[] {
  return (street ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
