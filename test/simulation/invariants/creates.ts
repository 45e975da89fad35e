// I1 no duplicate create, I4 no resurrection, I32 (contacts) what was never shared never crosses.

import type { UnitName } from '../../../src/sync/model/record.ts';
import { keyOf, otherOf, type Item, type Story } from '../ledger/ledger.ts';
import { forgettingFaults, hasFault, hidingFaults } from './faults-of.ts';
import { whoIs } from '../play/values.ts';
import { violated, type Check, type EngineEvent, type Facts } from './check.ts';

/** Several records of one natural key made by people: how many counterparts are right is theirs to say (A2, D20). */
const isAmbiguous = (story: Story): boolean =>
  story.born === 'twins' ||
  (['copied', 'merged', 'restored', 'raced'] as const).some((mark) => story.marks.has(mark));

export function createChecks(): Check {
  return {
    engineChanges(event, facts) {
      if (event.operation !== 'create') return;
      const who = whoIs(event.after?.units ?? {});
      const story = who === null ? undefined : facts.ledger.story(who);
      if (story === undefined) violated('I7', `a record of nobody was made in ${event.side}`);
      noDuplicate(event, story, facts);
      noResurrection(event, story, facts);
      nothingPrivate(event, story);
    },
  };
}

function noDuplicate(event: EngineEvent, story: Story, facts: Facts): void {
  const { side } = event;
  // What a person made there a moment ago, unread by this runner, nobody could know of.
  const all = story.live(side);
  const live = all.filter((item) => item.bornBy === 'engine' || item.servedAt.has(event.runner));
  if (live.length < all.length) story.marks.add('raced');
  if (story.marks.has('restored') || (story.marks.has('renamed') && story.marks.has('copied'))) return;
  // F17, F19, F26 on a disk that knows nothing: what a full round does not show cannot be adopted.
  const isForgotten = facts.circumstances.memoryLostAt > 0 || hasFault(facts.plan, ...forgettingFaults);
  if (isForgotten && hasFault(facts.plan, ...hidingFaults)) {
    if (live.length > 0) story.marks.add('raced');
    return;
  }
  const ofPeople = story.items.filter(
    (item) => item.side === otherOf(side) && item.bornBy === 'person',
  ).length;
  // Two spellings of an address before the pair was linked are two people to everybody (A2).
  const isDoubled = story.marks.has('renamed') || story.marks.has('copied') || story.born === 'twins';
  const capacity = Math.max(1, ofPeople) + (isDoubled ? 1 : 0);
  if (live.length < capacity) return;
  violated(
    'I1',
    `P${String(story.who)} was made again in ${side} although ${live.map((item) => item.id).join()} is there`,
  );
}

function noResurrection(event: EngineEvent, story: Story, facts: Facts): void {
  const { side } = event;
  const death = story.deaths.findLast((entry) => entry.side === side);
  // A copy that died before any run knew the pair is a copy that never was.
  if (death === undefined || story.metAt === 0 || death.order < story.metAt) return;
  if (isUnreadDeath(story, event) || isNewItem(story)) return;
  if (isAmbiguous(story) || story.live(side).length > 0) return;
  if (story.wishedAt > death.order || facts.circumstances.memoryLostAt > 0) return;
  const dead = story.items.findLast((item) => item.side === side && !item.isLive);
  // The edit may have reached the dead copy without the engine ever hearing of it: then the edit wins (D6, D8).
  const isUnsure = hasFault(facts.plan, ...forgettingFaults);
  if (isUnsure && story.writes.some((write) => write.side !== side)) return;
  const isUnseen = story
    .live(otherOf(side))
    .some((item) => [...item.personWrites].some(([unit]) => differs(item, dead, unit)));
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

/** A person's value on the living copy that the dead one never had. */
function differs(item: Item, dead: Item | undefined, unit: UnitName): boolean {
  if (dead === undefined) return true;
  // What the dead copy said last may have been unread.
  const isUnread = (item.personWrites.get(unit) ?? 0) > Math.max(0, ...dead.servedAt.values());
  return isUnread || keyOf(unit, item.version.units[unit]) !== keyOf(unit, dead.version.units[unit]);
}

function nothingPrivate(event: EngineEvent, story: Story): void {
  if (event.side !== 'sales' || story.born !== 'private' || story.wishedAt > 0) return;
  violated('I32', `P${String(story.who)}, never shared by its owner, was sent to Sales`);
}
