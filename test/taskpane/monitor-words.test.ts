// Words that are made, and the marks between them, in every language.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { columnWidths, defaultColumns } from '../../src/taskpane/monitor/data/columns.ts';
import { momentsAt } from '../../src/taskpane/shell/moments.ts';

const wordsOf = (language: string): { readonly summary: Readonly<Record<string, string>> } =>
  JSON.parse(
    readFileSync(new URL(`../../src/taskpane/locales/${language}/monitor.json`, import.meta.url), 'utf8'),
  ) as never;

describe('how long something took', () => {
  it('is never none where it was short', () => {
    const { length } = momentsAt('en', 0);
    expect([1, 40, 99].map(length)).toEqual(['1 ms', '40 ms', '99 ms']);
    expect([0, 100, 12_000].map(length)).toEqual(['0 sec', '0.1 sec', '12 sec']);
  });
});

describe('the sentence at the head', () => {
  it('has the marks of its own language', () => {
    const marks = ['en', 'fr', 'ja', 'ar'].map((language) => wordsOf(language).summary['next']);
    expect(marks).toEqual(['; ', '\u00a0; ', '。', '؛ ']);
  });
});

describe('the usual columns', () => {
  it('fit into a window of 1280 pixels, beside the boxes that pick and a bar that scrolls', () => {
    const aroundPx = 44 + 2 * 24 + 17 + 2;
    const widthPx = defaultColumns.reduce((sum, id) => sum + columnWidths[id].minPx, aroundPx);
    expect(widthPx).toBeLessThanOrEqual(1280);
  });
});
