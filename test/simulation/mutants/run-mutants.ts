// Plays the same random plans against every mutant until one fails. The clean engine plays as many as the longest kill took:
// a check that fails for it too has killed nothing.

import { spawn } from 'node:child_process';
import { mutants as bank } from './all-mutants.ts';
import type { Mutant } from './mutant.ts';
import { plantMutant, takePicture, uproot } from './mutant-tree.ts';

export interface MutantOptions {
  readonly seed: number;
  /** a mutant that is alive after so many plans has survived */
  readonly plans: number;
  /** ids; all by default */
  readonly only?: readonly string[];
}

export interface Fate {
  readonly id: string;
  readonly end: 'killed' | 'survived' | 'broken';
  /** what killed it, or why it did not start */
  readonly by: string;
  /** plans it lived */
  readonly plans: number;
}

const atOnce = 2;
const stillWaitingMs = 20 * 60_000;

/** Prints one line per mutant and `mutants N, killed K` last. False when one survived, or the clean engine did not. */
export async function runMutants(options: MutantOptions): Promise<boolean> {
  const chosen = bank.filter(({ id }) => options.only?.includes(id) ?? true);
  takePicture();
  // A patch that no longer applies fails the run before anything is played.
  for (const mutant of chosen) uproot(plantMutant(mutant.id, mutant));
  const waiting = [...chosen];
  const fates: Fate[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const fate = await fateOf(mutant.id, mutant, options);
      fates.push(fate);
      console.log(lineOf(fate, mutant));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const longest = Math.max(1, ...fates.filter(({ end }) => end === 'killed').map(({ plans }) => plans));
  const clean = await fateOf('clean', null, { ...options, plans: longest });
  if (clean.end !== 'survived')
    console.log(`the clean engine failed after ${String(clean.plans)} plans: ${clean.by}`);
  const killed = fates.filter(({ end }) => end === 'killed').length;
  console.log(`mutants ${String(chosen.length)}, killed ${String(killed)}`);
  return killed === chosen.length && clean.end === 'survived';
}

function lineOf({ id, end, by, plans }: Fate, { breaks }: Mutant): string {
  const how = end === 'killed' ? `by ${by} after ${String(plans)} plans` : by;
  return `${end} ${id} ${how} (${breaks})`;
}

async function fateOf(id: string, mutant: Mutant | null, { seed, plans }: MutantOptions): Promise<Fate> {
  const folder = plantMutant(id, mutant);
  try {
    const main = ['--import', 'tsx', 'test/simulation/main.ts'];
    const numbers = ['--stop-at-first', '--workers', '1', '--plans', String(plans), '--seed', String(seed)];
    const fate = judged(await output(folder, [...main, ...numbers]), plans);
    if (fate.end !== 'survived') return { id, ...fate };
    // What no random plan met may be met by a plan that failed once, and that is replayed for ever.
    const by = killerInCorpus(await output(folder, [...main, '--replay', 'test/simulation/corpus']));
    return by === null ? { id, ...fate } : { id, end: 'killed', by, plans };
  } finally {
    uproot(folder);
  }
}

/** A mutant that dies of anything but a named invariant is no better than one that does not compile. */
export function judged(
  { code, text }: { readonly code: number | null; readonly text: string },
  plans: number,
): Omit<Fate, 'id'> {
  const by = /^violation (\S+)/m.exec(text)?.[1]?.replace(/:$/, '');
  const summary = /^seed \d+: (\d+) plans/m.exec(text);
  const played = Number(summary?.[1] ?? plans);
  if (code !== 0 && by !== undefined) return { end: 'killed', by, plans: played };
  // Without a violation the simulation fails only because some state was never reached: no check saw the bug.
  if (summary !== null) return { end: 'survived', by: '', plans: played };
  return { end: 'broken', by: text.trim().split('\n').slice(-3).join(' | ').slice(0, 300), plans: 0 };
}

/** The invariant and the plan of the corpus that saw it; null where none did. */
export function killerInCorpus({
  code,
  text,
}: {
  readonly code: number | null;
  readonly text: string;
}): string | null {
  const found = /^(\S+)\.json: (I\d+)/m.exec(text);
  return code === 1 && found ? `${found[2] ?? ''} (corpus: ${found[1] ?? ''})` : null;
}

function output(cwd: string, args: readonly string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      timeout: stillWaitingMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, text });
    });
  });
}
