// I1 no duplicate create, I4 no resurrection, I32 (contacts) what was never shared never crosses.

import type { UnitName } from '../../../src/sync/model/record.ts';
import { keyOf, otherOf, type Item, type Ledger, type Story } from '../ledger/ledger.ts';
import { isLeftBehind, isOfReturned } from '../reference/returned.ts';
import { forgettingFaults } from './faults-of.ts';
import type { RunOutcome } from '../../../src/sync/model/run-report.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { WriteOutcome } from '../../../src/sync/model/write.ts';
import type { Runner } from '../world/engine-host.ts';
import { editedFields } from '../plan.ts';
import { whoIs } from '../play/values.ts';
import { violated, type Check, type EngineEvent, type Facts } from './check.ts';

/** Several records of one natural key made by people: how many counterparts are right is theirs to say (A2, D20). */
const isAmbiguous = (story: Story, source: Side): boolean =>
  story.born === 'twins' ||
  (['copied', 'merged', 'raced'] as const).some((mark) => story.marks.has(mark)) ||
  // Who came back beside its successor is one more, and may have a counterpart of its own.
  (story.marks.has('restored') && story.items.filter(({ side }) => side === source).length > 1);

const brokenOff: readonly RunOutcome[] = ['failed', 'suspended', 'skipped'];

/** What a runner may have forgotten, or never heard of. */
interface Memory {
  /** order of the newest loss of its disk; 0 = never */
  lostAt: number;
  /** ids of records whose create it was told of since */
  readonly made: Set<string>;
  beganAt: number;
  /** first and last order of runs that broke off: what they read may not have reached the disk */
  readonly broken: (readonly [number, number])[];
}

export function createChecks(): Check {
  const memories = new Map<Runner, Memory>();
  const memoryOf = (runner: Runner): Memory => {
    const known = memories.get(runner) ?? { lostAt: 0, made: new Set<string>(), beganAt: 0, broken: [] };
    memories.set(runner, known);
    return known;
  };
  return {
    answers({ runner, kind, answer }) {
      if (!kind.endsWith('.write') || !Array.isArray(answer)) return;
      for (const outcome of answer as readonly WriteOutcome[])
        if (outcome.result === 'written') memoryOf(runner).made.add(outcome.record.id);
    },
    asks({ runner, kind }, facts) {
      if (kind === 'lease.acquire') memoryOf(runner).beganAt = facts.ledger.order;
    },
    runEnds(runner, facts, end) {
      const isWhole = end.end === 'reported' && !brokenOff.includes(end.report.outcome);
      const { broken, beganAt } = memoryOf(runner);
      if (!isWhole) broken.push([beganAt, facts.ledger.order]);
    },
    diskChanges(runner, facts) {
      const memory = memoryOf(runner);
      memory.lostAt = facts.ledger.order;
      memory.made.clear();
    },
    engineChanges(event, facts) {
      if (event.operation !== 'create') return;
      const who = whoIs(event.after?.units ?? {});
      const story = who === null ? undefined : facts.ledger.story(who);
      if (story === undefined) violated('I7', `a record of nobody was made in ${event.side}`);
      noDuplicate(event, story, { memory: memoryOf(event.runner), ledger: facts.ledger });
      noResurrection(event, story, facts);
      nothingPrivate(event, story);
    },
  };
}

