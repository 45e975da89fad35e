// The corpus: every plan that ever failed, as a file, replayed first for ever after. A file holds a plan, or a plan with the
// faults of the exhaustive runner that broke it.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../plan.ts';
import type { StepFault } from '../world/world.ts';

export const corpus = fileURLToPath(new URL('../corpus', import.meta.url));
/** what is known to fail and not judged yet */
const open = fileURLToPath(new URL('../open', import.meta.url));

export interface KeptPlan {
  readonly plan: Plan;
  /** I/Os counted over the whole plan; only of plans that the exhaustive runner broke */
  readonly stepFaults?: readonly StepFault[];
}

/** `Played`: a plan of the simulator, or one of the run with real connectors */
export interface Finding<Played extends object = Plan> {
  readonly plan: Played;
  readonly stepFaults?: KeptPlan['stepFaults'];
  /** begins with the id of the invariant where one was violated */
  readonly message: string;
}

/** One bug breaks many plans: so many of each invariant are enough, the shortest first. */
const mostPerInvariant = 3;

/**
 * Writes the findings worth keeping into `folder` and answers the path of each; what is there already stays as it is, and what
 * is open is known.
 */
export async function keepPlans(
  findings: readonly Finding<object>[],
  folder = corpus,
): Promise<readonly string[]> {
  const counts = new Map<string, number>();
  const kept: string[] = [];
  const known = new Set(await readdir(open).catch(() => []));
  await mkdir(folder, { recursive: true });
  for (const { id, text } of findings.map(fileOf).sort((one, other) => one.text.length - other.text.length)) {
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count > mostPerInvariant) continue;
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
    const name = `${id}-${hash}.json`;
    if (known.has(name)) continue;
    const file = path.join(folder, name);
    await writeFile(file, text);
    kept.push(file);
  }
  return kept;
}

function fileOf({ message, plan, stepFaults }: Finding<object>): {
  readonly id: string;
  readonly text: string;
} {
  const id = /^I\d+/.exec(message)?.[0].toLowerCase() ?? 'crash';
  const content = { plan, ...(stepFaults === undefined ? {} : { stepFaults }) };
  return { id, text: `${JSON.stringify(content, null, 2)}\n` };
}

/** Reads a file of the corpus; older files hold the plan itself. */
export async function readKept(file: string): Promise<KeptPlan> {
  const content = JSON.parse(await readFile(file, 'utf8')) as KeptPlan | Plan;
  return 'plan' in content ? content : { plan: content };
}

/** The file itself, or every plan of the folder, in order. */
export async function planFiles(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const names = (await readdir(place)).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => path.join(place, name));
}
