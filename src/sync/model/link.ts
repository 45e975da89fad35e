// A link says that a Microsoft item and a Sales record are the same thing, and what each side looked like
// when both last agreed. Digests only: no content is stored in it.

import type { Digest, Etag, LinkKey, RecordId } from './ids.ts';
import type { RecordKind, UnitName } from './record.ts';
import type { Side } from './side.ts';

/** Digest per merge unit of what a side accepted. A unit that is absent was never agreed (A3). */
export type Base = Readonly<Record<UnitName, Digest>>;

export interface LinkEnd {
  readonly id: RecordId;
  /** path key where it differs from the id */
  readonly address: string | null;
  readonly etag: Etag | null;
  readonly base: Base;
  /** the server's last-modified time that our own last write returned, epoch ms; null before one (D13) */
  readonly ownWriteAtMs: number | null;
  /** the server's last-modified time of the newest version read that our own last write did not leave, epoch ms (D13) */
  readonly baseAtMs: number;
  /** units that were cut on their way to this side (D19) */
  readonly shortened: readonly UnitName[];
}

/** Who the pair was born to. `both` = adopted: neither copy is ever deleted because of the other (D11). */
export type BornIn = Side | 'both';

export type LinkStatus =
  /** kept in step */
  | 'active'
  /** updates stopped, both copies stay; resumes when the record returns to scope (C5, C9) */
  | 'released'
  /** one side is gone and the pair is forgotten except for its key (D9); kept 90 days */
  | 'tombstone'
  /** alternates or is written too often: waits for a person (G7) */
  | 'quarantined';

export type ReleaseReason =
  'left-search' | 'removed-by-you' | 'category-removed' | 'delete-not-allowed' | 'over-limit' | 'let-go';

export interface Link {
  readonly key: LinkKey;
  readonly kind: RecordKind;
  readonly status: LinkStatus;
  readonly bornIn: BornIn;
  readonly microsoft: LinkEnd | null;
  readonly sales: LinkEnd | null;
  /** the key of a pair before, which its Outlook item still carries; null or absent where it does not */
  readonly markedAs?: LinkKey | null;
  /** the Outlook item carries the category */
  readonly isShared: boolean;
  /** what a person calls it, for lists in the pane */
  readonly title: string;
  readonly releasedBecause: ReleaseReason | null;
  /** units that are contested or held: their bases do not advance, and the pair is read whole when anything moves */
  readonly pendingUnits: readonly UnitName[];
  /** per unit of the bases: a server's last-modified time of a version with the value both agreed on, epoch ms (D16) */
  readonly agreedAtMs?: Readonly<Record<UnitName, number>>;
  /** epoch ms of the engine's clock when the status last changed */
  readonly changedAtMs: number;
  /** newest engine writes to this pair, at most 10, for the loop breaker (G7) */
  readonly recentWrites: readonly RecentWrite[];
}

export interface RecentWrite {
  readonly atMs: number;
  readonly side: Side;
  readonly digests: Base;
}
