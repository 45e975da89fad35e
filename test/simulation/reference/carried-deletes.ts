// D3, D7, D11, G1: a person's delete arrives on the other side, or the pair is let go, or the guard had a reason to wait. Only
// deletes that nothing else can explain are judged: one death of a pair in step, and no deed about it since.

import type { Side } from '../../../src/sync/model/side.ts';
import type { Intent } from '../../../src/sync/model/write.ts';
import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import { violated, type ChangedEvent, type Check, type Facts } from '../invariants/check.ts';
import { forgettingFaults, hasDeed, hidingFaults } from '../invariants/faults-of.ts';
import type { Mirror } from '../invariants/mirror.ts';
import { bothSides, keyOf, otherOf, type Story } from '../ledger/ledger.ts';
import { editedFields, type Plan } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';
import type { World } from '../world/world.ts';

const dayMs = 86_400_000;

/** What is played, at its end. */
interface Played extends Pick<Facts, 'plan' | 'ledger' | 'circumstances'> {
  readonly facts: Pick<Facts, 'hasStruck'>;
  readonly world: Pick<World, 'reach'>;
  fail(invariant: string, message: string): void;
}

/** A delete that a runner knows to be done. */
interface Deletion {
  readonly runner: Runner;
  readonly side: Side;
  readonly atMs: number;
}

/** I25: a hold that nothing asked for keeps deletes from their place. Put it before the store checks, which keep the mirrors. */
export function holdChecks(disks: ReadonlyMap<Runner, Mirror>): Check {
  const deleted: Deletion[] = [];
  return {
    personChanges(event, facts) {
      const { ledger, circumstances } = facts;
      const story = ledger.storyOf(event.side, event.id);
      const death = story?.deaths.at(-1);
      if (story === undefined || death?.order !== ledger.order) return;
      // F13: one that could not be read in the round after the loss may wait for its next turn, whatever a page showed.
      const mayWait = circumstances.newestLossAt > 0 && facts.hasStruck('unreadable-first');
      const isRead = isReadSince(story, circumstances.newestLossAt) && !mayWait;
      const isRemembered = circumstances.lostMemories === 0 && isRead;
      if (!isRemembered) story.marks.add('died-unremembered');
      else if (isInStep(event, story, facts)) story.marks.add('died-in-step');
      if (!isAnyPairLeft(ledger.stories.filter((other) => other !== story)))
        for (const { side } of ledger.stories.flatMap(({ deaths }) => deaths))
          circumstances.emptied.add(side);
    },
    answers({ kind, answer }, { circumstances }) {
      // Asked for every key of a pair in step, and none is there. A pair made since was not asked for.
      if (kind === 'sales.sweep' && Array.isArray(answer) && answer.length === 0)
        circumstances.emptied.add('sales');
    },
    commits({ runner, operations }, facts) {
      // One whose answer was lost may have slept on its way for hours: it counts from when its run hears of it.
      for (const { side } of heardDeletes(disks.get(runner), operations))
        deleted.push({ runner, side, atMs: facts.nowMs() });
      const open = disks.get(runner)?.table('heldDeletes');
      for (const { id, side, keys } of newHolds(operations)) {
        const isOld = open?.get(id)?.decision === null;
        if (isOld || keys.length === 0) continue;
        if (!isAnyPairLeft(facts.ledger.stories)) facts.circumstances.emptied.add(otherOf(side));
        const isRecent = ({ atMs }: Deletion): boolean =>
          facts.hasStruck('clock-jump') || facts.nowMs() - atMs < dayMs;
        const known = deleted.filter((entry) => entry.runner === runner && entry.side === side);
        const lately = known.filter(isRecent).length;
        if (mayHold(facts, side, lately + keys.length)) continue;
        violated(
          'I25',
          `${String(keys.length)} deletes in ${side} wait for a person, and nothing is unusual`,
        );
      }
    },
  };
}

/** Intents of deletes that this commit lays aside with a row of the journal. */
function heardDeletes(disk: Mirror | undefined, operations: readonly StoreOperation[]): readonly Intent[] {
  const told = operations.flatMap((operation) =>
    operation.table === 'journal' && 'put' in operation ? operation.put : [],
  );
  const done = operations.flatMap((operation) =>
    operation.table === 'intents' && 'remove' in operation ? operation.remove : [],
  );
  const intents = done.flatMap((id) => disk?.table('intents').get(id) ?? []);
  return intents.filter(
    ({ operation, key }) =>
      operation === 'delete' && told.some((row) => row.operation === 'delete' && row.key === key),
  );
}

function newHolds(operations: readonly StoreOperation[]) {
  return operations.flatMap((operation) =>
    operation.table === 'heldDeletes' && 'put' in operation
      ? operation.put.filter(({ id, decision }) => decision === null && !id.endsWith(':release'))
      : [],
  );
}

/** G1: more than the limit, or a listing that shrank or became empty. */
function mayHold({ plan, ledger, circumstances, hasStruck }: Facts, side: Side, deletes: number): boolean {
  return (
    deletes > limitOf(plan, ledger.stories.length) ||
    circumstances.emptied.has(otherOf(side)) ||
    hasStruck(...hidingFaults)
  );
}

