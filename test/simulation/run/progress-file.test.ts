import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { nothingYet, openProgress, type Progress } from './progress-file.ts';
import { simulate, type SimulationOrder } from './simulate.ts';

const name = { seed: 5_550_001, plans: 77_700 };
const some: Omit<Progress, 'sources'> = {
  seconds: 12,
  plans: 200,
  ios: 24_000,
  reached: { 'conflict kept': 3 },
  failures: [],
  chunks: [
    [0, 'aa'],
    [1, 'bb'],
  ],
};

describe('a run that was stopped', () => {
  afterEach(async () => {
    await rm((await openProgress(name)).path, { force: true });
  });

  it('goes on with what it had saved', async () => {
    const file = await openProgress(name);
    expect(file.begun).toMatchObject(nothingYet);
    await file.save(some);
    expect((await openProgress(name)).begun).toMatchObject(some);
  });

  it('does not go on with other sources', async () => {
    const file = await openProgress(name);
    await file.save(some);
    const saved = JSON.parse(await readFile(file.path, 'utf8')) as Progress;
    await writeFile(file.path, JSON.stringify({ ...saved, sources: 'others' }));
    expect((await openProgress(name)).begun).toBeNull();
  });

  it('ends with the trace of a run that was never stopped', async () => {
    let afterFirst: Omit<Progress, 'sources'> | null = null;
    const order: SimulationOrder = {
      plans: 110,
      seed: 31,
      workers: 1,
      isStoppingAtFirst: false,
      begun: null,
      onProgress: (done, _failures, soFar) => {
        if (done === 100) afterFirst = structuredClone(soFar());
      },
    };
    const { seconds: _whole, ...whole } = await simulate(order);
    let played = 0;
    const continued = { ...order, begun: afterFirst, onProgress: () => (played += 1) };
    const { seconds: _rest, ...rest } = await simulate(continued);
    expect(rest).toEqual(whole);
    expect({ plans: rest.plans, played }).toEqual({ plans: 110, played: 1 });
  }, 60_000);
});
