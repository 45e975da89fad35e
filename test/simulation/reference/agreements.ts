// What both sides of a pair agreed on last as far as an engine could know it: after its own write, or at the end of a run that
// had read both. From the services' history alone.

import type { ChangedEvent } from '../invariants/check.ts';
import { bothSides, keyOf, otherOf, type Item, type Ledger, type Story } from '../ledger/ledger.ts';
import { whoIs } from '../play/values.ts';
import { editedFields, type EditedField } from '../plan.ts';

export interface Agreement {
  readonly key: string;
  readonly order: number;
}

export class Agreements {
  readonly #known = new Map<string, Agreement>();
  /** fields that both held alike for a moment at least, whoever read it */
  readonly #alike = new Set<string>();

  /** A person's deed, after the ledger took it in. */
  typed({ side, id, before, after }: ChangedEvent, ledger: Ledger): void {
    const story = ledger.storyOf(side, after?.id ?? id);
    const [other] = story?.live(otherOf(side)) ?? [];
    if (story === undefined || other === undefined) return;
    for (const field of editedFields) {
      const key = keyOf(field, other.version.units[field]);
      const isAlike = [before, after].some(
        (version) => version !== null && keyOf(field, version.units[field]) === key,
      );
      if (isAlike) this.#alike.add(`${String(story.who)} ${field}`);
    }
  }

  wereAlike({ who }: Story, field: EditedField): boolean {
    return this.#alike.has(`${String(who)} ${field}`) || this.#known.has(`${String(who)} ${field}`);
  }

  /** An engine's write, before the ledger takes it in. */
  written(event: ChangedEvent, ledger: Ledger): void {
    const who = whoIs(event.after?.units ?? {});
    const story = who === null ? undefined : ledger.story(who);
    const [other, ...more] = story?.live(otherOf(event.side)) ?? [];
    if (story === undefined || other === undefined || more.length > 0) return;
    for (const field of editedFields) {
      const key = keyOf(field, event.after?.units[field]);
      const isSame = key === keyOf(field, other.version.units[field]);
      // What was read on the other side is carried, whatever a person has typed there since.
      const isCarried =
        event.write !== null && field in event.write.units && story.hasHeld(other.side, field, key);
      if (isSame || isCarried) this.#note(story, field, { key, order: ledger.order });
    }
  }

  /** A run is over that succeeded. */
  settled(ledger: Ledger): void {
    for (const story of ledger.stories) {
      const pair = bothSides.flatMap((side) => story.live(side));
      const [one, other] = pair;
      if (one === undefined || other === undefined || pair.length !== 2 || one.side === other.side) continue;
      for (const field of editedFields) {
        const key = keyOf(field, one.version.units[field]);
        const isSame = key === keyOf(field, other.version.units[field]);
        if (isSame && pair.every((item) => isRead(item, field))) {
          this.#note(story, field, { key, order: ledger.order });
        }
      }
    }
  }

  last({ who }: Story, field: EditedField): Agreement | undefined {
    return this.#known.get(`${String(who)} ${field}`);
  }

  #note({ who }: Story, field: EditedField, agreement: Agreement): void {
    this.#known.set(`${String(who)} ${field}`, agreement);
  }
}

function isRead(item: Item, field: EditedField): boolean {
  return Math.max(0, ...item.servedAt.values()) > (item.personWrites.get(field) ?? 0);
}
