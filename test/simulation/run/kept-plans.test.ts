import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { scenarios } from '../scenarios/all-scenarios.ts';
import { keepPlans, planFiles, readKept } from './kept-plans.ts';

const [{ plan }] = scenarios as readonly [(typeof scenarios)[number]];
const stepFaults = [{ step: 3, do: 'crash-after' }] as const;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'kept-plans-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('a plan that failed', () => {
  it('is kept under the id of what it violated, once', async () => {
    const finding = { plan, message: 'I4: P0 came back in sales' };
    const [file] = await keepPlans([finding], folder);
    expect(path.basename(file ?? '')).toMatch(/^i4-[\da-f]{8}\.json$/);
    expect(await keepPlans([finding], folder)).toEqual([file]);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await readKept(file ?? '')).toEqual({ plan });
  });

  it('is kept with the faults of the exhaustive runner, apart from the same plan without them', async () => {
    const files = await keepPlans(
      [
        { plan, message: 'I17: another end' },
        { plan, stepFaults, message: 'I17: another end' },
      ],
      folder,
    );
    expect(await Promise.all(files.map(readKept))).toEqual([{ plan }, { plan, stepFaults }]);
  });

  it('is kept too when the simulation itself broke', async () => {
    const [file] = await keepPlans([{ plan, message: 'TypeError: no such thing' }], folder);
    expect(path.basename(file ?? '')).toMatch(/^crash-/);
  });

  it('is one of at most three for each invariant, the shortest', async () => {
    const many = [5, 4, 3, 2, 1].map((times) => ({
      plan: { ...plan, rounds: plan.rounds.slice(0, 1), entities: Array(times).fill(plan.entities[0]) },
      message: 'I1: twice',
    }));
    const files = await keepPlans([...many, { plan, message: 'I2: lost' }] as typeof many, folder);
    const kept = await Promise.all(files.map(readKept));
    expect(kept.map((one) => one.plan.entities.length).sort()).toEqual([1, 1, 2, 3]);
  });
});

describe('the corpus', () => {
  it('reads files that hold the plan itself, in order', async () => {
    await writeFile(path.join(folder, 'b.json'), JSON.stringify(plan));
    await writeFile(path.join(folder, 'a.json'), JSON.stringify({ plan, stepFaults }));
    await writeFile(path.join(folder, 'README.md'), 'no plan');
    const files = await planFiles(folder);
    expect(files.map((file) => path.basename(file))).toEqual(['a.json', 'b.json']);
    expect(await Promise.all(files.map(readKept))).toEqual([{ plan, stepFaults }, { plan }]);
  });
});
