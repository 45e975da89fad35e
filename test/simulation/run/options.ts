// What `npm run simulate -- …` understands.

import { parseArgs } from 'node:util';

export interface Options {
  readonly plans: number;
  readonly seed: number;
  /** a plan, or a folder of plans */
  readonly replay: string | null;
  readonly isStoppingAtFirst: boolean;
  readonly isMutants: boolean;
  readonly isExhaustive: boolean;
  /** random plans only: who plays the corpus by itself, or wants to know what chance alone finds */
  readonly isWithoutCorpus: boolean;
  /** random plans only: goes on where a run of the same plans and seed was stopped */
  readonly isContinued: boolean;
  /** how many I/Os after the first fault a second one may strike, for the smallest scenarios; Infinity: all pairs */
  readonly pairReach: number;
  /** report as JSON, for the tests */
  readonly json: string | null;
  readonly workers: number;
  /** plans with the real connectors instead of the simulator's sides; null: none */
  readonly connectors: number | null;
}

/** Throws RangeError that names the option and what it takes. */
export function readOptions(args: readonly string[], cores: number): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      plans: { type: 'string', default: '20000' },
      seed: { type: 'string' },
      replay: { type: 'string' },
      'stop-at-first': { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
      exhaustive: { type: 'boolean', default: false },
      'without-corpus': { type: 'boolean', default: false },
      continue: { type: 'boolean', default: false },
      pairs: { type: 'string', default: 'all' },
      json: { type: 'string' },
      workers: { type: 'string' },
      connectors: { type: 'string' },
    },
  });
  return {
    plans: wholeNumber('--plans', values.plans, 0),
    seed: values.seed === undefined ? freshSeed() : wholeNumber('--seed', values.seed, 0),
    replay: values.replay ?? null,
    isStoppingAtFirst: values['stop-at-first'],
    isMutants: values.mutants,
    isExhaustive: values.exhaustive,
    isWithoutCorpus: values['without-corpus'],
    isContinued: values.continue,
    pairReach: values.pairs === 'all' ? Infinity : wholeNumber('--pairs', values.pairs, 0),
    json: values.json ?? null,
    workers: values.workers === undefined ? Math.max(1, cores) : wholeNumber('--workers', values.workers, 1),
    connectors: values.connectors === undefined ? null : wholeNumber('--connectors', values.connectors, 1),
  };
}

function freshSeed(): number {
  return Math.floor(Math.random() * 0x7fffffff);
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`${name} takes a whole number from ${String(least)}, not "${text}"`);
}
