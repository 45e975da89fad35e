// One table in memory: rows by key, keys in order, and equality indexes. It never fails half-way: rows are checked
// and copied before they get here.

import { indexValues } from '../rows.ts';

export class MemoryTable {
  readonly #rows = new Map<string, unknown>();
  /** code-unit order, as IndexedDB compares strings */
  readonly #order: string[] = [];
  readonly #indexes: ReadonlyMap<string, Map<string, Set<string>>>;

  constructor(indexes: readonly string[]) {
    this.#indexes = new Map(indexes.map((index) => [index, new Map()]));
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): unknown {
    return this.#rows.get(key);
  }

  put(key: string, row: unknown): void {
    const before = this.#rows.get(key);
    if (before === undefined) this.#insertKey(key);
    else this.#unindex(key, before);
    this.#rows.set(key, row);
    for (const [index, entries] of this.#indexes) {
      for (const value of indexValues(row, index)) {
        const keys = entries.get(value);
        if (keys === undefined) entries.set(value, new Set([key]));
        else keys.add(key);
      }
    }
  }

  remove(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#unindex(key, before);
    this.#rows.delete(key);
    this.#order.splice(this.#positionOf(key), 1);
  }

  /** each row once, in key order */
  where(index: string, values: readonly string[]): unknown[] {
    const entries = this.#indexes.get(index);
    if (entries === undefined) throw new RangeError(`no index ${index}`);
    const keys = new Set<string>();
    for (const value of values) for (const key of entries.get(value) ?? []) keys.add(key);
    return [...keys].sort().map((key) => this.#rows.get(key));
  }

  scan(after: string | undefined, limit: number): unknown[] {
    const at = after === undefined ? 0 : this.#positionOf(after);
    const from = after !== undefined && this.#order[at] === after ? at + 1 : at;
    return this.#order.slice(from, from + limit).map((key) => this.#rows.get(key));
  }

  #unindex(key: string, row: unknown): void {
    for (const [index, entries] of this.#indexes) {
      for (const value of indexValues(row, index)) {
        const keys = entries.get(value);
        keys?.delete(key);
        if (keys?.size === 0) entries.delete(value);
      }
    }
  }

  #insertKey(key: string): void {
    const last = this.#order.at(-1);
    if (last === undefined || last < key) this.#order.push(key);
    else this.#order.splice(this.#positionOf(key), 0, key);
  }

  /** first position whose key is not below `key` */
  #positionOf(key: string): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#order[middle];
      if (at !== undefined && at < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
