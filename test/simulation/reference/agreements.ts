// What both sides of a pair agreed on last as far as an engine could know it: after its own write, or at the end of a run that
// had read both. From the services' history alone.

import type { ChangedEvent } from '../invariants/check.ts';
import { bothSides, keyOf, otherOf, type Item, type Ledger, type Story } from '../ledger/ledger.ts';
import type { Link } from '../../../src/sync/model/link.ts';
import { whoIs } from '../play/values.ts';
import { editedFields, type EditedField } from '../plan.ts';
import type { Versions } from './versions.ts';

export interface Agreement {
  readonly key: string;
  readonly order: number;
}

export class Agreements {
  readonly #known = new Map<string, Agreement>();
  /** keys that both sides of a pair said when a runner read them, one after the other, perhaps never both at once */
  readonly #read = new Map<string, string>();

  /** A runner stores a pair with the etags of the versions that it has judged. */
  read(link: Link, versions: Versions, ledger: Ledger): void {
    const [outlook, sales] = bothSides.map((side) => {
      const end = link[side];
      return end === null ? undefined : versions.tagged(side, end.id, end.etag);
    });
    const story = link.sales === null ? undefined : ledger.storyOf('sales', link.sales.id);
    if (story === undefined || outlook === undefined || sales === undefined) return;
    for (const field of editedFields) {
      const key = keyOf(field, outlook.units[field]);
      if (key === keyOf(field, sales.units[field])) this.#read.set(`${String(story.who)} ${field}`, key);
    }
  }

  lastRead({ who }: Story, field: EditedField): string | undefined {
    return this.#read.get(`${String(who)} ${field}`);
  }

  /** An engine's write, before the ledger takes it in. */
  written(event: ChangedEvent, ledger: Ledger): void {
    const who = whoIs(event.after?.units ?? {});
    const story = who === null ? undefined : ledger.story(who);
    const [other, ...more] = story?.live(otherOf(event.side)) ?? [];
    if (story === undefined || other === undefined || more.length > 0) return;
    for (const field of editedFields) {
      const key = keyOf(field, event.after?.units[field]);
      const isWritten = event.write !== null && field in event.write.units;
      // Alike beside what was written counts where the runner had read it on the other side, too.
      const isSame = key === keyOf(field, other.version.units[field]) && (isWritten || isRead(other, field));
      // What was read on the other side is carried, whatever a person has typed there since; what was dropped (F23) is not.
      const isTaken = isWritten && keyOf(field, event.write.units[field]) === key;
      const isCarried = isTaken && story.hasHeld(other.side, field, key);
      if (isSame || isCarried) this.#note(story, field, { key, order: ledger.order });
    }
  }

  /** A run is over that succeeded. Two that a plan left out (P3) are no pair yet, however alike they are. */
  settled(ledger: Ledger): void {
    for (const story of ledger.stories) {
      if (story.metAt === 0) continue;
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
  return item.readAt > (item.personWrites.get(field) ?? 0);
}