function noDuplicate(
  event: EngineEvent,
  story: Story,
  { memory, ledger }: { readonly memory: Memory; readonly ledger: Ledger },
): void {
  const { side, runner } = event;
  // What a person made there or brought back a moment ago, unread by this runner, nobody could know of.
  const isOfAnother = (item: Item): boolean =>
    story.live(otherOf(side)).some((successor) => isOfReturned(successor, item, story));
  // Of two people merged in Sales, the item or the record of one may be the other's by now (A2).
  const isMerged = story.marks.has('merged');
  const isNamed = ({ version }: Item): boolean => whoIs(version.units) === story.who;
  const isOwn = (item: Item): boolean => !isMerged || isNamed(item);
  const all = story.live(side).filter((item) => isOwn(item) && !isOfAnother(item));
  const read = all.filter((item) => {
    if (isUnknowable(item, event) || isLeftBehind(item, story)) return false;
    const served = item.servedAt.get(runner) ?? 0;
    return served > item.restoredAt || (item.bornBy === 'engine' && item.restoredAt === 0);
  });
  const live = read.filter((item) => !isOutOfSight(item, runner, memory));
  const merged = isMerged ? mergedCapacity(story, ledger, { side, live, isNamed }) : 0;
  const wasRaced = story.marks.has('raced');
  if (live.length < all.length) story.marks.add('raced');
  const ofPeople = story.items.filter(
    (item) => item.side === otherOf(side) && item.bornBy === 'person' && !isLeftByMove(item, story),
  ).length;
  // Two spellings of an address before the pair was linked are two people to everybody (A2).
  const namesakes = story.marks.has('renamed')
    ? Math.max(1, live.filter(({ bornBy }) => bornBy === 'person').length)
    : 0;
  // Two that could not know of each other are two for ever.
  const doubles = story.marks.has('copied') || story.born === 'twins' || wasRaced ? 1 : 0;
  // Who was replaced while it was gone, and comes back, is one more (F25), and so is one that died since, unheard.
  const unheard = story.deaths.filter(
    (death) => death.side !== side && death.order > ledger.succeededAt,
  ).length;
  const returned = story.marks.has('restored') ? story.live(otherOf(side)).length + unheard : 0;
  // What was made of an item that a row showed after its death (F15) is a pair of its own, and may lose its item.
  const isOfGhost = ({ bornBy }: Item): boolean => bornBy === 'engine' && story.marks.has('shown-dead');
  const ghosts = story.live(otherOf(side)).filter(isOfGhost).length;
  const others = namesakes + doubles + ghosts + story.secondsWanted;
  const capacity = Math.max(1, ofPeople, returned, merged) + others;
  if (live.length < capacity) return;
  violated(
    'I1',
    `P${String(story.who)} was made again in ${side} although ${live.map((item) => item.id).join()} is there`,
  );
}

/**
 * Who bears the name of this one, and the others of the merge as far as people made what is there: one of them may have taken
 * it (A2) under a name that still waits for an answer, or died since and let it go (D11).
 */
function mergedCapacity(
  story: Story,
  ledger: Ledger,
  facts: {
    readonly side: Side;
    readonly live: readonly Item[];
    readonly isNamed: (item: Item) => boolean;
  },
): number {
  const { side, live, isNamed } = facts;
  const sources = [...ledger.liveItems()].filter((item) => item.side !== side && isNamed(item));
  const merged = ledger.stories.filter((other) => other !== story && other.marks.has('merged'));
  const others = merged.flatMap(({ items }) =>
    items.filter((item) => item.side !== side && !sources.includes(item)),
  );
  const adoptable = live.filter(({ bornBy }) => bornBy === 'person');
  return sources.length + Math.min(others.length, adoptable.length);
}

/** F21: it lives on under another id, and everybody can tell by its mark or its address, if anybody read that before. */
function isLeftByMove({ hasMoved, bornAt, version, personWrites, readAt }: Item, { items }: Story): boolean {
  const isUnread = (personWrites.get('email') ?? 0) > readAt;
  const email = isUnread ? 'blank' : keyOf('email', version.units['email']);
  const isSame = (next: Item): boolean =>
    next.isMoved &&
    next.bornAt === bornAt &&
    (next.version.marker !== null ||
      (email !== 'blank' && keyOf('email', next.version.units['email']) === email));
  return hasMoved && items.some(isSame);
}

/** F21: an item that moved is another one to everybody where neither a mark nor an address says whose it is. */
function isUnknowable({ isMoved, version }: Item, { write }: EngineEvent): boolean {
  const email = keyOf('email', version.units['email']);
  return (
    isMoved &&
    version.marker === null &&
    (email === 'blank' || email !== keyOf('email', write.units['email']))
  );
}

/**
 * F17, F19, F26 after lost memory, or a create whose answer was lost: what this runner has no row of, and no listing has
 * shown it since, cannot be adopted.
 */
function isOutOfSight(item: Item, runner: Runner, { lostAt, made, broken }: Memory): boolean {
  const hidden = item.hiddenAt.get(runner)?.order ?? 0;
  const served = item.servedAt.get(runner) ?? 0;
  const isUnkept = broken.some(([from, to]) => served > from && served <= to);
  // What was served last before the loss bears its order.
  const isLost = lostAt > 0 && lostAt >= served;
  const isForgotten = isUnkept || isLost || (item.bornBy === 'engine' && !made.has(item.id));
  return isForgotten && hidden > lostAt && hidden > served;
}

