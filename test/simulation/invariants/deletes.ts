// I5 no unjustified delete, I6 a delete never destroys unseen content. The guard is judged in audit/guard.ts.

import { keyOf, otherOf, type Item, type Story } from '../ledger/ledger.ts';
import { editedFields } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';
import { isAccepted } from '../reference/lost-memory.ts';
import { isOfReturned } from '../reference/returned.ts';
import { violated, type Check, type EngineEvent, type Facts } from './check.ts';

export function deleteChecks(): Check {
  /** order at which the present run of a runner began */
  const began = new Map<Runner, number>();
  return {
    asks({ runner, kind }, facts) {
      if (kind === 'lease.acquire' && !began.has(runner)) began.set(runner, facts.ledger.order);
    },
    runEnds(runner) {
      began.delete(runner);
    },
    engineChanges(event, facts) {
      if (event.operation !== 'delete') return;
      const item = facts.ledger.item(event.side, event.id);
      const story = item === undefined ? undefined : facts.ledger.story(item.who);
      if (item === undefined || story === undefined) return;
      justified(event, { item, story, beganAt: began.get(event.runner) ?? 0 }, facts);
      // A6 takes two values that nobody touched since the last run as they are: then either may go with its record.
      if (facts.circumstances.memoryLostAt === 0) nothingUnseen(event, item, { story, facts });
    },
  };
}

function justified(
  event: EngineEvent,
  { item, story, beganAt }: { readonly item: Item; readonly story: Story; readonly beganAt: number },
  facts: Facts,
): void {
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
  // where it was renamed at once. A record is deleted in Sales only where its pair was born in Outlook, unmarked (D11).
  const isHidden = ({ hiddenAt, servedAt }: Item): boolean =>
    (hiddenAt.get(event.runner)?.order ?? 0) > (servedAt.get(event.runner) ?? 0);
  const isUnlisted = story.live('microsoft').some(isHidden) || story.marks.has('renamed');
  const isVanished = event.side === 'sales' && story.marks.has('moved') && isUnlisted;
  // F17: the feed told of a removal that had not happened, and the item moved before it was read: then it is gone, as told.
  const isToldFalsely = ({ hasMoved, hiddenAt }: Item): boolean => {
    const hidden = hasMoved ? hiddenAt.get(event.runner) : undefined;
    return hidden?.how === 'false-removed' && hidden.order >= beganAt;
  };
  if (isVanished || (event.side === 'sales' && story.items.some(isToldFalsely))) return;
  const death = story.deaths.findLast((entry) => entry.side === other);
  if (death === undefined) violated('I5', `${name} was deleted and nobody deleted its counterpart`);
  // F6: a disk that was set back has forgotten what was asked for in the pane.
  const { newestLossAt } = facts.circumstances;
  const isForgotten = item.claimedAt === item.paneClaimAt && newestLossAt > item.claimedAt;
  // What a person asked for before the run began must have been heard in it.
  if (death.order < item.claimedAt && item.claimedAt <= beganAt && !isForgotten) {
    violated('I5', `${name} was deleted although a person asked for it since its counterpart died`);
  }
  const isAmbiguous =
    story.born === 'twins' ||
    (['copied', 'merged', 'renamed', 'raced'] as const).some((mark) => story.marks.has(mark));
  if (isAmbiguous) return;
  // Who came back beside its successor has a counterpart of its own.
  if (story.live(other).length < story.live(event.side).length) return;
  // What was made from an old row of an item that had died before anybody knew it is a pair of its own.
  const isOfGhost = (one: Item): boolean => one.bornBy === 'engine' && facts.hasStruck('old-row');
  const isAnother = (one: Item): boolean =>
    isOfGhost(one) || isOfReturned(one, item, story) || isOfReturned(item, one, story);
  const isReadAlive = ({ servedAt, seen }: Item): boolean =>
    (servedAt.get(event.runner) ?? 0) > death.order && seen.get(event.runner)?.isDeleted === false;
  const read = story.live(other).find((one) => isReadAlive(one) && !isAnother(one));
  if (read !== undefined)
    violated('I5', `${name} was deleted although ${read.id}, its counterpart, was read alive`);
}

function nothingUnseen(
  event: EngineEvent,
  item: Item,
  { story, facts }: { readonly story: Story; readonly facts: Facts },
): void {
  const other = otherOf(event.side);
  for (const field of editedFields) {
    const order = item.personWrites.get(field);
    if (order === undefined) continue;
    const key = keyOf(field, item.version.units[field]);
    const isPersons = story.writes.some((write) => write.order === order && write.key === key);
    if (!isPersons || key === 'blank' || story.hasHeld(other, field, key)) continue;
    if (isAccepted(facts.circumstances, story, { field, side: event.side, key })) continue;
    violated(
      'I6',
      `P${String(story.who)} in ${event.side} was deleted with ${key}, which the other side never had`,
    );
  }
}
