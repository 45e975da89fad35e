// A1, A2, D11 at first meetings: which of several items is taken, and that what a person removed is not made again.

import type { Link } from '../../../src/sync/model/link.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import type { Mirror } from '../invariants/mirror.ts';
import { leaseEndingFaults } from '../invariants/faults-of.ts';
import { keyOf, type Item, type Story } from '../ledger/ledger.ts';
import type { Runner } from '../world/engine-host.ts';

/** Put it before the store checks, which keep the mirrors. */
export function adoptionChecks(disks: ReadonlyMap<Runner, Mirror>): Check {
  /** Outlook items that a runner has linked */
  const linked = new Map<Runner, Set<string>>();
  const removed = new Map<number, Removed>();
  return {
    commits({ runner, operations }, facts) {
      const own = linked.get(runner) ?? new Set<string>();
      linked.set(runner, own);
      for (const operation of operations) {
        if (operation.table !== 'links' || 'remove' in operation) continue;
        for (const link of operation.put) {
          noteRemoved(link, removed, facts);
          if (link.status !== 'active' || link.microsoft === null || own.has(link.microsoft.id)) continue;
          // A hand-over forgets what was agreed, not which items have their pair.
          const kept = [...(disks.get(runner)?.table('links').values() ?? [])];
          const paired = kept.flatMap(({ status, microsoft }) =>
            status === 'active' && microsoft !== null ? [microsoft.id] : [],
          );
          rightItem(link, { runner, own: new Set([...own, ...paired]) }, facts);
          own.add(link.microsoft.id);
        }
      }
    },
    diskChanges(runner) {
      linked.delete(runner);
    },
    runEnds(_runner, { plan }, end) {
      if (end.end !== 'reported' || !end.report.outcome.startsWith('succeeded')) return;
      // Whose lease ended in the last steps of its run is not heard either, whether it was taken or slept away.
      const isHeard = plan.rounds.every(({ faults }) =>
        faults.every((fault) => fault.on !== 'reports.releases' && !leaseEndingFaults.includes(fault.do)),
      );
      if (isHeard) for (const entry of removed.values()) entry.isTold = entry.isRemoved;
    },
    engineChanges(event, facts) {
      staysRemoved(event, removed, facts);
    },
  };
}

/** A record that a person removed. */
interface Removed {
  /** order of the first deed of an engine that says so */
  readonly order: number;
  /** the newest one says so */
  isRemoved: boolean;
  /** the relay knows */
  isTold: boolean;
}

function noteRemoved(link: Link, removed: Map<number, Removed>, { ledger }: Facts): void {
  const story = link.sales === null ? undefined : ledger.storyOf('sales', link.sales.id);
  if (story === undefined) return;
  const known = removed.get(story.who);
  if (link.releasedBecause !== 'removed-by-you') {
    if (known !== undefined) removed.set(story.who, { ...known, isRemoved: false, isTold: false });
  } else if (known?.isRemoved !== true) {
    // A runner that comes to it later, by itself, has not heard what the person wished of the other one meanwhile.
    const died = story.deaths.findLast(({ side }) => side === 'microsoft')?.order ?? 0;
    const order = known !== undefined && known.order > died ? known.order : ledger.order;
    removed.set(story.who, { order, isRemoved: true, isTold: false });
  }
}

/** D11: the relay remembers what a person removed, whatever becomes of the disk. */
function staysRemoved(event: EngineEvent, removed: ReadonlyMap<number, Removed>, { ledger }: Facts): void {
  if (event.side !== 'microsoft' || event.operation !== 'create') return;
  const name = event.write.units['lastName'];
  const story = ledger.stories.find(({ who }) => name === `P${String(who)}`);
  const entry = story === undefined ? undefined : removed.get(story.who);
  if (story === undefined || entry?.isTold !== true || story.wishedAt > entry.order || isUnclear(story))
    return;
  violated('I4', `P${String(story.who)}, removed in Outlook by its owner, was made there again`);
}

function isUnclear({ born, marks, items }: Story): boolean {
  // A record that came back beside its successor is another one than the successor, whose item was removed (A2, D20).
  const isSuccessor = marks.has('restored') && items.filter(({ side }) => side === 'sales').length > 1;
  return (
    born === 'twins' ||
    isSuccessor ||
    (['copied', 'merged', 'moved'] as const).some((mark) => marks.has(mark))
  );
}

/** A marker counts for the oldest item that carries it; a natural key only where it names one item (A1, A2). */
function rightItem(
  link: Link,
  { runner, own }: { readonly runner: Runner; readonly own: ReadonlySet<string> },
  { ledger, plan }: Facts,
): void {
  const taken = link.microsoft === null ? undefined : ledger.item('microsoft', link.microsoft.id);
  const story = taken === undefined ? undefined : ledger.story(taken.who);
  const isHiding = plan.rounds.some(({ faults }) => faults.length > 0);
  if (taken === undefined || story === undefined || isHiding || plan.quirks.searchLagMs > 0) return;
  // A pair that lost a side turns to what is left of it, whatever is older.
  if (story.deaths.length > 0) return;
  // F21: the original under its new id is as old as it was under the former, whatever copies there are.
  if (story.marks.has('moved')) return;
  const rivals = story
    .live('microsoft')
    .filter((item) => item !== taken && !own.has(item.id) && item.servedAt.has(runner));
  const key = taken.version.marker?.key;
  // An item that its owner does not share is meant by a record of the search only.
  const isMeant = ({ version }: Item): boolean => version.isShared || !story.marks.has('left-search');
  // The key of an adopted pair leads from its record to the item, not back: whoever lost the pair, and is asked about the
  // item, knows one that was renamed for another person (A2). Nor does it matter where a record was made from the item.
  const isByOtherKey = link.bornIn === 'both' || link.key !== key;
  const isLost = (item: Item): boolean =>
    isByOtherKey && (emailOf(item) !== emailOf(taken) || !isMeant(item));
  const twin = rivals.find((item) => key !== undefined && item.version.marker?.key === key && !isLost(item));
  const sales = link.sales === null ? undefined : ledger.item('sales', link.sales.id);
  // The record itself says of which item it was made, whatever else that item bears.
  const isOfTaken = link.key !== key && sales?.version.marker?.key === link.key;
  if (twin !== undefined && isOlder(story, twin, taken) && !isOfTaken) {
    violated('I12', `of two items with one marker ${taken.id} was taken, and ${twin.id} is older (A1)`);
  }
  if (sales?.bornBy !== 'person' || taken.bornBy !== 'person' || key !== undefined || story.metAt > 0) return;
  const namesake = rivals.find(
    (item) => item.bornBy === 'person' && emailOf(item) === emailOf(taken) && isMeant(item),
  );
  if (namesake === undefined) return;
  violated('I12', `${taken.id} was adopted although ${namesake.id} has the same natural key (A2)`);
}

function isOlder(story: Story, one: Item, other: Item): boolean {
  return story.items.indexOf(one) < story.items.indexOf(other);
}

function emailOf(item: Item): string {
  return keyOf('email', item.version.units['email']);
}
