// The ids a saved search selects. A set that tells when an id comes or goes, because that is a person's deed as well.

import type { RecordId } from '../../../src/sync/model/ids.ts';

export class WatchedSelection extends Set<RecordId> {
  readonly #changed: (id: RecordId) => void;

  constructor(changed: (id: RecordId) => void) {
    super();
    this.#changed = changed;
  }

  override add(id: RecordId): this {
    if (this.has(id)) return this;
    super.add(id);
    this.#changed(id);
    return this;
  }

  override delete(id: RecordId): boolean {
    const isMember = super.delete(id);
    if (isMember) this.#changed(id);
    return isMember;
  }
}
