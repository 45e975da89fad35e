// F23: of a field that a service dropped both values are right, each on its side: the engine must not send it again for ever,
// nor take the blank for an edit. Told by the service's own history: what was written, and what was there afterwards.

import type { Check, EngineEvent, Facts } from '../invariants/check.ts';
import { forgettingFaults } from '../invariants/faults-of.ts';
import { keyOf, otherOf, type Story } from '../ledger/ledger.ts';
import { editedFields } from '../plan.ts';
import { whoIs } from '../play/values.ts';
import { accept, isUnmet } from './lost-memory.ts';

/** Put it before what judges overwrites. */
export function droppedChecks(): Check {
  /** `who field` of what a service ever left blank although it was given a value */
  const dropped = new Set<string>();
  return {
    engineChanges(event, facts) {
      const who = whoIs(event.after?.units ?? {});
      const story = who === null ? undefined : facts.ledger.story(who);
      if (story === undefined || event.operation === 'delete') return;
      excuse(event, story, { dropped, facts });
      noteDropped(event, story, { dropped, facts });
    },
  };
}

interface Known {
  readonly dropped: Set<string>;
  readonly facts: Facts;
}

/**
 * Whoever has no base, or was not told what became of its write, cannot tell such a blank from one that a person left. And a
 * copy made anew (C1, C2, D11) can only hold what the copy that is left holds.
 */
function excuse(event: EngineEvent, story: Story, { dropped, facts }: Known): void {
  const { memoryLostAt } = facts.circumstances;
  const hasForgotten = memoryLostAt > 0 || isUnmet(facts) || facts.hasStruck(...forgettingFaults);
  if (!hasForgotten && event.operation !== 'create') return;
  for (const field of editedFields) {
    const isBlank = field in event.write.units && keyOf(field, event.write.units[field]) === 'blank';
    if (!isBlank || !dropped.has(`${String(story.who)} ${field}`)) continue;
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
    dropped.add(`${String(story.who)} ${field}`);
    // A restored value (D15) is on neither side then: the other one keeps what it has.
    const beside = story.live(other).map(({ version }) => keyOf(field, version.units[field]));
    for (const value of [sent, ...beside]) {
      const now =
        event.side === 'microsoft' ? { microsoft: held, sales: value } : { microsoft: value, sales: held };
      accept(facts.circumstances, story, { field, now });
    }
  }
}
