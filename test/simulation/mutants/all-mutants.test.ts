import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mutants } from './all-mutants.ts';
import { patched } from './apply-mutant.ts';

describe('the mutation bank', () => {
  it('holds at least 100 bugs, each under its own name', () => {
    const ids = mutants.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(100);
  });

  it.each(mutants)('$id still applies to the engine', (mutant) => {
    for (const file of new Set(mutant.edits.map((edit) => edit.file))) {
      const text = readFileSync(`src/${file}`, 'utf8');
      expect(patched(text, mutant, file)).not.toBe(text);
    }
  });

  it('refuses a patch whose text is not there exactly once', () => {
    const mutant = { id: 'x', breaks: '', sees: [], edits: [{ file: 'a.ts', find: 'b', replace: 'c' }] };
    expect(() => patched('a', mutant, 'a.ts')).toThrow('patch no longer applies: x');
    expect(() => patched('b b', mutant, 'a.ts')).toThrow('patch no longer applies: x');
    expect(patched('b $&', { ...mutant, edits: [{ file: 'a.ts', find: 'b', replace: '$&' }] }, 'a.ts')).toBe(
      '$& $&',
    );
  });
});
