// After the last round: faults and deeds stop, and everything must come to rest within stated virtual time (I31). Then three
// runs that must not write: one with nothing to do (I19), one after every cursor died (I24), one with replayed pages (I18).

import { tableNames } from '../../../src/store/rows.ts';
import type { LinkEnd } from '../../../src/sync/model/link.ts';
import type { RunReport } from '../../../src/sync/model/run-report.ts';
import { hasDeed, hasFault } from '../invariants/faults-of.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { Ledger, Story } from '../ledger/ledger.ts';
import { ioKinds, type Fault, type IoKind } from '../plan.ts';
import type { Mirror } from '../invariants/mirror.ts';
import type { Runner } from '../world/engine-host.ts';
import { runOnce } from './rounds.ts';
import type { Scene } from './scene.ts';

/** Waits between the runs that bring everything to rest: sweeps of Sales are due every 30 minutes, retries later still. */
const restMinutes = [5, 31, 31, 31, 31, 61, 61, 121];
/** and where a clock was set back, which makes what waits wait for as long again each time */
const restMinutesOfLateClocks = [...restMinutes, 121, 121, 121];
const calmRunsBeforeRest = 1;
/** Namesakes are judged again when the list was read anew, which is not every time. */
const calmRunsOfNamesakes = 2;

export async function settle(scene: Scene, runner: Runner): Promise<void> {
  const { plan } = scene;
  const hasNamesakes = hasDeed(plan, 'copy') || plan.entities.some(({ born }) => born === 'twins');
  const enough = hasNamesakes ? calmRunsOfNamesakes : calmRunsBeforeRest;
  // F18: only a round over everything sees these deletes, and the weekly one comes later than rest has to. Who asked for one
  // that broke off asks again.
  if (plan.quirks.silentDeletes) scene.outlook.expireCursors();
  let calm = 0;
  let last: RunReport | null = null;
  let written = 0;
  const rests = hasFault(plan, 'clock-jump') ? restMinutesOfLateClocks : restMinutes;
  for (const minutes of rests) {
    await scene.act({ do: 'approve' });
    const writes = scene.engineWrites;
    last = await quietRun(scene, runner, minutes);
    if (scene.hasFailed()) return;
    written = scene.engineWrites - writes;
    const isCalm = written === 0 && last !== null && isDone(last);
    calm = isCalm ? calm + 1 : 0;
    if (calm >= enough && minutes > 30 && isEmpty(scene, runner, last)) return;
  }
  if (isAtRest(scene, runner, { report: last, writes: written })) return;
  scene.fail(
    'I31',
    `still at work ${String(sum(rests))} minutes after the last fault: ${whatWaits(scene, runner, last)}`,
  );
}

/** Nothing was written in the newest run, and nothing waits but what a service refuses for ever. */
function isAtRest(
  scene: Scene,
  runner: Runner,
  newest: { readonly report: RunReport | null; readonly writes: number },
): boolean {
  const { report, writes } = newest;
  // What a clock that was set back has delayed by six hours, the newest run may be the first to do.
  const isDelayed = hasFault(scene.plan, 'clock-jump');
  if (report === null || (writes > 0 && !isDelayed)) return false;
  const mirror = scene.mirrors[runner];
  const isPoisoned = scene.plan.poisoned !== null;
  // A record that a service refuses for ever is parked with its reason, and said so in every run.
  if (!isDone(report) && !(isPoisoned && report.outcome === 'partly-failed')) return false;
  const mayWait = (isPoisoned && report.outcome === 'partly-failed') || isDelayed;
  return mirror.table('intents').size === 0 && (unheldRows(mirror, scene.ledger) === 0 || mayWait);
}

/** G7: a record in a loop waits for a person, and every run says so. */
function isDone({ outcome, cause }: RunReport): boolean {
  return outcome.startsWith('succeeded') || (outcome === 'partly-failed' && cause === 'loop-quarantined');
}

