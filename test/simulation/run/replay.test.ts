import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Played, PlayOptions } from '../play/play-plan.ts';
import type { Plan } from '../plan.ts';
import { Violation } from '../invariants/check.ts';
import { scenarios } from '../scenarios/all-scenarios.ts';

const calm: Played = {
  violation: null,
  stepsAt: [],
  steps: 3,
  ios: 3,
  traceHash: '1',
  reached: new Map(),
  end: 'calm',
};
let play: (plan: Plan, options: PlayOptions) => Played;
let variant: Violation | null;

jest.unstable_mockModule('../play/play-plan.ts', () => ({
  playPlan: (plan: Plan, options: PlayOptions = {}) => Promise.resolve(play(plan, options)),
}));
jest.unstable_mockModule('../play/variants.ts', () => ({ judgeVariant: () => Promise.resolve(variant) }));
const { judgeKept } = await import('./replay.ts');

const [{ plan }] = scenarios as readonly [(typeof scenarios)[number]];
const stepFaults = [{ step: 2, do: 'crash-after' }] as const;

beforeEach(() => {
  play = () => calm;
  variant = null;
});

describe('a kept plan', () => {
  it('passes where nothing is violated', async () => {
    expect(await judgeKept({ plan })).toBeNull();
    expect(await judgeKept({ plan, stepFaults })).toBeNull();
  });

  it('[I23] [I28] fails where only its variant ends elsewhere', async () => {
    variant = new Violation('I28', 'another end');
    expect(await judgeKept({ plan })).toBe('I28: another end');
  });

  it('[I17] is struck by the faults it was kept with, and judged by where it ends', async () => {
    play = (_plan, options) => (options.stepFaults?.length === 1 ? { ...calm, end: 'elsewhere' } : calm);
    expect(await judgeKept({ plan, stepFaults })).toMatch(/^I17: .*elsewhere/);
  });

  it('fails where two plays differ', async () => {
    let plays = 0;
    play = () => ({ ...calm, traceHash: String((plays += 1)) });
    expect(await judgeKept({ plan })).toBe('two plays of this plan differ');
  });
});
