// The project's own files, as paths from the root with forward slashes.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', 'test-results', '.git', '.cache']);

/** Every file below `folder` (from the root; '' is everything) that a commit may hold. */
export function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(name);
    return entry.isFile() ? [name] : [];
  });
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