function isEmpty(scene: Scene, runner: Runner, last: RunReport | null): boolean {
  const mirror = scene.mirrors[runner];
  // A clock that was set back makes what waits wait longer, six hours at most.
  const isDelayed = hasFault(scene.plan, 'clock-jump') && mirror.table('inbox').size > 0;
  // What a service refuses for ever is told of by every run; what waits unsaid is still to be done.
  const isRefused = scene.plan.poisoned !== null && last?.outcome === 'partly-failed';
  const isWaiting = unheldRows(mirror, scene.ledger) > 0 && !isRefused;
  return mirror.table('intents').size === 0 && !isDelayed && !isWaiting;
}

/** What was read and is not done, but for what waits for a person: pairs with a held delete (G1), records on offer (D20). */
function unheldRows(mirror: Mirror, ledger: Ledger): number {
  const keys = [...mirror.table('heldDeletes').values()].flatMap((hold) => hold.keys);
  const links = keys.flatMap((key) => mirror.table('links').get(key) ?? []);
  const held = new Set<string | undefined>(
    links.flatMap(({ microsoft, sales }) => [microsoft?.id, sales?.id]),
  );
  // F21: the new place of an item waits with its pair, which is still about the former.
  for (const { microsoft } of links) {
    const item = microsoft === null ? undefined : ledger.item('microsoft', microsoft.id);
    const places = item?.hasMoved === true ? ledger.story(item.who)?.items : undefined;
    for (const { isMoved, bornAt, id } of places ?? []) if (isMoved && bornAt === item?.bornAt) held.add(id);
  }
  for (const id of besideHeld(mirror, ledger)) held.add(id);
  for (const { candidates } of mirror.table('conflicts').values())
    for (const { id } of candidates ?? []) held.add(id);
  return [...mirror.table('inbox').values()].filter(({ recordId }) => !held.has(recordId)).length;
}

/**
 * A copy that is found in place of an item that died, and those who are named like it: what becomes of them is open while the
 * delete of its pair is held, and every run looks at them again (A2).
 */
function besideHeld(mirror: Mirror, ledger: Ledger): ReadonlySet<string> {
  const all = [...mirror.table('links').values()];
  const linked = new Set(all.map(({ microsoft }) => microsoft?.id));
  const keys = new Set([...mirror.table('heldDeletes').values()].flatMap((hold) => hold.keys));
  const dead = all
    .filter(({ key }) => keys.has(key))
    .flatMap(({ microsoft }) => (microsoft === null ? [] : (ledger.item('microsoft', microsoft.id) ?? [])))
    .filter(({ isLive }) => !isLive);
  const copies = dead.flatMap(({ who }) => ledger.story(who)?.live('microsoft') ?? []);
  return new Set(copies.map(({ id }) => id).filter((id) => !linked.has(id)));
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
  if (scene.hasFailed() || !playsWholeRound(scene)) return;
  const { quirks } = scene.plan;
  // An old row of an item that had died before anybody knew it: no change query tells of that death again.
  const isUntold = quirks.silentDeletes || scene.world.struck.includes('old-row');
  if (isUntold || (quirks.searchLagMs > 0 && hasDeed(scene.plan, 'copy'))) {
    // Deletes of which no change query ever tells are seen by this round, and written by right. So is a copy that was too
    // new for a search by key (F30) when it could have taken the place of the original.
    scene.outlook.expireCursors();
    await quietRun(scene, runner, 5);
  }
  await silent(scene, runner, 'I18', [{ on: 'microsoft.pullPage', nth: 1, do: 'replay' }]);
  if (scene.hasFailed()) return;
  const before = census(scene, runner);
  scene.outlook.expireCursors();
  const writes = scene.engineWrites;
  mustSucceed(scene, 'I24', await quietRun(scene, runner, 5));
  if (scene.engineWrites !== writes)
    scene.fail('I24', 'a round after 410 wrote although nothing had changed');
  const after = census(scene, runner);
  if (after !== before)
    scene.fail('I24', `after 410 there is ${difference(before, after)}, before: ${before}`);
}

