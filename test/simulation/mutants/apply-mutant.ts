// Lays a mutant's patch over a copy of the source tree.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/** The text with the patch; throws where it no longer fits, naming the mutant. */
export function patched(text: string, { id, edits }: Mutant, file: string): string {
  return edits
    .filter((edit) => edit.file === file)
    .reduce((before, { find, replace }) => {
      const count = before.split(find).length - 1;
      if (count !== 1) {
        throw new Error(`patch no longer applies: ${id} finds its text ${String(count)} times in ${file}`);
      }
      return before.replace(find, () => replace);
    }, text);
}

/** Patches the files below `root`/src. */
export function applyMutant(root: string, mutant: Mutant): void {
  for (const file of new Set(mutant.edits.map((edit) => edit.file))) {
    const path = join(root, 'src', file);
    writeFileSync(path, patched(readFileSync(path, 'utf8'), mutant, file));
  }
}
