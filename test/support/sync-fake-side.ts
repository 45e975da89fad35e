// One side in memory: records with etags, markers and a change log. Both fakes of the engine's tests are built on it.

import type { Etag, LinkKey, RecordId } from '../../src/sync/model/ids.ts';
import type { ReadAnswer } from '../../src/sync/model/change.ts';
import type { RecordRef, RemoteRecord, Units, UnitName, UnitValue } from '../../src/sync/model/record.ts';
import { contactUnits } from '../../src/sync/model/record.ts';
import type { Side } from '../../src/sync/model/side.ts';
import type { Write, WriteOutcome } from '../../src/sync/model/write.ts';
import type { SideMapping } from '../../src/sync/ports/remote.ts';
import type { World } from './sync-world.ts';

export type Item = { -readonly [Name in keyof RemoteRecord]: RemoteRecord[Name] };

/** Sales holds job titles of 20 characters; both trim, phones compare by their digits, companies without case. */
export function fakeMapping(side: Side, units: readonly UnitName[]): SideMapping {
  const trimmed = (value: UnitValue): UnitValue => {
    if (typeof value !== 'string') return value;
    const text = value.trim();
    return text === '' ? null : text;
  };
  return {
    units,
    fit: (unit, value) => {
      const text = trimmed(value);
      return side === 'sales' && unit === 'jobTitle' && typeof text === 'string'
        ? trimmed(text.slice(0, 20))
        : text;
    },
    compare: (unit, value) => {
      const text = trimmed(value);
      if (typeof text !== 'string') return text;
      if (unit === 'company' || unit === 'email') return text.toLowerCase();
      return unit.startsWith('phone.') ? text.replace(/[^0-9+]/g, '') : text;
    },
  };
}

export const outlookUnits = contactUnits.filter((unit) => unit !== 'phone.fax');
export const salesUnits = contactUnits.filter((unit) => unit !== 'homeAddress' && unit !== 'otherAddress');

/** A response or a refusal a test scripts for the next writes. */
export type ScriptedOutcome = (write: Write) => WriteOutcome | null;

export class FakeSide {
  readonly items = new Map<string, Item>();
  /** ids in the order they changed; a hard delete logs too */
  readonly changes: { readonly id: RecordId; readonly isGone: boolean }[] = [];
  /** every write that reached the server, for "nothing else happened" */
  readonly writes: Write[] = [];
  script: ScriptedOutcome | null = null;
  ignoresIfMatch = false;
  /** a record just created is not found by its key for so long (F30) */
  searchLagMs = 0;
  requests = 0;
  #ids = 0;
  #versions = 0;

  readonly world: World;
  readonly side: Side;

  constructor(world: World, side: Side) {
    this.world = world;
    this.side = side;
  }

  add(units: Units, extra: Partial<Item> = {}): RecordId {
    this.#ids += 1;
    const id = `${this.side === 'microsoft' ? 'm' : 's'}${String(this.#ids)}` as RecordId;
    const title = [units['firstName'], units['lastName']]
      .filter((part) => typeof part === 'string')
      .join(' ');
    const item: Item = {
      id,
      address: this.side === 'sales' ? `P-${id}` : null,
      side: this.side,
      kind: 'contact',
      etag: null,
      modifiedAtMs: this.world.nowMs,
      createdAtMs: this.world.nowMs,
      units: blankless(units),
      title,
      isShared: false,
      isReadOnly: false,
      isDeleted: false,
      marker: null,
      ...extra,
    };
    this.items.set(id, item);
    this.#touch(item);
    return id;
  }

  edit(id: RecordId, units: Units): void {
    const item = this.item(id);
    item.units = blankless({ ...item.units, ...units });
    this.#touch(item);
  }

  share(id: RecordId, isShared: boolean): void {
    const item = this.item(id);
    item.isShared = isShared;
    this.#touch(item);
  }

  /** the organisation calls its category otherwise: the same item is shared or not, in the same version */
  seeAsShared(id: RecordId, isShared: boolean): void {
    this.item(id).isShared = isShared;
  }

  /** a new etag without a new content (F22) */
  bump(id: RecordId): void {
    this.#touch(this.item(id));
  }

  /** hard delete */
  remove(id: RecordId): void {
    this.items.delete(id);
    this.changes.push({ id, isGone: true });
  }

  /** Sales: makes the party inactive */
  deactivate(id: RecordId): void {
    const item = this.item(id);
    item.isDeleted = true;
    this.#touch(item);
  }

  item(id: RecordId): Item {
    const item = this.items.get(id);
    if (item === undefined) throw new Error(`no ${this.side} item ${id}`);
    return item;
  }

  live(): readonly Item[] {
    return [...this.items.values()].filter((item) => !item.isDeleted);
  }

  value(id: RecordId, unit: UnitName): UnitValue {
    return this.item(id).units[unit] ?? null;
  }

  read(refs: readonly RecordRef[]): readonly ReadAnswer[] {
    return refs.map(({ id }): ReadAnswer => {
      const record = this.items.get(id);
      return record === undefined
        ? { id, result: 'missing' }
        : { id, result: 'found', record: { ...record } };
    });
  }

  findByMarker(keys: readonly LinkKey[]): readonly RemoteRecord[] {
    return [...this.items.values()].filter(
      (item) =>
        item.marker !== null &&
        item.marker !== 'unread' &&
        keys.includes(item.marker.key) &&
        (item.createdAtMs ?? 0) + this.searchLagMs <= this.world.nowMs,
    );
  }

  write(writes: readonly Write[]): readonly WriteOutcome[] {
    return writes.map((write) => this.#writeOne(write));
  }

  #writeOne(write: Write): WriteOutcome {
    const { intentId } = write;
    const scripted = this.script?.(write) ?? null;
    if (scripted !== null) return scripted;
    if (write.operation === 'create') {
      this.writes.push(write);
      const id = this.add(this.accepted(write), { marker: write.marker });
      return { intentId, result: 'written', record: { ...this.item(id) } };
    }
    const item = this.items.get(write.target?.id ?? '');
    if (item === undefined || (item.isDeleted && write.operation === 'update'))
      return { intentId, result: 'gone' };
    if (!this.ignoresIfMatch && write.expectedEtag !== item.etag)
      return { intentId, result: 'precondition-failed' };
    this.writes.push(write);
    if (write.operation === 'delete') {
      if (this.side === 'sales') this.deactivate(item.id);
      else this.remove(item.id);
      return { intentId, result: 'deleted' };
    }
    item.units = blankless({ ...item.units, ...this.accepted(write) });
    if (write.marker !== null) item.marker = write.marker;
    if (write.unshare) item.isShared = false;
    this.#touch(item);
    return { intentId, result: 'written', record: { ...item } };
  }

  /** what the server makes of a payload */
  protected accepted(write: Write): Units {
    return write.units;
  }

  #touch(item: Item): void {
    this.#versions += 1;
    item.etag = `W/${String(this.#versions)}` as Etag;
    item.modifiedAtMs = this.world.nowMs;
    this.changes.push({ id: item.id, isGone: false });
  }
}

function blankless(units: Units): Units {
  return Object.fromEntries(Object.entries(units).filter(([, value]) => value !== null && value !== ''));
}
