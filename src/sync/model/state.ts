// Rows of the engine's own store besides links, intents and conflicts. Every field says its invariant.

import type { ExclusionReason } from './cause.ts';
import type { Change, Recheck } from './change.ts';
import type { Cursor, Digest, FeedId, InstanceId, LinkKey, RecordId, RunId, SavedSearchId } from './ids.ts';
import type { RecordKind, UnitName, UnitValue } from './record.ts';
import type { RecordFailure } from './run-report.ts';
import type { Side } from './side.ts';

/** A change read and not yet settled. One row per record: the newest wins. */
export interface InboxRow {
  /** `${side}:${kind}:${recordId}`; a person's wish stands apart: `wish:${reason}:${side}:${kind}:${recordId}` */
  readonly id: string;
  readonly side: Side;
  readonly kind: RecordKind;
  readonly recordId: RecordId;
  /** null: not from a feed; a Sales removal without a feed was missed by two sweeps (G2) */
  readonly feed: FeedId | null;
  readonly change: Change | Recheck;
  /** engine clock, epoch ms: when it was first seen and not settled since */
  readonly since: number;
  /** failed attempts to settle it; grows the wait before the next */
  readonly attempts: number;
  /** not before this engine time; 0 = at once */
  readonly notBeforeMs: number;
}

export interface StoredCursor {
  readonly feed: FeedId;
  readonly side: Side;
  readonly kind: RecordKind;
  /** null: read from the beginning */
  readonly cursor: Cursor | null;
  /** grows with every new full round of this feed */
  readonly round: number;
  /** the round that is running began from nothing: links it never sees become suspects when it completes */
  readonly isFullRound: boolean;
  readonly completedAtMs: number | null;
  /** records seen alive in the newest full round and since (G1: a feed that shrank) */
  readonly size: number;
  /** records that vanished since the guard last judged deletes of this side (G1); absent = 0 */
  readonly lost?: number;
}

/** Ids that a running full round has seen, so that suspects can be named when it completes. */
export interface SeenInRound {
  /** `${feed}:${round}:${recordId}` */
  readonly id: string;
  readonly feed: FeedId;
  readonly recordId: RecordId;
}

/** Which records a saved search selects (C9). */
export interface MembershipRow {
  readonly kind: RecordKind;
  readonly search: SavedSearchId;
  readonly ids: readonly RecordId[];
  readonly readAtMs: number;
  /** ids missing from the newest list, with the time of the first list that missed them */
  readonly missingSinceMs: Readonly<Record<string, number>>;
  /** keys sweep: last time it ran, and ids it missed once */
  readonly sweptAtMs: number | null;
  readonly missedOnce: readonly RecordId[];
}

/** An item without a link, remembered so that a record arriving later can adopt it (A2). Digests only. */
export interface UnlinkedRow {
  /** `${side}:${kind}:${recordId}` */
  readonly id: string;
  readonly side: Side;
  readonly kind: RecordKind;
  readonly recordId: RecordId;
  readonly address: string | null;
  /** keyed digests of its natural keys */
  readonly naturalKeys: readonly string[];
  readonly isShared: boolean;
}

export interface ExclusionRow {
  /** `${side}:${kind}:${recordId}` */
  readonly id: string;
  readonly side: Side;
  readonly kind: RecordKind;
  readonly recordId: RecordId;
  readonly title: string;
  readonly reason: ExclusionReason;
  /** what a person may choose from: accounts (A4) or duplicate items (A2) */
  readonly candidates: readonly { readonly id: string; readonly name: string }[];
  /** what the choice is about, e.g. the company name */
  readonly subject: string | null;
  readonly sinceMs: number;
}

export interface FailureRow extends RecordFailure {
  /** `${side}:${kind}:${recordId or link key}` */
  readonly id: string;
  readonly title: string;
  readonly sinceMs: number;
  readonly runId: RunId;
}

/** A person's choice of account for a company name (A4). */
export interface AccountChoice {
  /** normalised company name */
  readonly company: string;
  readonly accountId: string;
  readonly chosenAtMs: number;
}

/** One engine write, for "why", undo and the audit invariant (P4). */
export interface JournalRow {
  readonly id: string;
  readonly key: LinkKey;
  readonly kind: RecordKind;
  readonly side: Side;
  readonly operation: 'create' | 'update' | 'delete';
  readonly rule: string;
  readonly runId: RunId;
  readonly atMs: number;
  readonly before: Readonly<Record<UnitName, UnitValue>> | null;
  readonly after: Readonly<Record<UnitName, UnitValue>> | null;
}

/** Deletes that wait for a person (G1). The decision covers exactly these keys. */
export interface HeldDeletes {
  /** `${kind}:${side}` (side = where the deletes would be written); releases of a shrunken search: `${kind}:release` */
  readonly id: string;
  readonly kind: RecordKind;
  readonly side: Side;
  readonly keys: readonly LinkKey[];
  readonly heldAtMs: number;
  /** null while it waits */
  readonly decision: 'apply' | 'keep' | null;
}

/** What this database belongs to. Another mailbox or another Sales installation must not use it (G3). */
export interface Binding {
  readonly instance: InstanceId;
  /** tenant | user, as used in link keys */
  readonly owner: string;
  readonly salesUser: string;
  /** digest key of this database, 32 hex digits */
  readonly digestKey: string;
  readonly boundAtMs: number;
}

/** Small facts about the store itself, one row per name. */
export interface MetaRow {
  readonly name:
    | 'binding'
    | 'lease-epoch'
    | 'last-success'
    /** JSON per kind: scope that was applied, and the one a waiting plan was made for (P2) */
    | 'last-scope'
    /** JSON: a round by A6 is running; gone when it is over */
    | 'adoption-since'
    /** engine time at which the Microsoft folders were last listed */
    | 'feeds-asked'
    /** JSON: counts for the report of a run that changed nothing */
    | 'tally'
    /** JSON: releases the relay could not be told yet (D11) */
    | 'untold-releases'
    /** engine time of the last removal of outdated rows */
    | 'tidied';
  readonly value: Binding | string | number | Digest | null;
}
