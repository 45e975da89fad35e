// The simulator as part of every test run: the corpus first, then every scenario with every fault, then random plans of a
// fresh seed (SIMULATION_SEED names one). It runs as `npm run simulate` does, on all cores; here its findings get their names.

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { deltaWays, faultsOf, requestKinds } from './connectors/connector-plan.ts';
import type { ConnectorSummary } from './connectors/run/run-connectors.ts';
import { invariants, isWaiting } from './invariants/list.ts';
import type { ExhaustiveSummary, Summary } from './run/simulate.ts';

const main = path.resolve('test/simulation/main.ts');
const tenMinutesMs = 600_000;
const plans = Number(process.env['SIMULATION_PLANS'] ?? 20_000);
const seed = Number(process.env['SIMULATION_SEED'] ?? randomInt(2 ** 31));
const connectorPlans = Number(process.env['SIMULATION_CONNECTOR_PLANS'] ?? 1_000);
const again = `npm run simulate -- --plans ${String(plans)} --seed ${String(seed)}`;

async function simulate(...args: readonly string[]): Promise<unknown> {
  const file = path.join(
    os.tmpdir(),
    `simulation-${String(process.pid)}-${String(Math.random()).slice(2)}.json`,
  );
  const { code, output } = await run(...args, '--json', file);
  const text = await readFile(file, 'utf8').catch(() => null);
  await rm(file, { force: true });
  if (text === null) throw new Error(`the simulation ended with ${String(code)}:\n${output.slice(-4_000)}`);
  return JSON.parse(text);
}

function run(...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve({ code, output });
    });
  });
}

/** What happened, and how to see it again. */
function shown(failures: Summary['failures']): readonly string[] {
  return failures.map(({ message, plan }) => `${again}\n${message}\n${JSON.stringify(plan)}`);
}

describe('the corpus', () => {
  it(
    'holds no plan that still violates an invariant',
    async () => {
      const { code, output } = await run('--replay', path.resolve('test/simulation/corpus'));
      expect(output).toMatch(/^\d{3,} kept plans played, 0 violations\n$/);
      expect(code).toBe(0);
    },
    tenMinutesMs,
  );
});

describe('what is open', () => {
  // A plan that passes has been mended: move it to the corpus.
  it(
    'is a violation still, plan by plan',
    async () => {
      // The folder is gone while nothing is open.
      const folder = path.resolve('test/simulation/open');
      const passing: string[] = [];
      for (const name of await readdir(folder).catch(() => []))
        if ((await run('--replay', path.join(folder, name))).code !== 1) passing.push(name);
      expect(passing).toEqual([]);
    },
    tenMinutesMs,
  );
});

describe('every scenario with every fault', () => {
  it(
    '[I17] ends where a schedule without faults ends, and violates nothing on the way',
    async () => {
      const summary = (await simulate('--exhaustive')) as ExhaustiveSummary & {
        readonly kept: readonly string[];
      };
      // What fails and is not among the open ones has just been kept.
      expect(summary.kept).toEqual([]);
      expect(summary.scenarios).toBeGreaterThanOrEqual(60);
      expect(summary.schedules).toBeGreaterThan(40_000);
    },
    tenMinutesMs,
  );
});

describe(`random plans (${again})`, () => {
  let summary: Summary & { readonly missing: readonly string[]; readonly kept: readonly string[] };
  beforeAll(async () => {
    const played = await simulate('--without-corpus', '--plans', String(plans), '--seed', String(seed));
    summary = played as typeof summary;
  }, tenMinutesMs);

  it('are played to the end, and none of them has to be kept for the corpus', () => {
    expect(summary.plans).toBe(plans);
    expect(summary.kept).toEqual([]);
  });

  const judged = invariants.filter((one) => !isWaiting(one) && one.judged === 'plans');
  it.each(judged)('[$id] holds: $title', ({ id }) => {
    expect(shown(summary.failures.filter(({ invariant }) => invariant === id))).toEqual([]);
  });

  it('violate nothing that has no name', () => {
    const names = new Set(invariants.map(({ id }) => id));
    expect(shown(summary.failures.filter(({ invariant }) => !names.has(invariant)))).toEqual([]);
  });

  it('reach every state that has to be reached', () => {
    expect(summary.missing.map((name) => `${name}: ${again}`)).toEqual([]);
  });

  for (const one of invariants.filter(isWaiting))
    it.todo(`[${one.id}] waits for ${one.waitsFor}: ${one.title}`);
});

const connectorsAgain = `npm run simulate -- --connectors ${String(connectorPlans)} --seed ${String(seed)}`;
describe(`random plans with the real connectors (${connectorsAgain})`, () => {
  it(
    '[F4, F8, F10, F15, F16, F17, F20, F22, F24, F33, I11, I27] violate nothing',
    async () => {
      const args = ['--connectors', String(connectorPlans), '--seed', String(seed)];
      const { plans: played, failures, reached } = (await simulate(...args)) as ConnectorSummary;
      expect(
        failures.map(({ message, plan }) => `${connectorsAgain}\n${message}\n${JSON.stringify(plan)}`),
      ).toEqual([]);
      expect(played).toBe(connectorPlans);
      expect(reached['outcome succeeded']).toBeGreaterThan(connectorPlans);
      // Each fault somewhere: of one kind of request in particular a thousand plans may miss it.
      const met = new Set(Object.keys(reached).map((name) => name.split(' ')[1]));
      const wanted = [...requestKinds.flatMap((kind) => faultsOf[kind]), ...deltaWays];
      expect(wanted.filter((name) => !met.has(name))).toEqual([]);
    },
    tenMinutesMs,
  );
});

describe('a seed', () => {
  it(
    'plays the same twice, I/O by I/O',
    async () => {
      const [first, second] = (await Promise.all([
        simulate('--without-corpus', '--plans', '300', '--seed', '7', '--workers', '1'),
        simulate('--without-corpus', '--plans', '300', '--seed', '7', '--workers', '1'),
      ])) as readonly [Summary, Summary];
      expect(first.traceHash).not.toBe('0');
      expect(first.traceHash).toBe(second.traceHash);
    },
    tenMinutesMs,
  );
});
