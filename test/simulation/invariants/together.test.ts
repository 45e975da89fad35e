// I29 can be red: here an adapter sends what it should not, and both runners make the same record.

import { describe, expect, it } from '@jest/globals';
import { never } from '../../remote/scripted-fetch.ts';
import type { Round } from '../plan.ts';
import { playRound } from '../play/rounds.ts';
import { Scene } from '../play/scene.ts';
import { sleepThrough } from '../play/sleep.ts';
import { fromSales, plan, round } from '../scenarios/build-plan.ts';
import { violated } from './check.ts';

function sceneOf(only: Round): Scene {
  const scene = new Scene(plan({ entities: [fromSales], rounds: [only] }));
  scene.sleep = (runner, how) => sleepThrough(scene, runner, how);
  return scene;
}

const overtaken = round([], { faults: [{ on: 'microsoft.write', nth: 1, do: 'overtake' }] });

describe('[I29]', () => {
  it('is violated where a runner that slept sends what another one has made meanwhile', async () => {
    const scene = sceneOf(overtaken);
    const remote = scene.outlook.remote.bind(scene.outlook);
    scene.outlook.remote = (gate, options) => {
      const heedless = remote(gate, options);
      return { ...heedless, write: (writes) => heedless.write(writes, never) };
    };
    await playRound(scene, overtaken, 'pane');
    expect(scene.violation?.message).toMatch(/^I29: two runners at work, and I1: /u);
  });

  it('holds where it looks before it sends', async () => {
    const scene = sceneOf(overtaken);
    await playRound(scene, overtaken, 'pane');
    expect(scene.violation).toBeNull();
    expect(scene.world.reached.get('two runners at work')).toBe(1);
  });

  it('is not what a runner by itself violates', async () => {
    const alone = round();
    const scene = sceneOf(alone);
    await playRound(scene, alone, 'pane');
    scene.guard(() => violated('I1', 'made twice'));
    expect(scene.violation?.invariant).toBe('I1');
  });
});
