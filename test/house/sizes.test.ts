import { describe, expect, it } from '@jest/globals';
import { filesBelow, read } from './tree.ts';

/** Over 12 files a folder is worth a question (docs: style); only from 16 on does it need an answer before it lands. */
const most = { lines: 300, filesInFolder: 16, depth: 4 };
const isCode = (file: string) => /\.(?:ts|tsx|mjs|cjs|js)$/.test(file);
const code = ['src', 'test', 'scripts'].flatMap(filesBelow).filter(isCode);
const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));

/** Lines as an editor counts them; the newline at the end starts no new one. */
function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

describe('sizes', () => {
  it('keeps every file within 300 lines', () => {
    const long = code.filter((file) => lineCount(read(file)) > most.lines);
    expect(long.map((file) => `${file}: ${lineCount(read(file))} lines`)).toEqual([]);
  });

  it('keeps every folder of src within 16 files', () => {
    const counts = new Map<string, number>();
    for (const file of filesBelow('src')) counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1);
    const full = [...counts].filter(([, count]) => count > most.filesInFolder);
    expect(full.map(([folder, count]) => `${folder}: ${count} files`)).toEqual([]);
  });

  it('keeps src at most four folders deep', () => {
    const depth = (file: string) => folderOf(file).split('/').length - 1;
    expect(filesBelow('src').filter((file) => depth(file) > most.depth)).toEqual([]);
  });
});
