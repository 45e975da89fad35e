// A fresh copy of what a simulation needs, with one bug in it, where the packages are still found.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMutant } from './apply-mutant.ts';
import type { Mutant } from './mutant.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const needed = ['package.json', 'src/sync', 'src/store', 'src/remote', 'src/contract', 'test/simulation'];

/** Answers the folder; `mutant` null copies the engine as it is. Throws where the patch no longer applies. */
export function plantMutant(name: string, mutant: Mutant | null): string {
  const folder = path.join(root, 'node_modules/.cache/mutants', name);
  uproot(folder);
  mkdirSync(folder, { recursive: true });
  for (const part of needed) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  if (mutant !== null) applyMutant(folder, mutant);
  return folder;
}

export function uproot(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
