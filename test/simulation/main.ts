// `npm run simulate`: plays random plans against the engine and tells what was violated. See docs/correctness.md.

import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { invariants, isWaiting } from './invariants/list.ts';
import { rare, sometimes } from './invariants/reached.ts';
import { corpus, keepPlans, type Finding } from './run/kept-plans.ts';
import { readOptions, type Options } from './run/options.ts';
import { nothingYet, openProgress, type Progress, type ProgressFile } from './run/progress-file.ts';
import { replay } from './run/replay.ts';
import { simulate, simulateAll, type Summary } from './run/simulate.ts';
import { scenarios } from './scenarios/all-scenarios.ts';

/** from so many plans on what was played is saved every ten seconds */
const plansWorthSaving = 50_000;
const savedEveryMs = 10_000;
/** from so many plans on every state of the list must have been reached */
const plansForAll = 20_000;
const plansForRare = 200_000;

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), Math.min(os.availableParallelism(), 8));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  if (options.replay !== null) return replay(options.replay);
  // Brought in only when asked for: they load far more than the engine.
  if (options.isMutants) {
    const { runMutants } = await import('./mutants/run-mutants.ts');
    return (await runMutants(options)) ? 0 : 1;
  }
  if (options.connectors !== null) return connectors(options, options.connectors);
  if (options.isExhaustive) return exhaustive(options);
  return random(options);
}

async function connectors(options: Options, plans: number): Promise<number> {
  const { reportConnectors } = await import('./connectors/run/report-connectors.ts');
  const summary = await reportConnectors({ plans, seed: options.seed, workers: options.workers });
  await tell(options, summary);
  return summary.failures.length > 0 || summary.broken > 0 ? 1 : 0;
}

async function random(options: Options): Promise<number> {
  const { plans, seed, workers, isStoppingAtFirst, isWithoutCorpus } = options;
  const failedBefore = isWithoutCorpus ? 0 : await replay(corpus);
  const file = await openProgress({ seed, plans });
  const begun = options.isContinued ? file.begun : nothingYet;
  if (begun === null) {
    console.error(`${file.path} was begun with other sources: leave --continue out to begin again`);
    return 2;
  }
  const bar = progressBar('plans', plans);
  bar.update(begun.plans, { violations: begun.failures.length });
  const keeper = keepProgress(file, options);
  const summary = await simulate({
    plans,
    seed,
    workers,
    isStoppingAtFirst,
    begun,
    onProgress: (done, violations, soFar) => {
      bar.update(done, { violations });
      keeper.note(soFar);
    },
  });
  await keeper.end();
  bar.stop();
  report(summary);
  const kept = await keepFailures(summary.failures);
  await tell(options, { ...summary, missing: missing(summary), kept });
  return failedBefore > 0 || summary.failures.length > 0 || missing(summary).length > 0 ? 1 : 0;
}

async function exhaustive(options: Options): Promise<number> {
  const bar = progressBar('scenarios', scenarios.length);
  const summary = await simulateAll({
    scenarios: scenarios.length,
    pairReach: options.pairReach,
    workers: options.workers,
    onProgress: (done, violations) => {
      bar.update(done, { violations });
    },
  });
  bar.stop();
  for (const { title, stepFaults, message } of summary.failures) {
    console.log(`violation in ${title} with ${JSON.stringify(stepFaults)}: ${message}`);
  }
  const kept = await keepFailures(summary.failures);
  const { schedules, seconds, failures } = summary;
  console.log(
    `${String(summary.scenarios)} scenarios, ${String(schedules)} schedules, ${seconds.toFixed(1)} s, ` +
      `${String(failures.length)} violations`,
  );
  await tell(options, { ...summary, kept });
  return failures.length > 0 ? 1 : 0;
}

/** Saves now and then, and when a person stops the run. */
function keepProgress(
  file: ProgressFile,
  { plans, seed }: Options,
): { note(soFar: () => Omit<Progress, 'sources'>): void; end(): Promise<void> } {
  let latest: (() => Omit<Progress, 'sources'>) | null = null;
  let saving = Promise.resolve();
  let savedAtMs = performance.now();
  const save = (): Promise<void> => {
    savedAtMs = performance.now();
    const now = latest?.();
    // One after the other: both write the same file.
    if (now !== undefined) saving = saving.then(() => file.save(now));
    return saving;
  };
  const stop = (): void => {
    void save().then(() => {
      console.log(
        `\nStopped. Go on with: npm run simulate -- --plans ${String(plans)} --seed ${String(seed)} --continue`,
      );
      process.exit(130);
    });
  };
  const isWorthSaving = plans >= plansWorthSaving;
  if (isWorthSaving) process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    note: (soFar) => {
      latest = soFar;
      if (isWorthSaving && performance.now() - savedAtMs > savedEveryMs) void save();
    },
    end: async () => {
      if (isWorthSaving) await save();
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}

function progressBar(what: string, total: number): SingleBar {
  const bar = new SingleBar({
    format: `${what} {value}/{total} [{bar}] {duration_formatted}, {eta_formatted} left, violations {violations}`,
    hideCursor: true,
  });
  bar.start(total, 0, { violations: 0 });
  return bar;
}

/** What failed once is replayed for ever after. */
async function keepFailures(failures: readonly Finding[]): Promise<readonly string[]> {
  const files = (await keepPlans(failures)).map((file) => path.relative('.', file));
  for (const file of files) console.log(`kept ${file}`);
  return files;
}

async function tell({ json }: Options, summary: object): Promise<void> {
  if (json !== null) await writeFile(json, JSON.stringify(summary));
}

function report(summary: Summary): void {
  if (summary.failures.length > 0) console.log(`played at ${sourcesPlayed()}`);
  for (const { message, plan, seed } of summary.failures) {
    console.log(`violation ${message} (fast-check's seed ${String(seed)})`);
    console.log(JSON.stringify(plan));
  }
  for (const name of missing(summary)) console.log(`never reached: ${name}`);
  const waiting = invariants.filter(isWaiting);
  for (const { id, title, waitsFor } of waiting) console.log(`waiting ${id}: ${title} (${waitsFor})`);
  console.log(`waiting ${String(waiting.length)}`);
  const { plans, ios, seconds, seed, failures, traceHash } = summary;
  const rate = Math.round(plans / seconds);
  console.log(
    `seed ${String(seed)}: ${String(plans)} plans, ${String(ios)} I/Os, ${seconds.toFixed(1)} s, ` +
      `${String(rate)} plans/s, trace ${traceHash}, ${String(failures.length)} violations`,
  );
}

/** The commit, where there is one, so that somebody else can play the same. */
function sourcesPlayed(): string {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', 'HEAD');
  if (status !== 0) return 'sources without a commit';
  const isChanged = git('status', '--porcelain', '--', 'src/sync', 'test/simulation').stdout.trim() !== '';
  return `commit ${stdout.trim()}${isChanged ? ', with changes since' : ''}`;
}

function missing(summary: Summary): readonly string[] {
  const { plans, reached } = summary;
  const wanted = sometimes.filter((name) => plans >= (rare.has(name) ? plansForRare : plansForAll));
  return wanted.filter((name) => reached[name] === undefined);
}

process.exitCode = await main();
