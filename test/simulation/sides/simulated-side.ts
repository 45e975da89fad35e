// One service in memory: frozen records, a log of what changed, and what people do. Every change is told at once, so that
// the ledger never has to believe an engine. Successor of the fakes in test/support.

import type { Etag, RecordId } from '../../../src/sync/model/ids.ts';
import type { Marker, Units } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { Write } from '../../../src/sync/model/write.ts';
import type { Version } from '../history.ts';
import { titleOf, wholeUnits } from './side-mapping.ts';
import type { Held, SideOptions } from './side-options.ts';

export type Operation = 'create' | 'update' | 'delete' | 'restore' | 'move' | 'bump';
export type Runner = 'pane' | 'worker';

/** Who changes a record: an engine with its write, or a person. */
export interface Cause {
  readonly write: Write;
  readonly runner: Runner;
}

/** What a change may touch; the rest of a record follows from it. */
export interface Draft {
  readonly units?: Units;
  readonly marker?: Marker | null;
  readonly isShared?: boolean;
  readonly isDeleted?: boolean;
}

export abstract class SimulatedSide {
  abstract readonly side: Side;
  readonly options: SideOptions;
  readonly records = new Map<RecordId, Held>();
  /** ids in the order they changed; a position in it is what a delta token stands for */
  readonly log: RecordId[] = [];
  /** each record as it was before its newest change */
  readonly older = new Map<RecordId, Held>();
  #ids = 0;
  #etags = 0;
  #live: readonly Held[] | null = null;

  constructor(options: SideOptions) {
    this.options = options;
  }

  /** how often anything changed, for monitors */
  get changes(): number {
    return this.log.length;
  }

  live(): readonly Held[] {
    this.#live ??= [...this.records.values()].filter(({ isDeleted }) => !isDeleted);
    return this.#live;
  }

  version(id: RecordId): Version | null {
    return this.records.get(id) ?? null;
  }

  add(units: Units, { isShared = false }: { readonly isShared?: boolean } = {}): RecordId {
    return this.create({ units, isShared }, null).id;
  }

  edit(id: RecordId, units: Units): void {
    const before = this.held(id);
    this.replace(before, { draft: { units: { ...before.units, ...units } }, operation: 'update' }, null);
  }

  /** A new etag without new content (F22). */
  bump(id: RecordId): void {
    this.replace(this.held(id), { draft: {}, operation: 'bump' }, null);
  }

  remove(id: RecordId): void {
    this.replace(this.held(id), { draft: { isDeleted: true }, operation: 'delete' }, null);
  }

  /** Back as it was, under the same id and with the same marker. */
  restore(id: RecordId): RecordId {
    this.replace(this.held(id), { draft: { isDeleted: false }, operation: 'restore' }, null);
    return id;
  }

  held(id: RecordId): Held {
    const record = this.records.get(id);
    if (record === undefined) throw new Error(`no ${this.side} record ${id}`);
    return record;
  }

  /** position of the newest change of this record */
  changedAt(id: RecordId): number {
    return this.log.lastIndexOf(id);
  }

  create(draft: Draft, cause: Cause | null): Held {
    this.#ids += 1;
    const id = `${this.side === 'microsoft' ? 'm' : 's'}${String(this.#ids)}` as RecordId;
    const units = wholeUnits(this.side, draft.units ?? {});
    const modifiedAtMs = this.stamp(null);
    const record: Held = Object.freeze({
      id,
      address: this.side === 'sales' ? `P-${id}` : null,
      side: this.side,
      kind: 'contact',
      etag: this.etag(modifiedAtMs),
      modifiedAtMs,
      createdAtMs: modifiedAtMs,
      units,
      title: titleOf(units),
      isShared: draft.isShared ?? false,
      isReadOnly: false,
      isDeleted: false,
      marker: draft.marker ?? null,
    });
    this.#store(record);
    this.#tell({ id, operation: 'create', before: null, after: record }, cause);
    return record;
  }

  replace(
    before: Held,
    { draft, operation }: { readonly draft: Draft; readonly operation: Operation },
    cause: Cause | null,
  ): Held {
    const units = draft.units === undefined ? before.units : wholeUnits(this.side, draft.units);
    const modifiedAtMs = this.stamp(before);
    const record: Held = Object.freeze({
      ...before,
      ...draft,
      units,
      title: draft.units === undefined ? before.title : titleOf(units),
      etag: this.etag(modifiedAtMs),
      modifiedAtMs,
    });
    this.#store(record);
    this.#tell({ id: record.id, operation, before, after: record }, cause);
    return record;
  }

  /** The same version says otherwise, and no change query tells. */
  protected reword(before: Held, isShared: boolean): void {
    const record: Held = Object.freeze({ ...before, isShared });
    this.records.set(record.id, record);
    this.#live = null;
    this.#tell({ id: record.id, operation: 'update', before, after: record }, null);
  }

  /** The same item under another id (F21); the old id is gone for good. */
  protected rename(before: Held): Held {
    this.#ids += 1;
    const modifiedAtMs = this.stamp(before);
    const id = `m${String(this.#ids)}` as RecordId;
    const record: Held = Object.freeze({ ...before, id, etag: this.etag(modifiedAtMs), modifiedAtMs });
    this.records.delete(before.id);
    this.log.push(before.id);
    this.#store(record);
    this.#tell({ id: before.id, operation: 'move', before, after: record }, null);
    return record;
  }

  /** A person's deed that leaves the record as it is, e.g. a saved search that now selects it. */
  protected touchedBySelection(id: RecordId): void {
    const record = this.records.get(id);
    if (record !== undefined) this.#tell({ id, operation: 'update', before: record, after: record }, null);
  }

  /** epoch ms by the service's own clock */
  protected stamp(_before: Held | null): number {
    return this.options.nowMs();
  }

  protected etag(_modifiedAtMs: number): Etag | null {
    this.#etags += 1;
    return `W/"${String(this.#etags)}"` as Etag;
  }

  #store(record: Held): void {
    const before = this.records.get(record.id);
    if (before !== undefined) this.older.set(record.id, before);
    this.records.set(record.id, record);
    this.log.push(record.id);
    this.#live = null;
  }

  #tell(
    change: {
      readonly id: RecordId;
      readonly operation: Operation;
      readonly before: Held | null;
      readonly after: Held;
    },
    cause: Cause | null,
  ): void {
    this.options.listener({
      type: 'changed',
      side: this.side,
      atMs: this.options.nowMs(),
      by: cause === null ? 'person' : 'engine',
      write: cause?.write ?? null,
      runner: cause?.runner ?? null,
      ...change,
    });
  }
}
