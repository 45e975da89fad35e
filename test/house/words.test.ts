import { describe, expect, it } from '@jest/globals';
import { filesBelow, read } from './tree.ts';

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`])\/\/.*$/gm, '$1');

/** Places such as `src/sync/x.ts: Date.now(` where code below `folder` says one of the words. */
function found(folder: string, words: RegExp): string[] {
  return filesBelow(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => (withoutComments(read(file)).match(words) ?? []).map((word) => `${file}: ${word}`));
}

describe('words', () => {
  it('has no clock and no chance of its own in src/sync', () => {
    expect(found('src/sync', /Date\.now\(|new Date\(\s*\)|Math\.random\(|performance\.now\(/g)).toEqual([]);
  });

  it('waits for nothing in src/sync/plan', () => {
    expect(found('src/sync/plan', /\b(?:async|await|Promise)\b/g)).toEqual([]);
  });

  it('names no package registry and keeps no unfinished notes in any file', () => {
    const registries = [
      ['registry', 'npmjs'],
      ['registry', 'yarnpkg'],
      ['npm', 'pkg', 'github'],
    ];
    const note = ['TO', 'DO'].join('');
    const unwanted = [...registries.map((parts) => parts.join('.')), `${note}:`, `// ${note}`];
    const isText = (file: string) => !/\.(?:png|woff2?)$/.test(file);
    const hits = filesBelow('')
      .filter(isText)
      .flatMap((file) => {
        const text = read(file);
        return unwanted.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
      });
    expect(hits).toEqual([]);
  });
});
