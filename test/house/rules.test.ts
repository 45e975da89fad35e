// docs/rules.md lists the rules as table rows `| D6 | what | waits for |`; a rule whose last cell is filled needs no test yet.
import { describe, expect, it } from '@jest/globals';
import { filesBelow, read } from './tree.ts';

const row = /^\|\s*([A-Z]\d+)\s*\|[^|]*\|([^|]*)\|\s*$/;

function listedRules(): { id: string; isWaiting: boolean }[] {
  return read('docs/rules.md')
    .split('\n')
    .flatMap((line) => {
      const [, id, waitsFor = ''] = row.exec(line) ?? [];
      return id === undefined ? [] : [{ id, isWaiting: waitsFor.trim() !== '' }];
    });
}

/** Ids in front of a test's title: `[D6] keeps …`, also several, `[D6] [D7] …`. */
function testedRules(): Set<string> {
  const titles = filesBelow('test')
    .filter((file) => /\.(?:ts|tsx)$/.test(file))
    .flatMap((file) => read(file).match(/['"`](?:\[[A-Z]\d+\] ?)+/g) ?? []);
  return new Set(titles.flatMap((title) => title.match(/[A-Z]\d+/g) ?? []));
}

describe('rules', () => {
  it('names each rule once in docs/rules.md', () => {
    const ids = listedRules().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('has a test that names each rule which is not waiting', () => {
    const tested = testedRules();
    const untested = listedRules().filter(({ id, isWaiting }) => !isWaiting && !tested.has(id));
    expect(untested.map(({ id }) => id)).toEqual([]);
  });

  it('knows every rule that a test names', () => {
    const ids = listedRules().map(({ id }) => id);
    // Other letters number other lists, such as the cases of the store (I).
    const letters = new Set(ids.map((id) => id.charAt(0)));
    const named = [...testedRules()].filter((id) => letters.has(id.charAt(0)));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
