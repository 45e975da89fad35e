// Countries: Outlook has names as people write them, Sales has ISO 3166 codes. Names of six languages are understood,
// their lists loaded when the first address needs them, so that the pane's first screen does not carry them.

import { getName, getNames, isValid, registerLocale, toAlpha2 } from 'i18n-iso-countries/index.js';
import type { LocaleData } from 'i18n-iso-countries/index.js';

export const countryLanguages = ['en', 'de', 'fr', 'es', 'ja', 'ar'] as const;
export type CountryLanguage = (typeof countryLanguages)[number];

const codes = new Map<string, string>();
let loading: Promise<void> | null = null;

/** Resolves when names can be understood. Until then only ISO codes are. */
export function loadCountries(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const lists = await Promise.all([
    import('i18n-iso-countries/langs/en.json', { with: { type: 'json' } }),
    import('i18n-iso-countries/langs/de.json', { with: { type: 'json' } }),
    import('i18n-iso-countries/langs/fr.json', { with: { type: 'json' } }),
    import('i18n-iso-countries/langs/es.json', { with: { type: 'json' } }),
    import('i18n-iso-countries/langs/ja.json', { with: { type: 'json' } }),
    import('i18n-iso-countries/langs/ar.json', { with: { type: 'json' } }),
  ]);
  for (const list of lists) {
    registerLocale(list.default satisfies LocaleData);
    // The first language wins where two call different countries by one name.
    for (const [code, names] of Object.entries(getNames(list.default.locale, { select: 'all' })))
      for (const name of names) if (!codes.has(fold(name))) codes.set(fold(name), code);
  }
}

/** "ESPAÑA", "España" and "Espana" are one. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** ISO 3166-1 alpha-2, upper case; null where the name is not understood. Codes are understood too. */
export function codeOfCountry(name: string): string | null {
  const text = name.trim();
  const upper = text.toUpperCase();
  if ((upper.length === 2 || upper.length === 3) && isValid(upper)) return toAlpha2(upper) ?? null;
  return codes.get(fold(text)) ?? null;
}

/** Name in a language of the product; the code itself while the lists are not loaded. */
export function nameOfCountry(code: string, language: CountryLanguage): string {
  return getName(code, language, { select: 'official' }) ?? code;
}
