// The words of the screens as somebody looks for them, in any language: a walk that clicks by English words only could open no
// dialog in Arabic.

import { readFileSync } from 'node:fs';
import type { namespaces } from '../../../../src/taskpane/shell/languages.ts';

type Namespace = (typeof namespaces)[number];
export type WordKey = `${Namespace}:${string}`;
/** Fits the whole text, in any of its plural forms and whatever stands at its placeholders. */
export type Say = (key: WordKey) => RegExp;

const plurals = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** Throws when the language has no such words: a key that was renamed must not be waited for. */
export function speaking(language: string): Say {
  const known = new Map<string, unknown>();
  return (key) => {
    const [namespace = '', path = ''] = key.split(':');
    if (!known.has(namespace)) known.set(namespace, wordsOf(language, namespace));
    const forms = [path, ...plurals.map((plural) => `${path}_${plural}`)]
      .map((form) => textAt(known.get(namespace), form))
      .filter((text) => text !== null);
    if (forms.length === 0) throw new Error(`${language} has no words for ${key}`);
    return new RegExp(`^(?:${forms.map(asPattern).join('|')})$`);
  };
}

function wordsOf(language: string, namespace: string): unknown {
  const file = new URL(`../../../../src/taskpane/locales/${language}/${namespace}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Keys may hold dots themselves, as those of settings do. */
function textAt(words: unknown, path: string): string | null {
  if (typeof words !== 'object' || words === null) return null;
  const entries = new Map<string, unknown>(Object.entries(words));
  const direct = entries.get(path);
  if (typeof direct === 'string') return direct;
  for (const [key, inner] of entries) {
    if (!path.startsWith(`${key}.`)) continue;
    const found = textAt(inner, path.slice(key.length + 1));
    if (found !== null) return found;
  }
  return null;
}

function asPattern(text: string): string {
  return text
    .split(/\{\{[^}]*\}\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
}