function noResurrection(event: EngineEvent, story: Story, facts: Facts): void {
  const { side } = event;
  const death = story.deaths.findLast((entry) => entry.side === side);
  // A copy that died before any run knew the pair is a copy that never was.
  if (death === undefined || story.metAt === 0 || death.order < story.metAt) return;
  if (isUnreadDeath(story, event) || isNewItem(story)) return;
  if (isAmbiguous(story, otherOf(side)) || story.live(side).length > 0) return;
  // A6: a death that nobody had told before the memory was lost cannot be known.
  const isForgotten = facts.circumstances.newestLossAt > death.order || story.marks.has('died-unremembered');
  // A wish that no run had heard when the record died is as new as the death.
  const isWished = story.wishedAt > Math.min(death.order, facts.ledger.succeededAt);
  if (isWished || isForgotten) return;
  const dead = story.items.findLast((item) => item.side === side && !item.isLive);
  // C10, A6: what was typed on an item that its owner does not share stays there. Whoever met the pair anew since has no base
  // for it, and what Sales says beside it counts as unseen.
  const isBeside = (item: Item): boolean =>
    editedFields.some(
      (field) => keyOf(field, item.version.units[field]) !== keyOf(field, dead?.version.units[field]),
    );
  const isOneWay = facts.circumstances.newestLossAt > 0 && dead?.version.isShared === false;
  if (side === 'microsoft' && isOneWay && story.live('sales').some(isBeside)) return;
  // The edit may have reached the dead copy without the engine ever hearing of it: then the edit wins (D6, D8).
  const isUnsure = facts.hasStruck(...forgettingFaults);
  const isEditedSince = story.writes.some(
    ({ side: typedOn, order }) => typedOn !== side && order > death.settledAt && order < death.order,
  );
  if (isUnsure && isEditedSince) return;
  const { succeededAt } = facts.ledger;
  const isUnseen = story.live(otherOf(side)).some((item) =>
    editsOf(item, story).some(
      // Typed on both sides alike and read on one of them only, by when it died: to the engine it is an edit of the other (D8).
      (edit) => death.unread.has(`${item.id}:${edit.unit}`) || differs(item, dead, { ...edit, succeededAt }),
    ),
  );
  if (!isUnseen) violated('I4', `P${String(story.who)}, deleted in ${side} by a person, came back there`);
}

/** The source died too, a moment ago: the runner had read it while it lived. */
function isUnreadDeath(story: Story, event: EngineEvent): boolean {
  const source = otherOf(event.side);
  const death = story.deaths.findLast((entry) => entry.side === source);
  if (death === undefined) return false;
  return story.items.some(
    (item) => item.side === source && !item.isLive && (item.servedAt.get(event.runner) ?? 0) < death.order,
  );
}

/**
 * Without immutable ids an unmarked item that moved is a new one to everybody (F21), and so is one with a person's category
 * that moved away from under its delete.
 */
function isNewItem(story: Story): boolean {
  const isShared = story.live('microsoft').some(({ version }) => version.isShared);
  return story.marks.has('moved') && (story.born !== 'sales' || isShared);
}

interface Edit {
  readonly unit: UnitName;
  readonly order: number;
}

/** What people typed there, and what they had the engine put back there (D15). */
function editsOf({ side, personWrites, version }: Item, { writes }: Story): readonly Edit[] {
  const restored = writes.filter(
    (write) =>
      write.isKeptValue === true &&
      write.side === side &&
      keyOf(write.field, version.units[write.field]) === write.key,
  );
  const typed = [...personWrites].map(([unit, order]) => ({ unit, order }));
  return [...typed, ...restored.map(({ field, order }) => ({ unit: field, order }))];
}

/** A person's value on the living copy that the dead one never had. */
function differs(
  item: Item,
  dead: Item | undefined,
  { unit, order, succeededAt }: Edit & { readonly succeededAt: number },
): boolean {
  if (dead === undefined) return true;
  // What the dead copy said last may have been unread, or read by no run that came to its end.
  const isUnread = order > Math.min(succeededAt, dead.readAt);
  return isUnread || keyOf(unit, item.version.units[unit]) !== keyOf(unit, dead.version.units[unit]);
}

function nothingPrivate(event: EngineEvent, story: Story): void {
  if (event.side !== 'sales' || story.born !== 'private' || story.wishedAt > 0) return;
  violated('I32', `P${String(story.who)}, never shared by its owner, was sent to Sales`);
}
