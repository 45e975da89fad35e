// English is the measure of all languages: the same keys (plural forms by each language's own rules), placeholders and
// tags in every file. Screens hold no words of their own.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { filesBelow, read, root } from './tree.ts';

const locales = 'src/taskpane/locales';
const translations = ['de', 'fr', 'es', 'ja', 'ar'];
const namespaces = readdirSync(path.join(root, locales, 'en'));

/** Names of products and sides are the same in every language. */
const names = ['Sales Sync', 'Microsoft 365', 'Microsoft', 'Outlook', 'Sales'];

/** What a language spells as English does. */
const spelledAlike: Readonly<Record<string, readonly string[]>> = {
  de: [
    ...['Administrator', 'Code', 'Details', 'Fax', 'Filter', 'Live', 'Offline', 'Status', 'Test'],
    ...[
      'Version',
      'Version {{version, number}}',
      'Version {{version, number}}, {{name}}, {{time}}',
      'Webhook',
    ],
    ...['in Outlook', 'in Sales', 'in {{side}}', '{{operation}} in {{side}}'],
    '{{kind}}: {{operation}} in {{side}}',
  ],
  fr: [
    ...[
      'Action',
      'Actions',
      'Active',
      'Audit',
      'Cause',
      'Causes',
      'Code',
      'Contacts',
      'Contacts, {{policy}}',
    ],
    ...['Inactive', 'Notes', 'Notifications', 'Secret', 'Webhook'],
    ...['{{count, number}} minute', '{{count, number}} minutes'],
  ],
  es: ['Fax', 'No', 'Webhook'],
};

const pluralForm = /_(zero|one|two|few|many|other)$/;
type Words = ReadonlyMap<string, string>;

function wordsOf(language: string, file: string): Words {
  const flat = (value: unknown, at: string): [string, string][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, below]) => flat(below, at === '' ? key : `${at}.${key}`))
      : [[at, String(value)]];
  return new Map(flat(JSON.parse(read(`${locales}/${language}/${file}`)), ''));
}

const partsOf = (text: string) => [...(text.match(/\{\{.*?\}\}|<\/?\w+\/?>|\$t\(.*?\)/g) ?? [])].sort();
const pluralsOf = (language: string) =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories as readonly string[];

/** English keys as `language` has to name them: each plural in the forms of its rules, and zero where English has it. */
function expectedKeys(english: Words, language: string): string[] {
  const keys = [...english.keys()].flatMap((key) => {
    if (!pluralForm.test(key)) return [key];
    const stem = key.replace(pluralForm, '');
    const forms = new Set([...pluralsOf(language), ...(english.has(`${stem}_zero`) ? ['zero'] : [])]);
    return [...forms].map((form) => `${stem}_${form}`);
  });
  return [...new Set(keys)].sort();
}

/** A form for one number, or for zero and one, may say the number in words. */
function mayLeaveOutCount(language: string, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  return form === 'zero' || numbers.filter((number) => rules.select(number) === form).length <= 2;
}

function hasPartsOfEnglish(english: Words, language: string, key: string, text: string): boolean {
  const form = pluralForm.exec(key)?.[1];
  const stem = key.replace(pluralForm, '');
  const parts = partsOf(form === undefined ? (english.get(key) ?? '') : (english.get(`${stem}_other`) ?? ''));
  const mine = partsOf(text);
  if (String(mine) === String(parts)) return true;
  const withoutCount = parts.filter((part) => !part.startsWith('{{count'));
  return form !== undefined && mayLeaveOutCount(language, form) && String(mine) === String(withoutCount);
}

/** A file that is missing is told once, by the test of the files. */
const filesOf = translations
  .flatMap((language) => namespaces.map((file) => ({ language, file })))
  .filter(({ language, file }) => existsSync(path.join(root, locales, language, file)));

describe('languages', () => {
  it('has every namespace in every language, and loads it', () => {
    const names = namespaces.map((file) => file.replace('.json', ''));
    for (const language of translations) {
      const files = filesBelow(`${locales}/${language}`).map((file) => path.basename(file));
      expect({ language, files: files.sort() }).toEqual({
        language,
        files: [...namespaces, 'words.ts'].sort(),
      });
      const loaded = [...read(`${locales}/${language}/words.ts`).matchAll(/from '\.\/([\w-]+)\.json'/g)];
      expect({ language, names: loaded.map(([, name]) => name).sort() }).toEqual({
        language,
        names: names.sort(),
      });
    }
  });

  it.each(filesOf)('has exactly the keys of English: $language $file', ({ language, file }) => {
    expect([...wordsOf(language, file).keys()].sort()).toEqual(expectedKeys(wordsOf('en', file), language));
  });

  it.each(filesOf)('keeps the placeholders and tags of English: $language $file', ({ language, file }) => {
    const english = wordsOf('en', file);
    const wrong = [...wordsOf(language, file)].filter(
      ([key, text]) => !hasPartsOfEnglish(english, language, key, text),
    );
    expect(wrong).toEqual([]);
  });

  it.each(filesOf)('leaves nothing empty and nothing in English: $language $file', ({ language, file }) => {
    const english = wordsOf('en', file);
    const alike = [...names, ...(spelledAlike[language] ?? [])];
    const isLeft = ([key, text]: [string, string]): boolean => {
      const original = english.get(key);
      if (text.trim() === '') return original !== '';
      return text === original && hasWords(text) && !alike.includes(text);
    };
    expect([...wordsOf(language, file)].filter(isLeft)).toEqual([]);
  });
});

function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replace(/\{\{.*?\}\}/g, ''));
}

const spoken = new Set(['aria-label', 'title', 'placeholder', 'label', 'alt', 'aria-description']);
const hasLetters = (text: string) => /\p{L}{2}/u.test(text);

/** Words that a person would read, written in the file itself: `line: words`. */
function wordsIn(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string): void => {
    if (!hasLetters(text)) return;
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression)) {
      if (!ts.isJsxAttribute(node.parent) || spoken.has(node.parent.name.getText())) {
        note(node, node.expression.text);
      }
    }
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) note(node, node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('screens', () => {
  const screens = filesBelow('src/taskpane').filter((file) => file.endsWith('.tsx'));

  it('hold no words of their own', () => {
    expect(screens.length).toBeGreaterThan(0);
    expect(screens.flatMap(wordsIn)).toEqual([]);
  });

  it('name no physical side: left and right follow the language', () => {
    const physical =
      /\b(?:margin|padding|border)(?:Left|Right)\b|\b(?:left|right): ['`\d-]|textAlign: '(?:left|right)'|float: '(?:left|right)'|border(?:Top|Bottom)(?:Left|Right)/g;
    const found = filesBelow('src/taskpane')
      .filter((file) => /\.(?:tsx?|css)$/.test(file))
      .flatMap((file) => (read(file).match(physical) ?? []).map((words) => `${file}: ${words}`));
    expect(found).toEqual([]);
  });
});
