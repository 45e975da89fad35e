// Checks of the end, when faults and deeds have stopped and the engine is at rest: I3 field independence, I4 and I6 what died
// and what was edited, I10 questions, I22 convergence, I26 the poisoned record, I33 the journal.

import type { Conflict, KeptValue } from '../../../src/sync/model/decision.ts';
import type { JournalRow } from '../../../src/sync/model/state.ts';
import { bothSides, keyOf, type PersonWrite, type Story } from '../ledger/ledger.ts';
import { editedFields, type EditedField } from '../plan.ts';
import { deletesArrived } from '../reference/carried-deletes.ts';
import { areAccepted, isClearForgotten } from '../reference/lost-memory.ts';
import type { Scene } from '../play/scene.ts';
import type { Runner } from '../world/engine-host.ts';

const everything = { limit: 10_000 };

interface EndFacts {
  readonly scene: Scene;
  readonly runner: Runner;
  readonly kept: readonly KeptValue[];
  readonly conflicts: readonly Conflict[];
}

export async function endChecks(scene: Scene, runner: Runner): Promise<void> {
  const kept = [...scene.lostKept];
  for (const host of Object.values(scene.hosts))
    kept.push(...(await host.disk.scan('keptValues', everything)));
  const conflicts = await scene.hosts[runner].disk.scan('conflicts', everything);
  const facts: EndFacts = { scene, runner, kept, conflicts };
  for (const story of scene.ledger.stories) {
    if (scene.violation !== null) return;
    judgeStory(story, facts);
  }
  deletesArrived(scene);
  judgeQuestions(facts);
  await judgeHolds(facts);
  await judgePoison(facts);
  await judgeJournal(facts);
}

/** Several outcomes are right after these deeds; single rules about them are judged step by step. */
function isPlain(story: Story, scene: Scene): boolean {
  if (story.born === 'twins' || story.born === 'private') return false;
  if (scene.plan.poisoned === story.who) return false;
  // F21: an item that carries no key of ours is another one under its new id.
  if (story.born !== 'sales' && story.marks.has('moved')) return false;
  // F15 in a round from the beginning: it shows the item where it was before it moved, and no row ever says that it is gone.
  if (story.marks.has('death-untold') && story.marks.has('moved')) return false;
  const doubtful = [
    'deleted',
    'unshared',
    'left-search',
    'copied',
    'merged',
    'renamed',
    'let-go',
    'raced',
  ] as const;
  return !doubtful.some((mark) => story.marks.has(mark));
}

function judgeStory(story: Story, facts: EndFacts): void {
  const { scene } = facts;
  if (!isPlain(story, scene) || isQuarantined(story, facts)) return;
  for (const side of bothSides) {
    const count = story.live(side).length;
    if (count !== 1) {
      scene.fail(
        'I22',
        `P${String(story.who)} (${story.born}) lives ${String(count)} times in ${side}, and nobody deleted it`,
      );
      return;
    }
  }
  for (const field of editedFields) judgeField(story, field, facts);
}

/** G7: it waits for a person. */
function isQuarantined(story: Story, { scene, runner }: EndFacts): boolean {
  const links = [...scene.mirrors[runner].table('links').values()];
  const isParked = links.some(
    ({ status, sales }) =>
      status === 'quarantined' && sales !== null && scene.ledger.storyOf('sales', sales.id) === story,
  );
  if (isParked) scene.world.reach('record quarantined');
  return isParked;
}

function judgeField(story: Story, field: EditedField, facts: EndFacts): void {
  const { scene } = facts;
  const [outlook] = story.live('microsoft');
  const [sales] = story.live('sales');
  if (outlook === undefined || sales === undefined) return;
  const now = {
    microsoft: keyOf(field, outlook.version.units[field]),
    sales: keyOf(field, sales.version.units[field]),
  };
  const name = `${field} of P${String(story.who)}`;
  const isAsked = facts.conflicts.some(
    ({ key, units }) => isOf(key, story, facts) && units.some(({ unit }) => unit === field),
  );
  const isForgiven = areAccepted(scene.circumstances, story, field, now);
  if (now.microsoft !== now.sales && !isAsked && !isForgiven) {
    scene.fail('I22', `${name} is ${now.microsoft} in Outlook and ${now.sales} in Sales`);
    return;
  }
  const writes = story.writes.filter((write) => write.field === field);
  const newest = writes.at(-1);
  if (newest === undefined) return;
  // F23: emptied by a service, and by right taken for emptied by a person (dropped-fields.ts).
  if (isForgiven && now.microsoft === 'blank' && now.sales === 'blank') return;
  if (isThere(newest, now) || isKept(newest, facts)) return;
  // A value that comes back to what it was before is no change against the base of then.
  if (writes.filter((write) => write.key === newest.key).length > 1) return;
  if (newest.key === 'blank') {
    judgeCleared(newest, { story, now, facts, writes });
    return;
  }
  scene.fail('I3', `${name}: ${newest.key}, the newest value, is neither there nor kept (${now.sales})`);
}

