// The words of the screens. English is part of the first load; other languages are fetched when the host speaks them.

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import causes from '../locales/en/causes.json';
import monitor from '../locales/en/monitor.json';
import pane from '../locales/en/pane.json';

export const english = { pane, monitor, causes } as const;
export const namespaces = ['pane', 'monitor', 'causes'] as const;
const rightToLeft = new Set(['ar', 'he', 'fa', 'ur']);

export type Direction = 'ltr' | 'rtl';

export async function startLanguages(language: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: [...namespaces],
    defaultNS: 'pane',
    resources: { en: english },
    // React escapes text itself.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.resolvedLanguage ?? 'en';
  document.documentElement.dir = directionOf(i18next.resolvedLanguage ?? 'en');
}

export function directionOf(language: string): Direction {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
