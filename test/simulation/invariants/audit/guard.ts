// I25 the guard of deletes (G1, G4): their number in a day, a listing that became empty, what a person decided about them, and
// both services readable before the first of a run. No delete is judged in one run and sent in another.

import type { RecordId } from '../../../../src/sync/model/ids.ts';
import { otherSide, sides, type Side } from '../../../../src/sync/model/side.ts';
import type { Intent } from '../../../../src/sync/model/write.ts';
import type { StoreOperation } from '../../../../src/sync/ports/sync-store.ts';
import type { Item, Story } from '../../ledger/ledger.ts';
import type { Runner } from '../../world/engine-host.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../check.ts';

const dayMs = 86_400_000;

interface Deletion {
  readonly side: Side;
  /** one that a person brought back and that is deleted again is one record */
  readonly id: RecordId;
  readonly atMs: number;
}

/** What a runner has seen in its present run. */
interface Look {
  /** sides whose folder or account could be read when asked last */
  readonly readable: Set<Side>;
  /** order of the ledger when the run began */
  readonly since: number;
  /** sides on which it deleted something itself */
  readonly deletedOn: Set<Side>;
  /** whether its store heard of a delete: one that is to be sent, or that the guard holds or lets go */
  hasJudged: boolean;
}

export function guardChecks(): Check {
  let recent: Deletion[] = [];
  const looks = new Map<Runner, Look>();
  return {
    asks({ runner, kind }, facts) {
      if (kind !== 'lease.acquire' || looks.has(runner)) return;
      looks.set(runner, { ...newLook(), since: facts.ledger.order });
    },
    commits({ runner, operations }) {
      const look = looks.get(runner);
      if (look !== undefined && operations.some(isOfDelete)) look.hasJudged = true;
    },
    answers({ runner, kind, error }) {
      const side = sides.find((name) => kind === `${name}.sentinel`);
      if (side === undefined) return;
      const { readable } = looks.get(runner) ?? newLook();
      if (error === null) readable.add(side);
      else readable.delete(side);
    },
    engineChanges(event, facts) {
      if (event.operation !== 'delete') return;
      const look = looks.get(event.runner) ?? newLook();
      readable(event, look);
      looks.get(event.runner)?.deletedOn.add(event.side);
      const item = facts.ledger.item(event.side, event.id);
      const story = item === undefined ? undefined : facts.ledger.story(item.who);
      if (item !== undefined && story !== undefined) notKept(event, { item, story }, facts);
      if (facts.circumstances.confirmedDeletes.delete(confirmation(event.side, event.write.key))) return;
      notEmptied(event, look, facts);
      recent = recent.filter((entry) => facts.nowMs() - entry.atMs < dayMs);
      recent.push({ side: event.side, id: event.id, atMs: facts.nowMs() });
      fewEnough(event.side, recent, facts);
    },
    runEnds(runner, _, end) {
      const look = looks.get(runner);
      looks.delete(runner);
      // A run that was stopped may have had no time to say what for.
      const isWhole = end.end === 'reported' && end.report.outcome.startsWith('succeeded');
      if (isWhole && look?.readable.size === sides.length && !look.hasJudged)
        violated('I19', 'both services were asked for a proof, and no delete needed one');
    },
    diskChanges() {
      // what the guard counts is part of what was lost
      recent = [];
    },
  };
}

function newLook(): Look {
  return { readable: new Set(), since: 0, deletedOn: new Set(), hasJudged: false };
}

function isOfDelete(operation: StoreOperation): boolean {
  if (operation.table === 'heldDeletes') return true;
  return 'put' in operation && operation.table === 'intents' && operation.put.some(isDelete);
}

function isDelete({ operation }: Intent): boolean {
  return operation === 'delete';
}

/** A decision is about one delete on one side, and is used up by it. */
export function confirmation(side: Side, key: string): string {
  return `${side} ${key}`;
}

/** G4 */
function readable(event: EngineEvent, look: Look): void {
  const unread = sides.filter((side) => !look.readable.has(side));
  if (unread.length === 0) return;
  violated('I25', `${event.id} was deleted in ${event.side} before ${unread.join(' and ')} proved readable`);
}

/** A person saw this delete and said that both copies stay: only another death can ask for it again. */
function notKept(
  event: EngineEvent,
  { item, story }: { readonly item: Item; readonly story: Story },
  facts: Facts,
): void {
  const keptAt = facts.circumstances.keptDeletes.get(confirmation(event.side, event.write.key));
  if (keptAt === undefined) return;
  const other = otherSide(item.side);
  if (story.deaths.some((death) => death.side === other && death.order > keptAt)) return;
  violated('I25', `P${String(story.who)} was deleted in ${event.side} although a person decided to keep it`);
}

/**
 * G1: whoever lists nothing any more may be out of order, however few records that are. Sales says of each record whether
 * it is inactive, so there it is the list of keys that counts.
 */
function notEmptied(event: EngineEvent, look: Look, { plan, ledger, hasStruck }: Facts): void {
  const { since, deletedOn } = look;
  const other = otherSide(event.side);
  const living = [...ledger.liveItems()].filter((item) => item.side === other);
  const isEmptied = living.some((item) => {
    const hidden = item.hiddenAt.get(event.runner);
    const isSeenSince = (item.servedAt.get(event.runner) ?? 0) > (hidden?.order ?? 0);
    return hidden?.how === 'empty' && hidden.order > since && !isSeenSince;
  });
  // Who died since the run began may have been listed in it.
  const hasLived = ledger.stories.some((story) =>
    story.deaths.some((death) => death.side === other && death.order > since),
  );
  // So was what the run read alive and deleted itself, what an old row showed once more (F15), and whose removal is not
  // told yet (F17).
  const wasListed = hasLived || deletedOn.has(other) || hasStruck('old-row', 'late');
  // F18: of a delete that no change query tells only a whole round can know; to the runner that item is there.
  const own = ledger.storyOf(event.side, event.id);
  const isThere = ({ side, isLive, seen }: Item): boolean =>
    side === other && !isLive && seen.get(event.runner)?.isDeleted === false;
  const isUntold =
    plan.quirks.silentDeletes && ledger.stories.some((story) => story !== own && story.items.some(isThere));
  const isOver = other === 'microsoft' && living.length === 0 && !wasListed && !isUntold;
  if (isOver || isEmptied)
    violated('I25', `${event.id} was deleted in ${event.side} although ${other} lists nothing any more`);
}

function fewEnough(side: Side, recent: readonly Deletion[], { plan, ledger, hasStruck }: Facts): void {
  // The guard's day is one of the device's clock (F27).
  if (hasStruck('clock-jump')) return;
  const count = new Set(recent.flatMap((entry) => (entry.side === side ? [entry.id] : []))).size;
  if (count <= Math.max(plan.deleteLimit, 0.1 * ledger.stories.length)) return;
  violated('I25', `${String(count)} deletes in ${side} within a day, and nobody confirmed them`);
}