/** A cleared field that lost leaves nothing to keep but the fact; it may lose to the other side's own edit only. */
function judgeCleared(
  newest: PersonWrite,
  at: {
    readonly story: Story;
    readonly now: Readonly<Record<'microsoft' | 'sales', string>>;
    readonly facts: EndFacts;
    readonly writes: readonly PersonWrite[];
  },
): void {
  const isBeaten = at.writes.some((write) => write.side !== newest.side && write.key === at.now[newest.side]);
  // F21: of an item under a new id nobody knows whether it is blank because it was cleared or because it is older.
  if (at.story.marks.has('moved')) return;
  if (isBeaten || isClearForgotten(at.facts.scene.circumstances, at.story, newest.field)) return;
  at.facts.scene.fail(
    'I3',
    `${newest.field} of P${String(at.story.who)} was cleared and is ${at.now.sales} again`,
  );
}

function isThere(write: PersonWrite, now: Readonly<Record<'microsoft' | 'sales', string>>): boolean {
  return now.microsoft === write.key || now.sales === write.key;
}

function isKept(write: PersonWrite, facts: EndFacts): boolean {
  // A token is the person's own: no other pair can have kept it.
  return facts.kept.some(({ unit, value }) => unit === write.field && keyOf(unit, value) === write.key);
}

function isOf(key: string, story: Story, facts: EndFacts): boolean {
  const link = facts.scene.mirrors[facts.runner].table('links').get(key);
  return bothSides.some((side) => {
    const end = link?.[side];
    return end != null && facts.scene.ledger.storyOf(side, end.id) === story;
  });
}

/** I25: a hold that shows nothing to delete asks a person for nothing. */
async function judgeHolds({ scene, runner }: EndFacts): Promise<void> {
  const mirror = scene.mirrors[runner];
  for (const hold of await scene.hosts[runner].disk.scan('heldDeletes', everything)) {
    scene.world.reach('hold open at the end');
    if (hold.id.endsWith(':release')) continue;
    for (const key of hold.keys) {
      const link = mirror.table('links').get(key);
      const ends = bothSides.map((side) => [side, link?.[side]?.id] as const);
      const isGone = ends.some(
        ([side, id]) => id !== undefined && scene.ledger.item(side, id)?.isLive !== true,
      );
      if (link?.status === 'active' && isGone) continue;
      scene.fail('I25', `the hold on ${hold.id} names ${key}, of which nothing was deleted`);
    }
  }
}

/** I10: a question shows what both services hold. */
function judgeQuestions({ scene, runner, conflicts }: EndFacts): void {
  for (const { key, question, units } of conflicts) {
    if (question !== 'fields') continue;
    if (scene.policy !== 'ask-user')
      scene.fail('I10', `a question about ${key} is open, and nobody wants to be asked`);
    scene.world.reach('question open at the end');
    const link = scene.mirrors[runner].table('links').get(key);
    for (const unit of units) {
      for (const side of bothSides) {
        const end = link?.[side];
        const item = end == null ? undefined : scene.ledger.item(side, end.id);
        if (item?.isLive !== true) continue;
        const held = keyOf(unit.unit, item.version.units[unit.unit]);
        if (held === keyOf(unit.unit, unit[side])) continue;
        scene.fail('I10', `the question about ${unit.unit} shows another value for ${side} than ${held}`);
      }
    }
  }
}

/** I26: it is said, and it is the only one that failed. */
async function judgePoison({ scene, runner }: EndFacts): Promise<void> {
  const story = scene.plan.poisoned === null ? undefined : scene.ledger.story(scene.plan.poisoned);
  if (story === undefined) return;
  const failures = await scene.hosts[runner].disk.scan('failures', everything);
  if (failures.length > 0) scene.world.reach('poisoned record reported');
  // Two items of one person that never met (A2: different addresses) are written to Sales apart, and fail apart.
  const most = Math.max(1, story.live('microsoft').length);
  if (failures.length > most && scene.circumstances.memoryLostAt === 0) {
    scene.fail('I26', `${String(failures.length)} records failed where one is poisoned`);
  }
}

/** I33: every write a service applied stands in the journal of the disk that made it. */
async function judgeJournal({ scene }: EndFacts): Promise<void> {
  // Of a write whose answer was lost nobody can tell whether it was applied before a person changed the record again.
  const isDisturbed =
    scene.world.stepFaults.length > 0 || scene.plan.rounds.some(({ faults }) => faults.length > 0);
  if (isDisturbed) return;
  const all = new Map<string, JournalRow>(scene.lostJournal);
  for (const host of Object.values(scene.hosts)) {
    for (const row of await host.disk.scan('journal', everything)) all.set(row.id, row);
  }
  const rows = [...all.values()];
  for (const [name, count] of scene.applied) {
    const told = rows.filter((row) => `${row.operation} ${row.side} ${row.key}` === name).length;
    if (told < count)
      scene.fail('I33', `${name} was applied ${String(count)} times and journalled ${String(told)}`);
  }
}
