// I5 no unjustified delete, I6 a delete never destroys unseen content, I25 the guard.

import type { LinkKey } from '../../../src/sync/model/ids.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import { keyOf, otherOf, type Item, type Story } from '../ledger/ledger.ts';
import { editedFields } from '../plan.ts';
import { hasFault, hidingFaults } from './faults-of.ts';
import { violated, type Check, type EngineEvent, type Facts } from './check.ts';

const dayMs = 86_400_000;

interface Deletion {
  readonly side: Side;
  readonly atMs: number;
  readonly key: LinkKey;
}

export function deleteChecks(): Check {
  let recent: Deletion[] = [];
  return {
    engineChanges(event, facts) {
      if (event.operation !== 'delete') return;
      const item = facts.ledger.item(event.side, event.id);
      const story = item === undefined ? undefined : facts.ledger.story(item.who);
      if (item === undefined || story === undefined) return;
      justified(event, item, story, facts);
      // A6 takes two values that nobody touched since the last run as they are: then either may go with its record.
      if (facts.circumstances.memoryLostAt === 0) nothingUnseen(event, item, story);
      recent = recent.filter((entry) => facts.nowMs() - entry.atMs < dayMs);
      recent.push({ side: event.side, atMs: facts.nowMs(), key: event.write.key });
      guarded(event.side, recent, facts);
    },
    diskChanges() {
      // what the guard counts is part of what was lost
      recent = [];
    },
  };
}

function justified(event: EngineEvent, item: Item, story: Story, facts: Facts): void {
  const name = `P${String(story.who)} in ${event.side}`;
  // D11: neither side's own records are ever deleted because of the other, but by its owner's leave.
  // A copy of our own item that a person made takes its place when the original dies (A1).
  const isAllowed = item.bornBy === 'engine' || story.marks.has('copied');
  if (!isAllowed) violated('I5', `${name} was deleted by the engine although a person made it there`);
  if (event.side === 'sales' && !facts.plan.allowDeleteInSales) {
    violated('I5', `${name} was deleted although deletes in Sales are off`);
  }
  const other = otherOf(event.side);
  // F21: an unmarked item that moved has vanished for everybody while its new place is not listed (F17), or for good
  // where it was renamed at once.
  const isUnlisted = hasFault(facts.plan, ...hidingFaults) || story.marks.has('renamed');
  const isVanished = story.born !== 'sales' && story.marks.has('moved') && isUnlisted;
  if (!isVanished && !story.deaths.some((death) => death.side === other)) {
    violated('I5', `${name} was deleted and nobody deleted its counterpart`);
  }
  const isAmbiguous =
    isVanished ||
    story.born === 'twins' ||
    (['copied', 'merged', 'renamed', 'raced'] as const).some((mark) => story.marks.has(mark));
  if (!isAmbiguous && story.live(other).length > 0 && story.wishedAt === 0) {
    violated('I5', `${name} was deleted although its counterpart lives`);
  }
}

function nothingUnseen(event: EngineEvent, item: Item, story: Story): void {
  const other = otherOf(event.side);
  for (const field of editedFields) {
    const order = item.personWrites.get(field);
    if (order === undefined) continue;
    const key = keyOf(field, item.version.units[field]);
    const isPersons = story.writes.some((write) => write.order === order && write.key === key);
    if (!isPersons || key === 'blank' || story.hasHeld(other, field, key)) continue;
    violated(
      'I6',
      `P${String(story.who)} in ${event.side} was deleted with ${key}, which the other side never had`,
    );
  }
}

function guarded(side: Side, recent: readonly Deletion[], facts: Facts): void {
  const { plan, circumstances, ledger } = facts;
  const open = recent.filter(
    (entry) => entry.side === side && !circumstances.confirmedDeletes.has(entry.key),
  );
  const limit = Math.max(plan.deleteLimit, 0.1 * ledger.stories.length);
  if (open.length <= limit) return;
  violated('I25', `${String(open.length)} deletes in ${side} within a day, and nobody confirmed them`);
}
