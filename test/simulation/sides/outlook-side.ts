// The mailbox: contacts with a category and our marker, and a delta query that shows neither what it should nor only that
// (graph-contract.md section 3). An item in Deleted Items is gone for reads and searches, and may come back.

import type { Change, Feed } from '../../../src/sync/model/change.ts';
import type { FeedId, LinkKey, RecordId } from '../../../src/sync/model/ids.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { MicrosoftRemote } from '../../../src/sync/ports/remote.ts';
import type { Gate } from '../world/gate.ts';
import { ChangeFeed, type Round } from './change-feed.ts';
import { GatedCalls, type RemoteOptions } from './gated-calls.ts';
import { simulatedMapping } from './side-mapping.ts';
import type { Held } from './side-options.ts';
import { SimulatedSide } from './simulated-side.ts';
import type { WriteRules } from './write-desk.ts';

const feed: Feed = { id: 'contacts' as FeedId, side: 'microsoft', kind: 'contact' };
const batchSize = 20;

export class OutlookSide extends SimulatedSide {
  readonly side = 'microsoft';
  /** a delta row is the record without its marker; made once per version */
  readonly #rows = new WeakMap<Held, RemoteRecord>();
  readonly #feed = new ChangeFeed({
    side: this,
    knowsRemovals: true,
    fullRound: () => this.#fullRound(),
    roundFrom: (from) => this.#deltaRound(from),
    row: (id, isFull) => this.#row(id, isFull),
    olderRow: (id) => this.#olderRow(id),
  });
  readonly #rules: WriteRules = {
    side: this,
    checksIfMatch: true,
    knowsKeys: false,
    refusesKnownKeys: false,
    secondDelete: 'gone',
    accepted: ({ units }) => units,
    // The service does not echo extended properties: the connector knows the marker only where it has just written it.
    answer: (held, write) => (write.marker === null ? this.#rowOf(held) : held),
  };

  share(id: RecordId, isShared: boolean): void {
    this.replace(this.held(id), { draft: { isShared }, operation: 'update' }, null);
  }

  /** Shared or not by what the category is called now. */
  seeAsShared(id: RecordId, isShared: boolean): void {
    this.reword(this.held(id), isShared);
  }

  /** Everything on it is copied, our marker too (A1). */
  copy(id: RecordId): RecordId {
    const { units, isShared, marker } = this.held(id);
    return this.create({ units, isShared, marker }, null).id;
  }

  /** To another store and back: the item has a new id, and nobody knows the old one (F21). */
  move(id: RecordId): RecordId {
    return this.rename(this.held(id)).id;
  }

  expireCursors(): void {
    this.#feed.expire();
  }

  remote(
    gate: Gate,
    { clockOffsetMs = this.options.quirks.clockOffsetMs }: RemoteOptions = {},
  ): MicrosoftRemote {
    const calls = new GatedCalls({ side: this, gate, offsetMs: -clockOffsetMs });
    return {
      side: 'microsoft',
      batchSize,
      mapping: () => simulatedMapping('microsoft'),
      meter: () => calls.meter(),
      serverClock: () => calls.serverClock(),
      feeds: () => calls.ask('microsoft.feeds', () => [feed]),
      pullPage: (_, cursor) =>
        calls.ask('microsoft.pullPage', (trouble, tell) => this.#feed.pull(cursor, trouble, tell)),
      read: (_, refs) =>
        calls.read('microsoft.read', refs, { isMissing: ({ isDeleted }) => isDeleted, isProof: true }),
      findByMarker: (_, keys) =>
        calls.ask('microsoft.findByMarker', (trouble, tell) =>
          calls.found(this.#marked(keys), trouble, tell),
        ),
      sentinel: () => calls.ask('microsoft.sentinel', () => undefined),
      write: (writes, signal) => calls.write('microsoft.write', { writes, signal }, this.#rules),
      listMarked: () =>
        calls.ask('microsoft.listMarked', () =>
          this.live().flatMap(({ id, address, marker }) =>
            marker === null ? [] : [{ id, address, key: marker.key, instance: marker.instance }],
          ),
        ),
    };
  }

  #marked(keys: readonly LinkKey[]): readonly Held[] {
    const latestMs = this.options.nowMs() - this.options.quirks.searchLagMs;
    return this.live().filter(
      ({ marker, createdAtMs }) =>
        marker !== null && keys.includes(marker.key) && (createdAtMs ?? 0) <= latestMs,
    );
  }

  /** Ends with a token that includes what changed since it began. */
  #fullRound(): Round {
    return { isFull: true, queue: this.live().map(({ id }) => id), nextFrom: this.log.length, owed: [] };
  }

  #deltaRound(from: number): Round {
    return { isFull: false, queue: newestLast(this.log, from), nextFrom: this.log.length, owed: [] };
  }

  #row(id: RecordId, isFull: boolean): Change | null {
    const held = this.records.get(id);
    if (held !== undefined && !held.isDeleted) return { type: 'upserted', record: this.#rowOf(held) };
    // F18: the service forgets to say so. The old id of a moved item is reported all the same.
    if (isFull) return null;
    if (held === undefined || !this.options.quirks.silentDeletes) return { type: 'removed', id };
    this.options.reach?.('delete never told');
    return null;
  }

  #olderRow(id: RecordId): Change | null {
    const older = this.older.get(id);
    return older === undefined || older.isDeleted ? null : { type: 'upserted', record: this.#rowOf(older) };
  }

  #rowOf(held: Held): RemoteRecord {
    const known = this.#rows.get(held);
    if (known !== undefined) return known;
    const row: RemoteRecord = Object.freeze({ ...held, marker: 'unread' });
    this.#rows.set(held, row);
    return row;
  }
}

/** Each id once, in the order of its newest change. */
function newestLast(log: readonly RecordId[], from: number): readonly RecordId[] {
  const ids = new Set<RecordId>();
  for (let at = log.length - 1; at >= from; at -= 1) {
    const id = log[at];
    if (id !== undefined) ids.add(id);
  }
  return [...ids].reverse();
}
