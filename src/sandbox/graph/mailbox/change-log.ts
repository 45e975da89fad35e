// What happened in one folder, newest last: one entry per item, holding its latest change only, so the log never grows
// beyond the items it has seen. A generation is the number of the change; delta rounds are ranges of generations.

interface LogEntry {
  readonly generation: number;
  readonly at: number;
  /** null while the item is here; else how it left and the id it had here without ImmutableId */
  readonly left: { readonly restId: string; readonly why: 'deleted' | 'moved' } | null;
}

export interface LogLine extends LogEntry {
  readonly key: string;
}

export class ChangeLog {
  // Written again at every change, so that the order of the map is the order of the generations.
  readonly #entries: Map<string, LogEntry>;
  #generation: number;

  constructor(lines: readonly LogLine[] = [], generation = 0) {
    this.#entries = new Map(lines.map(({ key, ...entry }) => [key, entry]));
    this.#generation = generation;
  }

  get generation(): number {
    return this.#generation;
  }

  add(key: string, at: number, left: LogEntry['left'] = null): void {
    this.#generation += 1;
    this.#entries.delete(key);
    this.#entries.set(key, { generation: this.#generation, at, left });
  }

  entry(key: string): LogEntry | undefined {
    return this.#entries.get(key);
  }

  /** Entries with `after < generation <= upTo`, oldest first. */
  range(after: number, upTo: number): LogLine[] {
    const lines: LogLine[] = [];
    for (const [key, entry] of this.#entries)
      if (entry.generation > after && entry.generation <= upTo) lines.push({ key, ...entry });
    return lines;
  }

  /** The newest generation that is at least `delayMs` old. */
  visible(now: number, delayMs: number): number {
    if (delayMs === 0) return this.#generation;
    const hidden = [...this.#entries.values()].find(({ at }) => at > now - delayMs);
    return hidden === undefined ? this.#generation : hidden.generation - 1;
  }

  toJSON(): { generation: number; lines: LogLine[] } {
    return { generation: this.#generation, lines: this.range(0, this.#generation) };
  }
}
