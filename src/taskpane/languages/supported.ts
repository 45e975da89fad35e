// The languages we have words in, and which of them a person gets: the one chosen on this device, else the host's.

export const languages = ['en', 'de', 'fr', 'es', 'ja', 'ar'] as const;
export type Language = (typeof languages)[number];
export type Direction = 'ltr' | 'rtl';

/** null follows the host */
export type LanguageChoice = Language | null;

const choiceName = 'sales-sync.language';
const rightToLeft: readonly string[] = ['ar', 'he', 'fa', 'ur'];

export function directionOf(tag: string): Direction {
  return rightToLeft.includes(baseOf(tag)) ? 'rtl' : 'ltr';
}

/** The language of a BCP 47 tag ("de-AT" is "de"); English where we have no words in it. */
export function languageOf(tag: string): Language {
  return languages.find((language) => language === baseOf(tag)) ?? 'en';
}

/** The tag for words and formats. The host's region stays where it speaks the chosen language: "de" becomes "de-AT". */
export function wantedTag(choice: LanguageChoice, hostTag: string): string {
  const language = choice ?? languageOf(hostTag);
  return baseOf(hostTag) === language && isTag(hostTag) ? hostTag : language;
}

/** The name of a language in itself, as a list of languages shows it: "Français". */
export function ownName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** Storage may be forbidden; the words come anyway, in the host's language. */
export function readChoice(): LanguageChoice {
  try {
    const stored = localStorage.getItem(choiceName);
    return languages.find((language) => language === stored) ?? null;
  } catch {
    return null;
  }
}

export function rememberChoice(choice: LanguageChoice): void {
  try {
    if (choice === null) localStorage.removeItem(choiceName);
    else localStorage.setItem(choiceName, choice);
  } catch {
    // Without storage the choice holds until the pane closes.
  }
}

function baseOf(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
