// After the last round: faults and deeds stop, and everything must come to rest within stated virtual time (I31). Then three
// runs that must not write: one with nothing to do (I19), one after every cursor died (I24), one with replayed pages (I18).

import { tableNames } from '../../../src/store/rows.ts';
import type { RunReport } from '../../../src/sync/model/run-report.ts';
import { hasDeed, hasFault } from '../invariants/faults-of.ts';
import type { Fault } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';
import { runOnce } from './rounds.ts';
import type { Scene } from './scene.ts';

/** Waits between the runs that bring everything to rest: sweeps of Sales are due every 30 minutes, retries later still. */
const restMinutes = [5, 31, 31, 31, 31, 61, 61, 121];
const calmRunsBeforeRest = 1;
/** Namesakes are judged again when the list was read anew, which is not every time. */
const calmRunsOfNamesakes = 2;

export async function settle(scene: Scene, runner: Runner): Promise<void> {
  const { plan } = scene;
  const hasNamesakes = hasDeed(plan, 'copy') || plan.entities.some(({ born }) => born === 'twins');
  const enough = hasNamesakes ? calmRunsOfNamesakes : calmRunsBeforeRest;
  let calm = 0;
  let last: RunReport | null = null;
  for (const minutes of restMinutes) {
    await scene.act({ do: 'approve' });
    const writes = scene.engineWrites;
    last = await quietRun(scene, runner, minutes);
    if (scene.hasFailed()) return;
    const isCalm = scene.engineWrites === writes && last !== null && isDone(last);
    calm = isCalm ? calm + 1 : 0;
    if (calm >= enough && minutes > 30 && isEmpty(scene, runner)) return;
  }
  if (isAtRest(scene, last)) return;
  scene.fail(
    'I31',
    `still at work ${String(sum(restMinutes))} minutes after the last fault: ${whatWaits(scene, runner, last)}`,
  );
}

function isAtRest(scene: Scene, last: RunReport | null): boolean {
  if (last === null) return false;
  // A record that a service refuses for ever is parked with its reason, and said so in every run.
  return isDone(last) || (scene.plan.poisoned !== null && last.outcome === 'partly-failed');
}

/** G7: a record in a loop waits for a person, and every run says so. */
function isDone({ outcome, cause }: RunReport): boolean {
  return outcome.startsWith('succeeded') || (outcome === 'partly-failed' && cause === 'loop-quarantined');
}

function isEmpty(scene: Scene, runner: Runner): boolean {
  const mirror = scene.mirrors[runner];
  // A clock that was set back makes what waits wait longer, six hours at most.
  const isDelayed = hasFault(scene.plan, 'clock-jump') && mirror.table('inbox').size > 0;
  return mirror.table('intents').size === 0 && !isDelayed;
}

function whatWaits(scene: Scene, runner: Runner, last: RunReport | null): string {
  const mirror = scene.mirrors[runner];
  return JSON.stringify({
    outcome: last?.outcome,
    cause: last?.cause,
    failures: last?.failures,
    intents: [...mirror.table('intents').keys()],
    inbox: [...mirror.table('inbox').keys()],
  });
}

export async function silentRuns(scene: Scene, runner: Runner): Promise<void> {
  await silent(scene, runner, 'I19', []);
  if (scene.hasFailed() || scene.plan.seed % 3 !== 0) return;
  await silent(scene, runner, 'I18', [{ on: 'microsoft.pullPage', nth: 1, do: 'replay' }]);
  if (scene.hasFailed()) return;
  if (scene.plan.quirks.silentDeletes) {
    // Deletes of which no change query ever tells are seen by this round, and written by right.
    scene.outlook.expireCursors();
    await quietRun(scene, runner, 5);
  }
  const before = census(scene);
  scene.outlook.expireCursors();
  const writes = scene.engineWrites;
  await quietRun(scene, runner, 5);
  if (scene.engineWrites !== writes)
    scene.fail('I24', 'a round after 410 wrote although nothing had changed');
  if (census(scene) !== before) scene.fail('I24', `records after 410: ${census(scene)}, before: ${before}`);
}

async function silent(
  scene: Scene,
  runner: Runner,
  invariant: string,
  faults: readonly Fault[],
): Promise<void> {
  const writes = scene.engineWrites;
  const state = invariant === 'I19' ? await stateOf(scene, runner) : '';
  await quietRun(scene, runner, 5, faults);
  if (scene.engineWrites !== writes) {
    scene.fail(invariant, `${String(scene.engineWrites - writes)} writes although nobody changed anything`);
  }
  // A poisoned record is tried again and again, and says so.
  if (invariant !== 'I19' || scene.plan.poisoned !== null) return;
  for (const kind of ['microsoft.pullPage', 'sales.pullPage'] as const) {
    const count = scene.world.countOf(kind);
    if (count > 2) scene.fail('I19', `${String(count)} requests of ${kind} although nobody changed anything`);
  }
  const after = await stateOf(scene, runner);
  if (after !== state) scene.fail('I19', `the store changed in a silent run: ${difference(state, after)}`);
}

async function quietRun(
  scene: Scene,
  runner: Runner,
  minutes: number,
  faults: readonly Fault[] = [],
): Promise<RunReport | null> {
  scene.world.nowMs += minutes * 60_000;
  scene.world.beginRound({ during: [], faults });
  const end = await runOnce(scene, runner, 'routine');
  return end.end === 'reported' ? end.report : null;
}

/** How many live records of each person there are. */
function census(scene: Scene): string {
  return scene.ledger.stories
    .map((story) => `${String(story.live('microsoft').length)}/${String(story.live('sales').length)}`)
    .join(' ');
}

/** I19: everything stored but cursors, run history and the number of the lease. */
async function stateOf(scene: Scene, runner: Runner): Promise<string> {
  const tables: string[] = [];
  for (const table of tableNames) {
    if (table === 'cursors' || table === 'runs') continue;
    const rows: readonly object[] = await scene.hosts[runner].disk.scan(table, { limit: 10_000 });
    tables.push(`${table} ${JSON.stringify(rows.filter(isState))}`);
  }
  return tables.join('\n');
}

/** When something was last done is history, and due by a clock that the plan sets. */
const notState: readonly unknown[] = ['lease-epoch', 'feeds-asked', 'tidied'];

function isState(row: object): boolean {
  return !('name' in row && notState.includes(row.name));
}

function difference(before: string, after: string): string {
  const lines = before.split('\n');
  const changed = after.split('\n').filter((line, index) => line !== lines[index]);
  return changed.join(' | ').slice(0, 600);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