/** One random plan in three; of the schedules of a scenario the one without a fault, and one in three. */
function playsWholeRound({ plan, world }: Scene): boolean {
  return (plan.seed + (world.stepFaults[0]?.step ?? 0)) % 3 === 0;
}

/** A run that did nothing proves nothing. */
function mustSucceed(scene: Scene, invariant: string, report: RunReport | null): void {
  const isRefused = scene.plan.poisoned !== null && report?.outcome === 'partly-failed';
  if (report !== null && (isDone(report) || isRefused)) return;
  const end = report === null ? 'did not end' : `${report.outcome} (${String(report.cause)})`;
  scene.fail(invariant, `a run with nothing to do ${end}`);
}

async function silent(
  scene: Scene,
  runner: Runner,
  invariant: string,
  faults: readonly Fault[],
): Promise<void> {
  const writes = scene.engineWrites;
  const state = invariant === 'I19' ? await stateOf(scene, runner) : '';
  mustSucceed(scene, invariant, await quietRun(scene, runner, 5, faults));
  if (scene.engineWrites !== writes) {
    scene.fail(invariant, `${String(scene.engineWrites - writes)} writes although nobody changed anything`);
  }
  // A poisoned record is tried again and again, and says so.
  if (invariant !== 'I19' || scene.plan.poisoned !== null) return;
  // What waits for a person at the guard is proposed, and proved, in every run.
  const isHeld = scene.mirrors[runner].table('heldDeletes').size > 0;
  for (const kind of ioKinds) {
    const count = scene.world.countOf(kind);
    if (kind !== 'store.commit' && !isHeld && count > allowedInSilence(kind))
      scene.fail('I19', `${String(count)} requests of ${kind} although nobody changed anything`);
  }
  const after = await stateOf(scene, runner);
  if (after !== state) scene.fail('I19', `the store changed in a silent run: ${difference(state, after)}`);
}

/** Two pages of a feed and one of every list; nothing to be read, looked for or proved. */
function allowedInSilence(kind: IoKind): number {
  if (kind.endsWith('.pullPage')) return 2;
  return /\.(?:read|findBy\w+|sentinel|write|listMarked|accountsNamed)$/.test(kind) ? 0 : 1;
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

/** The live records of each person, and which of them are one to the engine. */
function census(scene: Scene, runner: Runner): string {
  const ids = (story: Story, side: Side): string => String(story.live(side).map(({ id }) => id));
  const records = scene.ledger.stories.map((story) => `${ids(story, 'microsoft')}/${ids(story, 'sales')}`);
  // Of a released pair both records may be dead without anybody having told: that it is found out is no change.
  const isThere = (side: Side, end: LinkEnd | null): boolean =>
    end !== null && scene.ledger.item(side, end.id)?.isLive === true;
  const all = [...scene.mirrors[runner].table('links').values()];
  const kept = all.filter(
    ({ microsoft, sales }) => isThere('microsoft', microsoft) || isThere('sales', sales),
  );
  const links = kept.map(
    ({ key, status, microsoft, sales }) => `${key} ${status} ${microsoft?.id ?? '-'} ${sales?.id ?? '-'}`,
  );
  return [...records, ...links.sort()].join('\n');
}

/** I19: everything stored but cursors, run history and the number of the lease. */
async function stateOf(scene: Scene, runner: Runner): Promise<string> {
  const tables: string[] = [];
  const beside = besideHeld(scene.mirrors[runner], scene.ledger);
  for (const table of tableNames) {
    if (table === 'cursors' || table === 'runs') continue;
    const rows: readonly object[] = await scene.hosts[runner].disk.scan(table, { limit: 10_000 });
    const isOpen = (row: object): boolean =>
      table === 'inbox' && 'recordId' in row && beside.has(String(row.recordId));
    tables.push(`${table} ${JSON.stringify(rows.filter((row) => isState(row) && !isOpen(row)))}`);
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
