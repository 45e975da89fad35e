// A release or a tombstone has a cause in what people did, as a delete has (I5): nothing stops being kept in step because a
// service answered badly. And what its owner does not share does not reach Sales (I32).

import type { Link } from '../../../src/sync/model/link.ts';
import { hasDeed } from '../invariants/faults-of.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import { keyOf, type Story } from '../ledger/ledger.ts';
import type { RecordRef } from '../../../src/sync/model/record.ts';
import type { Runner } from '../world/engine-host.ts';
import { editedFields } from '../plan.ts';
import { Versions } from './versions.ts';

/** C9: two lists so far apart must have missed a record that is released. */
const betweenListsMs = 10 * 60_000;
/** an engine notes the time of a list a moment after the service answered it */
const momentMs = 1_000;

export function releaseChecks(): Check {
  const versions = new Versions();
  /** world time of the first of the lists in a row that missed a record, by runner and id; a disk set back may know it still */
  const missing = new Map<Runner, Map<string, number>>();
  const released = new Map<Runner, Map<string, Link>>();
  return {
    answers({ runner, kind, answer }, facts) {
      if (kind !== 'sales.members' || !Array.isArray(answer)) return;
      const ids = new Set((answer as readonly RecordRef[]).map(({ id }): string => id));
      const before = missing.get(runner) ?? new Map<string, number>();
      const all = facts.ledger.stories.flatMap((story) => story.items.filter(({ side }) => side === 'sales'));
      const absent = all.filter(({ id }) => !ids.has(id));
      missing.set(runner, new Map(absent.map(({ id }) => [id, before.get(id) ?? facts.nowMs()])));
    },
    commits({ runner, operations }, facts) {
      const links = released.get(runner) ?? new Map<string, Link>();
      released.set(runner, links);
      for (const operation of operations) {
        if (operation.table !== 'links') continue;
        if ('remove' in operation) {
          // The pair goes on under another key.
          for (const key of operation.remove) links.delete(key);
          continue;
        }
        for (const link of operation.put) {
          links.set(link.key, link);
          hasCause(link, facts);
          leftSearch(link, missing.get(runner), facts);
        }
      }
    },
    runEnds(runner, facts, end) {
      if (end.end === 'reported' && end.report.outcome === 'succeeded') {
        for (const link of released.get(runner)?.values() ?? []) looksUnshared(link, facts);
      }
    },
    diskChanges(runner) {
      released.delete(runner);
    },
    personChanges(event, { ledger }) {
      versions.note(event, ledger.order);
    },
    engineChanges(event, facts) {
      nothingUnshared(event, versions, facts);
      versions.note(event, facts.ledger.order);
    },
  };
}

function hasCause(link: Link, facts: Facts): void {
  if (link.status === 'active' || link.status === 'quarantined') return;
  const story = storyOf(link, facts);
  // A moved item is gone under the id that the pair knows.
  if (story === undefined || story.deaths.length > 0 || story.marks.has('moved')) return;
  // Of two people merged in Sales one's record may have been the pair of the other's item, which died.
  if (story.marks.has('merged') && facts.ledger.stories.some(isMergedAndDead)) return;
  const name = `P${String(story.who)}`;
  if (link.status === 'tombstone')
    violated('I5', `the pair of ${name} was buried and nobody deleted anything`);
  switch (link.releasedBecause) {
    case 'removed-by-you':
    case 'delete-not-allowed':
      // What the relay remembers of an earlier life is a cause too, and needs a death as well.
      return violated('I5', `${name} was released as deleted and nobody deleted anything`);
    case 'left-search':
      // F26: two lists that miss it are what C9 asks for, whatever was the matter with them.
      if (hasDeed(facts.plan, 'leave-search') || facts.hasStruck('shrunk')) return;
      return violated('I5', `${name} was released and never left the search`);
    case 'category-removed':
      if (hasDeed(facts.plan, 'unshare') || hasDeed(facts.plan, 'name-category')) return;
      return violated('I5', `${name} was released and nobody took its category off`);
    default:
  }
}

function isMergedAndDead({ marks, deaths }: Story): boolean {
  return marks.has('merged') && deaths.some(({ side }) => side === 'microsoft');
}

function leftSearch(link: Link, missing: ReadonlyMap<string, number> | undefined, facts: Facts): void {
  if (link.releasedBecause !== 'left-search' || link.status !== 'released' || link.sales === null) return;
  const { plan, circumstances } = facts;
  const isClockTrue = plan.rounds.every(({ faults }) => faults.every((fault) => fault.do !== 'clock-jump'));
  if (!isClockTrue || circumstances.memoryLostAt > 0) return;
  const sinceMs = missing?.get(link.sales.id);
  if (sinceMs !== undefined && facts.nowMs() - sinceMs >= betweenListsMs - momentMs) return;
  violated('I5', `${link.sales.id} was released although one list only missed it (C9)`);
}

/** D11: what Sales deleted does not look shared any more, once nothing stands in the way. */
function looksUnshared(link: Link, { ledger, plan }: Facts): void {
  if (link.releasedBecause !== 'delete-not-allowed' || !link.isShared || link.microsoft === null) return;
  const isCalm = plan.rounds.every(({ faults, during }) => faults.length === 0 && during.length === 0);
  const item = ledger.item('microsoft', link.microsoft.id);
  if (!isCalm || item?.isLive !== true || !item.version.isShared) return;
  violated('I22', `${item.id} was deleted in Sales and still looks shared (D11)`);
}

function storyOf(link: Link, { ledger }: Facts): Story | undefined {
  const outlook = link.microsoft === null ? undefined : ledger.storyOf('microsoft', link.microsoft.id);
  return outlook ?? (link.sales === null ? undefined : ledger.storyOf('sales', link.sales.id));
}

/** C10, A3: an item that a person made goes to Sales only as it was while it was shared. */
function nothingUnshared(event: EngineEvent, versions: Versions, { ledger }: Facts): void {
  const story =
    event.side === 'sales' && event.operation === 'update' ? ledger.storyOf('sales', event.id) : null;
  const [item, ...more] = story?.live('microsoft') ?? [];
  // A copy takes the place of our own item when that dies, and our own item flows both ways.
  if (story == null || item?.bornBy !== 'person' || more.length > 0 || story.marks.has('copied')) return;
  for (const field of editedFields) {
    if (!(field in event.write.units)) continue;
    const key = keyOf(field, event.write.units[field]);
    if (key === 'blank' || story.writes.some((write) => write.side === 'sales' && write.key === key))
      continue;
    const held = versions.holding('microsoft', item.id, field, key);
    if (held.length === 0 || held.some(({ isShared }) => isShared)) continue;
    violated('I32', `${field} of P${String(story.who)} went to Sales while its owner did not share it`);
  }
}
