// One round of a plan: what becomes of the disks, what people do before, and one run of one or both devices.

import type { RunRequest } from '../../../src/sync/ports/run-request.ts';
import type { Round } from '../plan.ts';
import type { RunEnd, Runner } from '../world/engine-host.ts';
import type { Scene } from './scene.ts';

const minuteMs = 60_000;

export async function playRound(scene: Scene, round: Round, before: Runner): Promise<Runner> {
  const { world } = scene;
  world.nowMs += round.waitMinutes * minuteMs;
  const runners: readonly Runner[] = round.runner === 'both' ? ['pane', 'worker'] : [round.runner];
  const [first = before] = runners;
  if (round.disk === 'wiped') await scene.wipe(first);
  else if (round.disk !== 'kept') await scene.rewind(first, round.disk.lostCommits);
  for (const runner of runners) if (runner !== before) scene.handOver(runner);
  for (const deed of round.before) await scene.act(deed);
  if (round.isSkipped === true) return before;
  world.beginRound(round);
  const ends = await Promise.all(runners.map((runner) => runOnce(scene, runner, round.mode)));
  for (const end of ends) if (end.end === 'reported') world.trace(end.report);
  // Whoever slept knows less than the one that overtook it.
  const { overtaker } = scene;
  scene.overtaker = null;
  return overtaker ?? runners.at(-1) ?? before;
}

export async function runOnce(scene: Scene, runner: Runner, mode: RunRequest['mode']): Promise<RunEnd> {
  const host = scene.hosts[runner];
  const beganAt = scene.ledger.order;
  if (scene.mirrors[runner].table('intents').size > 0) scene.world.reach('open intent found at start');
  try {
    const end = await host.run(scene.request(runner, mode));
    if (end.end === 'crashed') scene.relay.holderIsSilent(runner);
    else if ((end.report.kinds.contact?.planned ?? 0) > 0) scene.meetings.show(runner, beganAt);
    else if (end.report.outcome.startsWith('succeeded')) succeed(scene, runner, beganAt);
    scene.check('runEnds', runner, scene.facts, end);
    return end;
  } catch (error) {
    scene.fail(
      'I14',
      `the engine threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return { end: 'crashed' };
  }
}

function succeed({ meetings, circumstances }: Scene, runner: Runner, beganAt: number): void {
  meetings.meet(runner, beganAt);
  circumstances.workedBy.splice(0, circumstances.workedBy.length - 1);
}
