// A write as a remote gets it, the intent that makes it durable first, and what a remote says became of it.

import type { CauseCode } from './cause.ts';
import type { Etag, IntentId, LinkKey, RecordId, RunId } from './ids.ts';
import type { Base, Link } from './link.ts';
import type { Marker, RecordKind, RecordRef, RemoteRecord, UnitName, Units } from './record.ts';
import type { Side } from './side.ts';

export type WriteOperation = 'create' | 'update' | 'delete';

export interface Write {
  readonly intentId: IntentId;
  readonly side: Side;
  readonly kind: RecordKind;
  readonly operation: WriteOperation;
  readonly key: LinkKey;
  /** null for a create */
  readonly target: RecordRef | null;
  /** sent as If-Match; null for a create, or where the side has no etags */
  readonly expectedEtag: Etag | null;
  /** create: everything to be written; update: changed units only; delete: empty */
  readonly units: Units;
  /** update: the whole canonical record as it will be, for what must be sent along (Graph displayName) */
  readonly whole: Units;
  /** Sales id of the account behind `units.company`, if that unit is written to sales */
  readonly accountId: string | null;
  /** put our key on the item with this write */
  readonly marker: Marker | null;
  /** remove the category from the Outlook item (D11) */
  readonly unshare: boolean;
}

/** Durable before the write is sent; removed in the transaction that settles it. Payload frozen: a retry sends the same. */
export interface Intent extends Write {
  readonly runId: RunId;
  readonly createdAtMs: number;
  readonly attempts: number;
  /** why, in one rule id, e.g. `D4` */
  readonly rule: string;
  /** how many units of the payload were cut to fit the side */
  readonly shortened: readonly UnitName[];
  /** what becomes of the link when the write succeeds; always set by the engine */
  readonly settlement?: Settlement;
}

export interface Settlement {
  /** create: the link as it will be, without the end that is created; null for update and delete */
  readonly draft: Link | null;
  /** link that the new one replaces (D6, D8), removed in the same commit */
  readonly replaces: LinkKey | null;
  /** create: dead records that bore its key when it was planned; one found alive was brought back, not made by this write */
  readonly former?: readonly RecordId[];
  /** digests of the source side's values behind the payload: its base once the target confirmed them (I13) */
  readonly sourceBase: Base;
  /** values of the target before the write, for the journal (P4) */
  readonly before: Units;
  /** D15: the value counts as a person's edit, so no base advances and the pair is merged again */
  readonly isRestore: boolean;
}

/** Why a service refused one record: codes only, never the service's text. */
export interface Refusal {
  readonly cause: CauseCode;
  /** merge unit or wire attribute concerned, if known */
  readonly attribute: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
}

export type WriteOutcome = { readonly intentId: IntentId } & (
  | { readonly result: 'written'; readonly record: RemoteRecord }
  | { readonly result: 'deleted' }
  /** 412: the record moved since it was read */
  | { readonly result: 'precondition-failed' }
  /** 404 on update or delete */
  | { readonly result: 'gone' }
  /** refused for load, certainly not applied; `retryAfterMs` null where unreadable */
  | { readonly result: 'throttled'; readonly retryAfterMs: number | null }
  | { readonly result: 'rejected'; readonly refusal: Refusal }
  /** may or may not have been applied: read back by key before anything else */
  | { readonly result: 'unknown' }
);
