// A side of the synchronization. Adapters translate wire names and statuses once, here; the engine sees only canonical
// records and codes. Every method may throw SyncError; nothing else may leave an adapter.

import type { Change, Feed, FeedPage, ReadAnswer } from '../model/change.ts';
import type { Cursor, LinkKey, RecordId, SavedSearchId } from '../model/ids.ts';
import type { RecordKind, RecordRef, RemoteRecord, UnitName, UnitValue } from '../model/record.ts';
import type { Side } from '../model/side.ts';
import type { Write, WriteOutcome } from '../model/write.ts';
import type { CancelSignal } from './cancel-signal.ts';

/** Pure facts and pure mapping of a side, usable by the planner. */
export interface SideMapping {
  /** units this side can hold for the kind */
  readonly units: readonly UnitName[];
  /**
   * The value as this side would hold it (cut, normalised). Equal to the input when nothing is lost (D19).
   * Idempotent: fit(fit(x)) = fit(x).
   */
  fit(unit: UnitName, value: UnitValue): UnitValue;
  /** Form in which two values of a unit are compared (phones E.164, trimmed text, company case folded). Idempotent. */
  compare(unit: UnitName, value: UnitValue): UnitValue;
}

/** Counters of the current run, for durations and invariants. */
export interface RemoteMeter {
  /** requests sent, batch items counted one by one */
  readonly requests: number;
  /** wall ms with at least one request in flight */
  readonly busyMs: number;
  /** ms spent waiting because the service asked for it */
  readonly throttledMs: number;
}

/** How far the server's clock is ahead of the device's, ms, by the `Date` header of this run. */
export interface ServerClock {
  readonly offsetMs: number;
}

export interface Remote {
  readonly side: Side;
  mapping(kind: RecordKind): SideMapping;
  /** counters since the adapter was made */
  meter(): RemoteMeter;
  /** null or absent where `Date` is unreadable (a browser across origins): latest-wins then ties within 60 s (D13) */
  serverClock?(): ServerClock | null;

  /** Feeds of a kind. Microsoft: one per contact folder (a request; ask at most every 30 minutes). Sales: exactly one, no request. */
  feeds(kind: RecordKind, signal: CancelSignal): Promise<readonly Feed[]>;
  /**
   * Next page. `cursor` null begins a full round on Microsoft; on Sales it returns an empty complete page whose cursor
   * starts at the server's present (members are read by id). Throws `cursor-expired` when the service forgot the cursor.
   * Records are complete: a partial row was read again by id.
   */
  pullPage(feed: Feed, cursor: Cursor | null, signal: CancelSignal): Promise<FeedPage>;

  /**
   * Read by id, any number, in batches. `missing` is said only for a definite 404 (Microsoft: with immutable ids; Sales:
   * also when the row is not visible, so the caller needs two sweeps, G2). Answers may come in any order, one per ref.
   */
  read(kind: RecordKind, refs: readonly RecordRef[], signal: CancelSignal): Promise<readonly ReadAnswer[]>;

  /** Items that carry one of these markers, by a server-side search. Eventually consistent (F30). */
  findByMarker(
    kind: RecordKind,
    keys: readonly LinkKey[],
    signal: CancelSignal,
  ): Promise<readonly RemoteRecord[]>;

  /** G4: resolves when the user's folder or account can be read; throws otherwise. */
  sentinel(kind: RecordKind, signal: CancelSignal): Promise<void>;

  /**
   * Sends one write batch (at most `batchSize`) and resolves with one outcome per write, any order. Never throws for a
   * single record. Creates carry their marker; updates and deletes their If-Match, or a compare-before-write where the
   * side has no etag. Never repeats a write whose outcome is unknown.
   */
  write(writes: readonly Write[], signal: CancelSignal): Promise<readonly WriteOutcome[]>;
  readonly batchSize: number;
}

export interface MarkedItem {
  readonly id: RecordId;
  readonly address: string | null;
  readonly key: LinkKey;
  /** installation stamped on the item: a foreign one stops the run (G3) */
  readonly instance: string;
}

export interface MicrosoftRemote extends Remote {
  readonly side: 'microsoft';
  /** Every item that carries our marker; full rounds only, because a delta page cannot show markers. */
  listMarked(kind: RecordKind, signal: CancelSignal): Promise<readonly MarkedItem[]>;
}

export interface SavedSearch {
  readonly id: SavedSearchId;
  readonly kind: RecordKind;
  readonly name: string;
  readonly isDefault: boolean;
  readonly isPrivate: boolean;
}

export interface Account {
  /** PartyId, decimal digits */
  readonly id: string;
  readonly name: string;
}

export interface SalesRemote extends Remote {
  readonly side: 'sales';
  savedSearches(kind: RecordKind, signal: CancelSignal): Promise<readonly SavedSearch[]>;
  /** Ids a saved search selects now, whole list. Throws `saved-search-missing` or `saved-search-unreadable`. */
  members(kind: RecordKind, search: SavedSearchId, signal: CancelSignal): Promise<readonly RecordRef[]>;
  /** Keys sweep: which of these ids the service still lists as live. */
  sweep(kind: RecordKind, ids: readonly RecordId[], signal: CancelSignal): Promise<readonly RecordId[]>;
  /** Live records that could be the same thing as one with these natural keys (A2). */
  findByNaturalKey(
    kind: RecordKind,
    keys: readonly NaturalKey[],
    signal: CancelSignal,
  ): Promise<readonly RemoteRecord[]>;
  /** Accounts whose name equals one of the names after normalisation (A4), all of them per name. */
  accountsNamed(names: readonly string[], signal: CancelSignal): Promise<readonly Account[]>;
}

/** Contact: e-mail first, else full name and company (A2). Values are already in comparison form. */
export type NaturalKey =
  | { readonly type: 'email'; readonly email: string }
  | {
      readonly type: 'name-company';
      readonly firstName: string;
      readonly lastName: string;
      readonly company: string;
    };

/** Re-exported for adapters that build pages. */
export type { Change };
