// Plays plans from files: a failing plan somebody found, or the corpus.

import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Plan } from '../plan.ts';
import { playPlan } from '../play/play-plan.ts';

/** Answers 1 when a plan violates an invariant, or when two plays of one plan differ. */
export async function replay(place: string): Promise<number> {
  let failed = 0;
  for (const file of await planFiles(place)) {
    const plan = JSON.parse(await readFile(file, 'utf8')) as Plan;
    const first = await playPlan(plan);
    const second = await playPlan(plan);
    const isSame = first.traceHash === second.traceHash;
    if (first.violation === null && isSame) continue;
    failed += 1;
    console.log(`${path.basename(file)}: ${first.violation?.message ?? 'two plays of this plan differ'}`);
  }
  return failed > 0 ? 1 : 0;
}

/** The file itself, or every plan of the folder, in order. */
export async function planFiles(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const names = (await readdir(place)).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => path.join(place, name));
}
