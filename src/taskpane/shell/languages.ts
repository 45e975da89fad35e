// The words of the screens. English is part of the first load; the other languages are a chunk each, fetched when the
// host speaks them or a person chose them. Whatever is missing in them reads in English.

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isolated } from '../languages/isolate.ts';
import {
  directionOf,
  languageOf,
  readChoice,
  rememberChoice,
  wantedTag,
  type LanguageChoice,
} from '../languages/supported.ts';
import { loadWords } from '../languages/load-words.ts';
import causesView from '../locales/en/causes-view.json';
import administration from '../locales/en/administration.json';
import causes from '../locales/en/causes.json';
import details from '../locales/en/details.json';
import monitor from '../locales/en/monitor.json';
import pane from '../locales/en/pane.json';

export const english = { pane, monitor, causes, administration, details, 'causes-view': causesView } as const;
export const namespaces = ['pane', 'monitor', 'causes', 'administration', 'details', 'causes-view'] as const;

/** `hostTag` is what the host speaks (BCP 47). Never rejects: without the words of a language the pane is in English. */
export async function startLanguages(hostTag: string): Promise<void> {
  const choice = readChoice();
  i18next.off('languageChanged', tellPage);
  i18next.on('languageChanged', tellPage);
  await i18next.use(initReactI18next).init({
    lng: wantedTag('en', hostTag),
    fallbackLng: 'en',
    ns: [...namespaces],
    defaultNS: 'pane',
    resources: { en: english },
    // React escapes text itself; what values need here is a direction of their own.
    interpolation: { escape: (value: string) => isolated(value, directionOf(i18next.language)) },
  });
  await speak(wantedTag(choice, hostTag)).catch(tellPage);
}

/** Rejects when the words cannot be fetched; then nothing has changed. */
export async function chooseLanguage(choice: LanguageChoice, hostTag: string): Promise<void> {
  await speak(wantedTag(choice, hostTag));
  rememberChoice(choice);
}

async function speak(tag: string): Promise<void> {
  const language = languageOf(tag);
  if (language !== 'en') {
    for (const [namespace, words] of Object.entries(await loadWords(language))) {
      i18next.addResourceBundle(language, namespace, words);
    }
  }
  await i18next.changeLanguage(tag);
}

/** Screen readers, hyphenation and the direction of the page follow the words. */
function tellPage(): void {
  const language = i18next.resolvedLanguage ?? 'en';
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
