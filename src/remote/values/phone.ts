// Phone numbers: Outlook holds one text, Sales four parts. The canonical form is Outlook's own, `+34 (91) 4123456 x12`,
// because the parts can be read back from it; what cannot be split is kept as written.

import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/min';
import { cleanText } from './text.ts';

export interface PhoneParts {
  /** digits, without `+` */
  readonly countryCode: string | null;
  readonly areaCode: string | null;
  readonly number: string | null;
  readonly extension: string | null;
}

const noParts: PhoneParts = { countryCode: null, areaCode: null, number: null, extension: null };
const inParts = /^\+(\d{1,3}) (?:\(([^()]{1,20})\) ?)?([^()]+?)(?: x(\d{1,20}))?$/;

function parsePhone(text: string, country: string | null): PhoneNumber | undefined {
  const defaultCountry = country !== null && isSupportedCountry(country) ? country : undefined;
  // `extract: false`: "ask for Ana, 914 12 34 56" is a note, not a number.
  return parsePhoneNumberFromString(text, { extract: false, ...(defaultCountry && { defaultCountry }) });
}

/** One line of text for the parts; null for none. */
export function formatPhone(parts: PhoneParts): string | null {
  const countryCode = parts.countryCode?.replace(/\D/g, '') ?? '';
  const [area, number] = [cleanText(parts.areaCode), cleanText(parts.number)];
  const extension = cleanText(parts.extension);
  if (number === null) return null;
  const start = countryCode === '' ? '' : `+${countryCode} `;
  return `${start}${area === null ? '' : `(${area}) `}${number}${extension === null ? '' : ` x${extension}`}`;
}

/** The reverse. Text that is no international number stays whole in `number`. */
export function partsOfPhone(text: string | null): PhoneParts {
  const clean = cleanText(text);
  if (clean === null) return noParts;
  const parsed = clean.startsWith('+') ? parsePhone(clean, null) : undefined;
  const [, countryCode, areaCode, number, extension] = inParts.exec(clean) ?? [];
  const isKnownCode = parsed === undefined || parsed.countryCallingCode === countryCode;
  if (countryCode !== undefined && number !== undefined && isKnownCode)
    return {
      countryCode,
      areaCode: cleanText(areaCode),
      number: cleanText(number),
      extension: extension ?? null,
    };
  if (parsed === undefined) return { ...noParts, number: clean };
  return {
    countryCode: parsed.countryCallingCode,
    areaCode: null,
    number: parsed.nationalNumber,
    extension: parsed.ext ?? null,
  };
}

/** A national number of a contact whose country is known, made international; anything else as it is. */
export function internationalPhone(value: string | null | undefined, country: string | null): string | null {
  const text = cleanText(value);
  if (text === null || text.startsWith('+') || country === null) return text;
  const parsed = parsePhone(text, country);
  if (parsed?.isPossible() !== true) return text;
  return formatPhone({
    countryCode: parsed.countryCallingCode,
    areaCode: null,
    number: parsed.nationalNumber,
    extension: parsed.ext ?? null,
  });
}

/** E.164 with extension (`+34914123456;ext=12`) where it can be parsed, else the text with single spaces. Idempotent. */
export function comparePhone(value: string | null, country: string | null): string | null {
  let text = cleanText(value)?.replace(/\s+/g, ' ') ?? null;
  // A nonsense number such as `+43 0 00` loses one leading zero per reading: read until it stays.
  for (let before: string | null = null; text !== null && text !== before;) {
    before = text;
    text = dialled(text, country);
  }
  return text;
}

function dialled(text: string, country: string | null): string {
  const parsed = parsePhone(text, country);
  if (parsed === undefined) return text;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}

/** ISO code if it is one that phone numbers can be read with. */
export function phoneCountry(country: string | null | undefined): CountryCode | null {
  const code = country?.toUpperCase() ?? '';
  return isSupportedCountry(code) ? code : null;
}
