// One record on one side as a feed reports it. A removal is a hint until it is proven (G2).

import type { Cursor, FeedId, RecordId } from './ids.ts';
import type { RecordKind, RemoteRecord } from './record.ts';
import type { Side } from './side.ts';

export type Change =
  | { readonly type: 'upserted'; readonly record: RemoteRecord }
  | { readonly type: 'removed'; readonly id: RecordId };

/** Why a record is to be looked at again although no feed reported it. */
export type RecheckReason =
  'retry' | 'answer' | 'policy' | 'account' | 'membership' | 'restore' | 'bring-back';

/** A wish of the engine or of a person: read the record by id and plan it anew. Never comes from a feed. */
export interface Recheck {
  readonly type: 'recheck';
  readonly id: RecordId;
  readonly address: string | null;
  readonly because: RecheckReason;
  /** id of the kept value to be restored (D15); null for every other reason */
  readonly keptValue: string | null;
}

export interface Feed {
  readonly id: FeedId;
  readonly side: Side;
  readonly kind: RecordKind;
}

export interface FeedPage {
  readonly changes: readonly Change[];
  /** to be stored with the page, in one transaction (I15) */
  readonly next: Cursor;
  /** the round is over: `next` is where the following run starts */
  readonly isComplete: boolean;
  /** rows of this page that are not what the contract says; absent where there are none */
  readonly malformed?: readonly RecordId[];
}

/** What a read by id says. `missing` is proof of deletion only where the port says so (G2). */
export type ReadAnswer =
  | { readonly id: RecordId; readonly result: 'found'; readonly record: RemoteRecord }
  | { readonly id: RecordId; readonly result: 'missing' }
  | { readonly id: RecordId; readonly result: 'unreadable'; readonly status: number | null };
