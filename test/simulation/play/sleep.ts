// F7 and F28: a machine that sleeps in the middle of its run. Hours pass, nobody renews its lease, and the other device may
// take it, run from beginning to end and give it back before this one wakes and goes on as if nothing had been.

import type { Sleep, Runner } from '../world/engine-host.ts';
import { runOnce } from './rounds.ts';
import type { Scene } from './scene.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** an evening, and longer than the day over which deletes are counted */
const sleepsMs = [3 * hourMs, 26 * hourMs] as const;
/** the lease has just run out, or did so long ago */
const overtakenAfterMs = [2 * minuteMs, 90 * minuteMs] as const;

/** Answers whether the other device ran meanwhile. */
export async function sleepThrough(scene: Scene, runner: Runner, { isOvertaken }: Sleep): Promise<boolean> {
  const { world, relay } = scene;
  const wakesAtMs = world.nowMs + oneOf(sleepsMs, world.random());
  relay.holderIsSilent(runner);
  const wasOvertaken =
    isOvertaken && (await overtake(scene, runner, oneOf(overtakenAfterMs, world.random())));
  await world.turns.take(wakesAtMs);
  return wasOvertaken;
}

/** Not where the other one is at work already: it goes on by itself while this one sleeps. */
async function overtake(scene: Scene, runner: Runner, afterMs: number): Promise<boolean> {
  const { world, hosts } = scene;
  const other: Runner = runner === 'pane' ? 'worker' : 'pane';
  if (hosts[other].isRunning) return false;
  world.nowMs += afterMs;
  world.turns.end();
  scene.handOver(other);
  const end = await runOnce(scene, other, 'routine');
  if (end.end === 'reported') {
    world.trace(end.report);
    world.reach(`overtaken by a run that ${end.report.outcome}`);
  }
  scene.overtaker = other;
  world.turns.begin();
  return true;
}

function oneOf(values: readonly [number, number], chance: number): number {
  return chance < 0.5 ? values[0] : values[1];
}
