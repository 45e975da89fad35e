// A machine that sleeps in the middle of its run: what it was about to do, what it had just done, and what another one does
// in the meantime.

import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../plan.ts';
import { fromSales, plan, round } from '../scenarios/build-plan.ts';
import { playPlan } from './play-plan.ts';
import { playRound } from './rounds.ts';
import { Scene } from './scene.ts';
import { sleepThrough } from './sleep.ts';

const hourMs = 3_600_000;

/** The scene after one run of the pane that this fault met. */
async function after(fault: Fault): Promise<Scene> {
  const only = plan({ entities: [fromSales], rounds: [round([], { waitMinutes: 0, faults: [fault] })] });
  const scene = new Scene(only);
  scene.sleep = (runner, how) => sleepThrough(scene, runner, how);
  const [first] = only.rounds;
  if (first === undefined) throw new Error('a round wanted');
  const newest = await playRound(scene, first, 'pane');
  expect([scene.violation, newest]).toEqual([null, fault.do.startsWith('overtake') ? 'worker' : 'pane']);
  return scene;
}

const items = ({ outlook }: Scene): number => outlook.live().length;
const open = ({ mirrors }: Scene): number => mirrors.pane.table('intents').size;

describe('a machine that sleeps', () => {
  it('[F7] wakes hours later, without its lease, and does not send what was waiting', async () => {
    const began = new Scene(plan({ entities: [], rounds: [] })).world.nowMs;
    const scene = await after({ on: 'microsoft.write', nth: 1, do: 'suspend' });
    expect(scene.world.nowMs - began).toBeGreaterThan(3 * hourMs);
    expect([items(scene), open(scene), scene.engineWrites]).toEqual([0, 1, 0]);
  });

  it('[F7] hears hours later what was done before it slept, and commits nothing of it', async () => {
    const scene = await after({ on: 'microsoft.write', nth: 1, do: 'suspend-after' });
    expect([items(scene), open(scene)]).toEqual([1, 1]);
  });

  it.each(['overtake', 'overtake-after'] as const)(
    '[F28] %s: the other machine has finished the work by then, and it is done once',
    async (how) => {
      const scene = await after({ on: 'microsoft.write', nth: 1, do: how });
      expect(scene.world.reached.get('overtaken by a run that succeeded')).toBe(1);
      expect([items(scene), scene.engineWrites]).toEqual([1, 1]);
      expect(scene.mirrors.worker.table('links').size).toBe(1);
    },
  );

  it('[F28] that hears of its lease too late holds none', async () => {
    const scene = await after({ on: 'lease.acquire', nth: 1, do: 'suspend-after' });
    expect([items(scene), scene.mirrors.pane.table('cursors').size]).toEqual([0, 0]);
  });

  it('[F28] plays the same twice, and comes to rest', async () => {
    const faults: readonly Fault[] = [{ on: 'store.commit', nth: 4, do: 'overtake' }];
    const twice = plan({ entities: [fromSales], rounds: [round([], { faults }), round()] });
    const [one, other] = [await playPlan(twice), await playPlan(twice)];
    expect([one.violation, one.traceHash]).toEqual([null, other.traceHash]);
  });
});
