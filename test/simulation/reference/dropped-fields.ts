// F23: of a field that a service dropped both values are right, each on its side: the engine must not send it again for ever,
// nor take the blank for an edit. Told by the service's own history: what was written, and what was there afterwards.

import type { LinkKey } from '../../../src/sync/model/ids.ts';
import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import type { Check, EngineEvent, Facts } from '../invariants/check.ts';
import { forgettingFaults } from '../invariants/faults-of.ts';
import { keyOf, otherOf, type Story } from '../ledger/ledger.ts';
import { editedFields } from '../plan.ts';
import { whoIs } from '../play/values.ts';
import { accept, isUnmet } from './lost-memory.ts';

/** Put it before what judges overwrites. */
export function droppedChecks(): Check {
  /** `who field` of what a service ever left blank although it was given a value, and the newest order at which it was */
  const dropped = new Map<string, number>();
  /** `who field` of questions that were asked without a base: while they are open none is learnt */
  const asked = new Set<string>();
  return {
    commits({ operations }, facts) {
      if (!hasNoBase(facts)) return;
      for (const operation of operations) {
        if (operation.table !== 'conflicts' || 'remove' in operation) continue;
        for (const { key, units } of operation.put) {
          const story = storyOfLink(key, operations, facts);
          for (const { unit } of units) asked.add(`${String(story?.who)} ${unit}`);
        }
      }
    },
    engineChanges(event, facts) {
      const who = whoIs(event.after?.units ?? {});
      const story = who === null ? undefined : facts.ledger.story(who);
      if (story === undefined || event.operation === 'delete') return;
      excuse(event, story, { dropped, asked, facts });
      noteDropped(event, story, { dropped, asked, facts });
    },
  };
}

function hasNoBase(facts: Facts): boolean {
  return facts.circumstances.memoryLostAt > 0 || isUnmet(facts);
}

function storyOfLink(
  key: LinkKey,
  operations: readonly StoreOperation[],
  { ledger }: Facts,
): Story | undefined {
  const links = operations.flatMap((operation) =>
    operation.table === 'links' && 'put' in operation ? operation.put : [],
  );
  const sales = links.find((link) => link.key === key)?.sales;
  return sales == null ? undefined : ledger.storyOf('sales', sales.id);
}

interface Known {
  readonly dropped: Map<string, number>;
  readonly asked: ReadonlySet<string>;
  readonly facts: Facts;
}

/**
 * Whoever has no base, or was not told what became of its write, cannot tell such a blank from one that a person left. And a
 * copy made anew (C1, C2, D11) can only hold what the copy that is left holds.
 */
function excuse(event: EngineEvent, story: Story, { dropped, asked, facts }: Known): void {
  // Of whole records the one that wins is taken as it is, with what a service left out of it; what gives way is kept (D15).
  const isWhole = facts.plan.mergeUnit === 'record' || event.operation === 'create';
  const isExcused = isWhole || hasNoBase(facts) || facts.hasStruck(...forgettingFaults);
  for (const field of editedFields) {
    const name = `${String(story.who)} ${field}`;
    const isBlank = field in event.write.units && keyOf(field, event.write.units[field]) === 'blank';
    const droppedAt = dropped.get(name);
    if (!isBlank || droppedAt === undefined) continue;
    // Lost since, the answer is unknown until the pair has met again: an item that moved keeps it waiting (F21).
    const lostAt = facts.circumstances.newestLossAt;
    const isForgotten = lostAt > droppedAt && lostAt > story.knownAt;
    if (!isExcused && !isForgotten && !asked.has(name)) continue;
    story.given.get(field)?.add('blank');
    accept(facts.circumstances, story, { field, now: { microsoft: 'blank', sales: 'blank' } });
  }
}

function noteDropped(event: EngineEvent, story: Story, { dropped, facts }: Known): void {
  const other = otherOf(event.side);
  for (const field of editedFields) {
    if (!(field in event.write.units)) continue;
    const sent = keyOf(field, event.write.units[field]);
    const held = keyOf(field, event.after?.units[field]);
    if (sent === held) continue;
    dropped.set(`${String(story.who)} ${field}`, facts.ledger.order);
    // A restored value (D15) is on neither side then: the other one keeps what it has.
    const beside = story.live(other).map(({ version }) => keyOf(field, version.units[field]));
    for (const value of [sent, ...beside]) {
      const now =
        event.side === 'microsoft' ? { microsoft: held, sales: value } : { microsoft: value, sales: held };
      accept(facts.circumstances, story, { field, now });
    }
  }
}
