// F23: of a field that a service dropped both values are right, each on its side: the engine must not send it again for ever,
// nor take the blank for an edit. Told by the service's own history: what was written, and what was there afterwards.

import type { Check, EngineEvent, Facts } from '../invariants/check.ts';
import { forgettingFaults } from '../invariants/faults-of.ts';
import { keyOf, type Story } from '../ledger/ledger.ts';
import { editedFields } from '../plan.ts';
import { whoIs } from '../play/values.ts';
import { accept } from './lost-memory.ts';

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

/** Whoever has no base, or was not told what became of its write, cannot tell such a blank from one that a person left. */
function excuse(event: EngineEvent, story: Story, { dropped, facts }: Known): void {
  if (facts.circumstances.memoryLostAt === 0 && !facts.hasStruck(...forgettingFaults)) return;
  for (const field of editedFields) {
    const isBlank = field in event.write.units && keyOf(field, event.write.units[field]) === 'blank';
    if (isBlank && dropped.has(`${String(story.who)} ${field}`)) story.given.get(field)?.add('blank');
  }
}

function noteDropped(event: EngineEvent, story: Story, { dropped, facts }: Known): void {
  for (const field of editedFields) {
    if (!(field in event.write.units)) continue;
    const sent = keyOf(field, event.write.units[field]);
    const held = keyOf(field, event.after?.units[field]);
    if (sent === held) continue;
    dropped.add(`${String(story.who)} ${field}`);
    const now =
      event.side === 'microsoft' ? { microsoft: held, sales: sent } : { microsoft: sent, sales: held };
    accept(facts.circumstances, story, { field, now });
  }
}
