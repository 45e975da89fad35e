import type { Element } from './xml.ts';

/** Languages of the pane beside English. */
const languages = ['de', 'fr', 'es', 'ja', 'ar'];

/** Length of every wording, and one per language of the pane. */
export function lintLocalised(element: Element, label: string, most: number): string[] {
  const overrides = element.children.map(({ attributes }) => attributes);
  const wordings = [element.attributes['DefaultValue'], ...overrides.map((override) => override['Value'])];
  const isWrong = (words = '') => words.length === 0 || words.length > most;
  const missing = languages.filter(
    (language) => !overrides.some((override) => override['Locale']?.startsWith(`${language}-`)),
  );
  return [
    ...(wordings.some(isWrong)
      ? [`${label} has a wording that is empty or longer than ${most} characters.`]
      : []),
    ...missing.map((language) => `${label} has no wording for the language ${language}.`),
  ];
}
