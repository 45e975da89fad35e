// `npm run simulate`: plays random plans against the engine and tells what was violated. See docs/correctness.md.

import os from 'node:os';
import { writeFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { sometimes } from './invariants/reached.ts';
import { readOptions, type Options } from './run/options.ts';
import { replay } from './run/replay.ts';
import { simulate, type Summary } from './run/simulate.ts';

/** from so many plans on every state of the list must have been reached */
const plansForAll = 20_000;

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), Math.min(os.availableParallelism(), 8));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  if (options.replay !== null) return replay(options.replay);
  const summary = await withProgress(options);
  report(summary);
  if (options.json !== null) await writeFile(options.json, JSON.stringify(summary));
  return summary.failures.length > 0 || missing(summary).length > 0 ? 1 : 0;
}

async function withProgress(options: Options): Promise<Summary> {
  const bar = new SingleBar({
    format:
      'plans {value}/{total} [{bar}] {duration_formatted}, {eta_formatted} left, violations {violations}',
    hideCursor: true,
  });
  bar.start(options.plans, 0, { violations: 0 });
  const { plans, seed, workers, isStoppingAtFirst } = options;
  const summary = await simulate({
    plans,
    seed,
    workers,
    isStoppingAtFirst,
    onProgress: (done, violations) => {
      bar.update(done, { violations });
    },
  });
  bar.stop();
  return summary;
}

function report(summary: Summary): void {
  for (const { invariant, message, plan } of summary.failures) {
    console.log(`violation ${invariant}: ${message}`);
    console.log(JSON.stringify(plan));
  }
  for (const name of missing(summary)) console.log(`never reached: ${name}`);
  const { plans, ios, seconds, seed, failures } = summary;
  const rate = Math.round(plans / seconds);
  console.log(
    `seed ${String(seed)}: ${String(plans)} plans, ${String(ios)} I/Os, ${seconds.toFixed(1)} s, ` +
      `${String(rate)} plans/s, ${String(failures.length)} violations`,
  );
}

function missing(summary: Summary): readonly string[] {
  return summary.plans < plansForAll ? [] : sometimes.filter((name) => summary.reached[name] === undefined);
}

process.exitCode = await main();
