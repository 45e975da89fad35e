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
  readonly end: 'killed' | 'killed by the corpus' | 'survived' | 'broken';
  /** the invariant that killed it, or why it did not start */
  readonly by: string;
  /** random plans it lived */
  readonly plans: number;
}

const atOnce = 2;
const stillWaitingMs = 20 * 60_000;

/**
 * Prints one line per mutant, then all of them as a table, and `mutants N, killed K` last. False when one survived, or the
 * clean engine did not.
 */
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
  for (const line of tableOf(fates)) console.log(line);
  const byChance = fates.filter(({ end }) => end === 'killed').length;
  const byCorpus = fates.filter(({ end }) => end === 'killed by the corpus').length;
  console.log(`killed by random plans ${String(byChance)}, only by the corpus ${String(byCorpus)}`);
  console.log(`mutants ${String(chosen.length)}, killed ${String(byChance + byCorpus)}`);
  return byChance + byCorpus === chosen.length && clean.end === 'survived';
}

function lineOf({ id, end, by, plans }: Fate, { breaks }: Mutant): string {
  const how = end === 'killed' ? `by ${by} after ${String(plans)} plans` : by;
  return `${end} ${id} ${how} (${breaks})`;
}

/** As docs/correctness.md shows it. */
export function tableOf(fates: readonly Fate[]): readonly string[] {
  const rows = [...fates]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, end, by, plans }) => [id, end.startsWith('killed') ? by : end, livedOf(end, plans)]);
  return [['mutant', 'killed by', 'after plans'], ['---', '---', '---:'], ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

function livedOf(end: Fate['end'], plans: number): string {
  if (end === 'broken') return '';
  return end === 'killed by the corpus' ? `${String(plans)}, then the corpus` : String(plans);
}

async function fateOf(id: string, mutant: Mutant | null, { seed, plans }: MutantOptions): Promise<Fate> {
  const folder = plantMutant(id, mutant);
  try {
    const main = ['--import', 'tsx', 'test/simulation/main.ts'];
    const numbers = ['--stop-at-first', '--workers', '1', '--plans', String(plans), '--seed', String(seed)];
    // Chance first: that a plan of the corpus still kills says nothing about how much chance finds.
    const fate = judged(await output(folder, [...main, '--without-corpus', ...numbers]), plans);
    if (fate.end !== 'survived') return { id, ...fate };
    const by = killerInCorpus(await output(folder, [...main, '--replay', 'test/simulation/corpus']));
    return by === null ? { id, ...fate } : { id, end: 'killed by the corpus', by, plans };
  } finally {
    uproot(folder);
  }
}

/** A mutant that dies of anything but a named invariant is no better than one that does not compile. */
export function judged(
  { code, text }: { readonly code: number | null; readonly text: string },
  plans: number,
): Omit<Fate, 'id'> {
  const by = /^violation (I\d+)/m.exec(text)?.[1];
  const summary = /^seed \d+: (\d+) plans/m.exec(text);
  const played = Number(summary?.[1] ?? plans);
  if (code !== 0 && by !== undefined) return { end: 'killed', by, plans: played };
  if (/^violation /m.test(text)) return broken(/^violation .*$/m.exec(text)?.[0] ?? '');
  // Without a violation the simulation fails only because some state was never reached: no check saw the bug.
  if (summary !== null) return { end: 'survived', by: '', plans: played };
  return broken(text.trim().split('\n').slice(-3).join(' | '));
}

function broken(why: string): Omit<Fate, 'id'> {
  return { end: 'broken', by: why.slice(0, 300), plans: 0 };
}

/** The invariant that saw it, and in which plan of the corpus; null where none did. */
export function killerInCorpus({
  code,
  text,
}: {
  readonly code: number | null;
  readonly text: string;
}): string | null {
  const found = /^(\S+)\.json: (I\d+)/m.exec(text);
  return code === 1 && found ? `${found[2] ?? ''} (${found[1] ?? ''})` : null;
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
