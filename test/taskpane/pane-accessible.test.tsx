import { describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import { createFakeSession, type FakeLists } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import {
  dailyPerson,
  newPerson,
  sampleConflict,
  sampleExclusion,
  sampleFailure,
  sampleHeld,
  sampleKeptValue,
  samplePlan,
  samplePlanItem,
  sampleRun,
  signedInPerson,
} from '../support/pane-samples.ts';

const lists: Partial<FakeLists> = {
  conflicts: [sampleConflict()],
  exclusions: [sampleExclusion()],
  failures: [sampleFailure()],
  keptValues: [sampleKeptValue()],
  heldDeletes: [sampleHeld()],
  plan: samplePlan([samplePlanItem()]),
  runs: [sampleRun()],
  memberCount: 412,
};

/** Colours and sizes need a real browser. */
const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };

async function violations(): Promise<readonly string[]> {
  const result = await axe.run(document.body, { rules, resultTypes: ['violations'] });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

describe('accessibility of every screen', () => {
  it.each([
    ...['/', '/plan', '/conflicts', '/kept', '/excluded', '/held', '/history', '/history/run-1'],
    ...['/settings', '/accounts', '/nowhere'],
  ])('finds nothing at %s', async (path) => {
    await showPane(createFakeSession(dailyPerson, lists), path);
    expect(await violations()).toEqual([]);
  });

  it.each(['/plan', '/conflicts', '/kept', '/excluded', '/held', '/history'])(
    'finds nothing at %s when it is empty',
    async (path) => {
      await showPane(createFakeSession(dailyPerson), path);
      expect(await violations()).toEqual([]);
    },
  );

  it.each([
    ['a new person', newPerson],
    ['a person who chooses', signedInPerson],
    ['a session that loads', {}],
  ] as const)('finds nothing for %s', async (_who, snapshot) => {
    await showPane(createFakeSession(snapshot, lists));
    expect(await violations()).toEqual([]);
  });
});
