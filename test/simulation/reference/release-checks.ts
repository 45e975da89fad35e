// A release or a tombstone has a cause in what people did, as a delete has (I5): nothing stops being kept in step because a
// service answered badly. And what its owner does not share does not reach Sales (I32).

import type { Link } from '../../../src/sync/model/link.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import { keyOf, type Story } from '../ledger/ledger.ts';
import { editedFields, type Deed, type Plan } from '../plan.ts';
import { Versions } from './versions.ts';

export function releaseChecks(): Check {
  const versions = new Versions();
  return {
    commits({ operations }, facts) {
      for (const operation of operations) {
        if (operation.table !== 'links' || 'remove' in operation) continue;
        for (const link of operation.put) hasCause(link, facts);
      }
    },
    personChanges(event) {
      versions.note(event);
    },
    engineChanges(event, facts) {
      nothingUnshared(event, versions, facts);
      versions.note(event);
    },
  };
}

function hasCause(link: Link, facts: Facts): void {
  if (link.status === 'active' || link.status === 'quarantined') return;
  const story = storyOf(link, facts);
  // A moved item is gone under the id that the pair knows.
  if (story === undefined || story.deaths.length > 0 || story.marks.has('moved')) return;
  const name = `P${String(story.who)}`;
  if (link.status === 'tombstone')
    violated('I5', `the pair of ${name} was buried and nobody deleted anything`);
  switch (link.releasedBecause) {
    case 'removed-by-you':
    case 'delete-not-allowed':
      // What the relay remembers of an earlier life is a cause too, and needs a death as well.
      return violated('I5', `${name} was released as deleted and nobody deleted anything`);
    case 'left-search':
      if (hasDeed(facts.plan, 'leave-search')) return;
      return violated('I5', `${name} was released and never left the search`);
    case 'category-removed':
      if (hasDeed(facts.plan, 'unshare')) return;
      return violated('I5', `${name} was released and nobody took its category off`);
    default:
  }
}

function storyOf(link: Link, { ledger }: Facts): Story | undefined {
  const outlook = link.microsoft === null ? undefined : ledger.storyOf('microsoft', link.microsoft.id);
  return outlook ?? (link.sales === null ? undefined : ledger.storyOf('sales', link.sales.id));
}

function hasDeed({ rounds }: Plan, name: Deed['do']): boolean {
  return rounds.some((round) =>
    [...round.before, ...round.during.map(({ deed }) => deed)].some((deed) => deed.do === name),
  );
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