function limitOf({ deleteLimit }: Plan, pairs: number): number {
  return Math.max(deleteLimit, 0.1 * pairs);
}

/**
 * A listing is empty to the guard when nothing on it has a counterpart; a pair that was let go does not count. So is that of
 * the other side, where people deleted too: the deletes that follow their deeds take what was left there.
 */
function isAnyPairLeft(stories: readonly Story[]): boolean {
  return stories.some(
    (story) => !isDoubtful(story) && bothSides.every((side) => story.live(side).length > 0),
  );
}

/**
 * A6: who lost its memory knows a pair again when it has read both its records. One that Sales said 404 to in the round
 * after the loss is not adopted in it, and what dies meanwhile was no pair to anybody.
 */
function isReadSince(story: Story, lossAt: number): boolean {
  const isRead = bothSides.every((side) =>
    story.items.some((item) => item.side === side && Math.max(0, ...item.servedAt.values()) >= lossAt),
  );
  return isRead && (story.metAt === 0 || story.knownAt >= lossAt);
}

/** After these deeds a pair may be none any more, or several; of an item shown after its death (F15) nobody knows that it died. */
function isDoubtful(story: Story): boolean {
  const deeds = [
    'unshared',
    'left-search',
    'copied',
    'merged',
    'renamed',
    'restored',
    'moved',
    'let-go',
    'raced',
    'death-untold',
  ] as const;
  return deeds.some((mark) => story.marks.has(mark));
}

/** At the end: what one person deleted is gone on both sides, or stands alone and released, as D3, D7 and D11 say. */
export function deletesArrived(scene: Played): void {
  for (const story of scene.ledger.stories) {
    const [death, ...more] = story.deaths;
    if (death === undefined || more.length > 0 || !isPlainDeath(story, death, scene)) continue;
    const side = otherOf(death.side);
    const [survivor] = story.live(side);
    const isBornThere = death.side === (story.born === 'sales' ? 'sales' : 'microsoft');
    const goesToo =
      story.born !== 'both' && isBornThere && (side === 'microsoft' || scene.plan.allowDeleteInSales);
    const name = `P${String(story.who)} (${story.born}), deleted in ${death.side},`;
    if (goesToo && survivor !== undefined) scene.fail('I22', `${name} is still in ${side}`);
    if (!goesToo && survivor === undefined) scene.fail('I5', `${name} is gone in ${side} too`);
    if (story.live(death.side).length > 0) scene.fail('I4', `${name} is there again`);
    if (side === 'microsoft' && survivor?.version.isShared === true && !goesToo)
      scene.fail('I22', `${name} still looks shared (D11)`);
    scene.world.reach(goesToo ? 'delete carried' : 'delete let go');
  }
}

function isPlainDeath(
  story: Story,
  death: { readonly side: Side; readonly order: number },
  { plan, facts, ledger, circumstances }: Played,
): boolean {
  const isPair = story.born !== 'twins' && story.born !== 'private' && plan.poisoned !== story.who;
  const isMet = story.metAt > 0 && story.metAt < death.order;
  const isLast =
    story.wishedAt < death.order &&
    circumstances.newestLossAt < death.order &&
    story.writes.every(({ order, side }) => side === death.side || order < death.order);
  if (!isPair || !isMet || !isLast || !story.marks.has('died-in-step')) return false;
  if (isDoubtful(story) || hasDeed(plan, 'restore-kept')) return false;
  const deaths = ledger.stories.flatMap((other) => other.deaths).filter(({ side }) => side === death.side);
  const isHeld =
    deaths.length > limitOf(plan, ledger.stories.length) ||
    circumstances.emptied.has(death.side) ||
    facts.hasStruck(...hidingFaults);
  return !isHeld;
}

/** Both held the same, and have since a run that succeeded: there is no edit that could win (D6, D8). */
function isInStep(event: ChangedEvent, story: Story, { ledger, hasStruck }: Facts): boolean {
  const [survivor] = story.live(otherOf(event.side));
  const { before } = event;
  if (survivor === undefined || before === null) return false;
  // A company that no account is known for has not crossed yet (A4), and counts as an edit.
  const isSame = [...editedFields, 'company'].every(
    (field) => keyOf(field, before.units[field]) === keyOf(field, survivor.version.units[field]),
  );
  // Shared, and nobody has read it yet, or perhaps in no run that came to its end: that asks for its record.
  const isUnheard =
    Math.max(survivor.claimedAt, survivor.readAt) > ledger.succeededAt ||
    [...survivor.seen.values()].some(({ isShared }) => !isShared);
  if (survivor.version.isShared && isUnheard) return false;
  const newest = Math.max(...story.writes.map(({ order }) => order));
  // Typed while that run was at work it may be unread.
  const isRead = [ledger.item(event.side, event.id), survivor].every(
    (item) => (item?.readAt ?? 0) > Math.max(0, ...(item?.personWrites.values() ?? [])),
  );
  // Of a write that arrived nobody may have heard.
  const isKnown = !hasStruck(...forgettingFaults) || story.personActs === 2;
  return isSame && isRead && isKnown && newest < ledger.succeededAt;
}
