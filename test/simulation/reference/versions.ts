// Every version of every record, from the services' history: what the reference merge is asked about.

import type { RecordId } from '../../../src/sync/model/ids.ts';
import type { UnitName } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { Version } from '../history.ts';
import type { ChangedEvent } from '../invariants/check.ts';
import { keyOf } from '../ledger/ledger.ts';

interface Step {
  readonly by: ChangedEvent['by'];
  readonly version: Version;
  readonly order: number;
}

export class Versions {
  readonly #steps = new Map<string, Step[]>();

  /** `order`: how far the ledger was */
  note({ side, by, before, after }: ChangedEvent, order: number): void {
    if (after === null) return;
    const steps = this.#steps.get(`${side}:${after.id}`) ?? [];
    this.#steps.set(`${side}:${after.id}`, steps);
    if (steps.length === 0 && before !== null) {
      steps.push(...(this.#steps.get(`${side}:${before.id}`) ?? []));
    }
    steps.push({ by, version: after, order });
  }

  /** Versions that hold this value, oldest first. */
  holding(side: Side, id: RecordId, unit: UnitName, key: string): readonly Version[] {
    return this.#of(side, id)
      .filter(({ version }) => keyOf(unit, version.units[unit]) === key)
      .map(({ version }) => version);
  }

  /** Whether a person gave the unit this value there, other than by leaving it alone. */
  isTyped(side: Side, id: RecordId, unit: UnitName, key: string): boolean {
    return this.#of(side, id).some(({ by, version }, index, steps) => {
      const before = steps[index - 1]?.version.units[unit];
      return by === 'person' && keyOf(unit, version.units[unit]) === key && keyOf(unit, before) !== key;
    });
  }

  /**
   * When people edited the record last, as seen at each of these versions, by the server's clock. Behind an own write of
   * the engine stands one of the edits before it (D13); which of the newest two it saw is the engine's to know.
   * Whoever lost its memory at `lostAt` cannot tell an own write from an edit (A6).
   */
  editTimes(
    side: Side,
    id: RecordId,
    { seen: versions, lostAt }: { readonly seen: readonly Version[]; readonly lostAt: number },
  ): readonly number[] {
    const steps = this.#of(side, id);
    const seen = new Set(versions);
    return steps.flatMap(({ by, version, order }, index) => {
      if (!seen.has(version)) return [];
      if (by === 'person') return [version.modifiedAtMs];
      const edits = steps.slice(0, index).filter((step) => step.by === 'person');
      // An item that only the engine ever wrote: it was made when its counterpart was there already.
      const times = edits.slice(-2).map((step) => step.version.modifiedAtMs);
      return times.length > 0 && order >= lostAt ? times : [...times, version.modifiedAtMs];
    });
  }

  tagged(side: Side, id: RecordId, etag: Version['etag']): Version | undefined {
    return this.#of(side, id).findLast(({ version }) => etag !== null && version.etag === etag)?.version;
  }

  newest(side: Side, id: RecordId): readonly Version[] {
    return this.#of(side, id)
      .slice(-1)
      .map(({ version }) => version);
  }

  #of(side: Side, id: RecordId): readonly Step[] {
    return this.#steps.get(`${side}:${id}`) ?? [];
  }
}
