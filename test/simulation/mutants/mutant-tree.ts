// Copies of what a simulation needs, where the packages are still found. All mutants grow from one picture of the sources,
// so that nobody who works on them meanwhile is part of the result.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMutant } from './apply-mutant.ts';
import type { Mutant } from './mutant.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const garden = path.join(root, 'node_modules/.cache/mutants');
const picture = path.join(garden, 'picture');
const needed = ['package.json', 'src/sync', 'src/store', 'src/remote', 'src/contract', 'test/simulation'];

/** Takes the picture anew. */
export function takePicture(): void {
  uproot(garden);
  for (const part of needed) cpSync(path.join(root, part), path.join(picture, part), { recursive: true });
}

/** Answers the folder; `mutant` null copies the engine as it is. Throws where the patch no longer applies. */
export function plantMutant(name: string, mutant: Mutant | null): string {
  const folder = path.join(garden, name);
  mkdirSync(folder, { recursive: true });
  cpSync(picture, folder, { recursive: true });
  if (mutant !== null) applyMutant(folder, mutant);
  return folder;
}

export function uproot(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
