// Fetches the words of a language: one chunk each. English is part of the first load and never fetched.

import type { ResourceLanguage } from 'i18next';
import type { Language } from './supported.ts';

type Words = () => Promise<{ readonly words: ResourceLanguage }>;

const chunks: Readonly<Record<Exclude<Language, 'en'>, Words>> = {
  de: () => import('../locales/de/words.ts'),
  fr: () => import('../locales/fr/words.ts'),
  es: () => import('../locales/es/words.ts'),
  ja: () => import('../locales/ja/words.ts'),
  ar: () => import('../locales/ar/words.ts'),
};

/** Namespace to words. Rejects when the chunk cannot be fetched (offline, a newer build on the server). */
export async function loadWords(language: Exclude<Language, 'en'>): Promise<ResourceLanguage> {
  return (await chunks[language]()).words;
}
