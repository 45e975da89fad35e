// Every value a side ever held, so that a base can be traced to one (I13). Digests are made only when one is looked for.

import type { Digest } from '../../../src/sync/model/ids.ts';
import type { UnitName, UnitValue } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import { textOf } from '../../../src/sync/plan/merge/unit-forms.ts';
import type { HistoryEvent } from '../history.ts';
import { simulatedMapping } from '../sides/side-mapping.ts';
import { digests } from './digests.ts';

const mappings = { microsoft: simulatedMapping('microsoft'), sales: simulatedMapping('sales') };

interface Held {
  readonly values: UnitValue[];
  readonly digests: Set<Digest>;
  /** how many of the values have their digest */
  digested: number;
}

export class HeldValues {
  readonly #records = new Map<string, Map<UnitName, Held>>();

  note(event: HistoryEvent): void {
    if (event.type !== 'changed' || event.after === null) return;
    const name = `${event.side}:${event.after.id}`;
    // The same item under another id (F21): what it said before it moved it has said. A copy has a past of its own.
    const origin = event.operation === 'move' ? `${event.side}:${event.id}` : name;
    const units = this.#records.get(origin) ?? new Map<UnitName, Held>();
    this.#records.set(name, units);
    for (const unit of mappings[event.side].units) {
      const value = event.after.units[unit] ?? null;
      // What a service dropped of a write (F23) it was sent all the same: the base of a create whose answer was lost is its
      // payload (3.3), never what is read back.
      const sent = event.write?.units[unit] ?? value;
      const held = units.get(unit);
      const values = sent === value ? [value] : [sent, value];
      if (held === undefined) units.set(unit, { values, digests: new Set(), digested: 0 });
      else if (held.values.at(-1) !== value) held.values.push(...values);
    }
  }

  has(side: Side, id: string, unit: UnitName, digest: Digest): boolean {
    const held = this.#records.get(`${side}:${id}`)?.get(unit);
    // A unit that this side cannot hold counts as blank there.
    if (held === undefined) return digest === digestOf(unit, null);
    for (; held.digested < held.values.length && !held.digests.has(digest); held.digested += 1) {
      held.digests.add(digestOf(unit, held.values[held.digested] ?? null));
    }
    return held.digests.has(digest);
  }
}

function digestOf(unit: UnitName, value: UnitValue): Digest {
  const form = mappings.microsoft.compare(unit, mappings.sales.compare(unit, value));
  return digests.keyed(`${unit}=${textOf(form)}`);
}
