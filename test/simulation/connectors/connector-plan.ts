// A plan of the run with real connectors, as plain JSON: what people do in both applications, and what happens on the wire.
// Smaller than the simulator's: the engine's own cases are played there, here it is HTTP, batches and throttling.

import type { ConflictPolicy } from '../../../src/sync/model/settings.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { EditedField } from '../plan.ts';

/** What a request looks like from outside; a fault or a deed is addressed by kind and occurrence within its round. */
export const requestKinds = [
  'graph.read',
  'graph.batch-read',
  'graph.batch-write',
  'sales.read',
  'sales.batch',
  'sales.write',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Fits every request. */
const anyFaults = [
  /** 429, with Retry-After where the fault has one */
  'throttled',
  /** 503 without effect, with Retry-After where the fault has one */
  'unavailable',
  /** 504 without effect */
  'timeout',
  /** 504 although the request was carried out (F9) */
  'timeout-applied',
  /** 502 with a page of HTML, without effect */
  'proxy-page',
  'lost-request',
  'lost-answer',
  /** carried out, and the JSON ends in the middle */
  'truncated',
  /** 401 without effect (F11) */
  'unauthorized',
  /** the device dies before the request leaves, or before its answer is heard; the next run starts from the store (F4) */
  'crash-before',
  'crash-after',
] as const;

/** Fits reads and, where nothing is created, writes: the request arrives twice, the second answer counts (F3). */
const readFaults = ['twice'] as const;

/** Every second item of a Graph batch, from the first on (F8, F10). */
const itemFaults = [
  'items-throttled',
  /** 429 of the limit on requests in flight */
  'items-over-concurrency',
  /** carried out and not answered */
  'items-missing',
  /** answered in reverse order */
  'items-reordered',
  /** 424 without effect */
  'items-dependent',
  /** 503 without effect */
  'items-unavailable',
  /** 504 although carried out */
  'items-timeout-applied',
  /** 401 without effect: the token ended inside the batch */
  'items-unauthorized',
] as const;

/** A spurious 412 for items that change something (F12). */
const graphWriteFaults = ['items-precondition'] as const;

/** ADF batches: all parts or none, but what the answer says is another matter. */
const adfFaults = [
  /** 400 that blames the first part, nothing done */
  'batch-refused',
  /** carried out, 400 without a body */
  'batch-empty-400',
  /** carried out, 204 */
  'batch-no-content',
  /** carried out, every second part missing in the answer */
  'parts-missing',
] as const;

/** One write by itself: carried out, 400 without a body (sales-contract.md section 9). */
const salesWriteFaults = ['empty-400'] as const;

export type WireFaultName =
  | (typeof anyFaults)[number]
  | (typeof readFaults)[number]
  | (typeof itemFaults)[number]
  | (typeof graphWriteFaults)[number]
  | (typeof adfFaults)[number]
  | (typeof salesWriteFaults)[number];

export const faultsOf: Readonly<Record<RequestKind, readonly WireFaultName[]>> = {
  'graph.read': [...anyFaults, ...readFaults],
  'graph.batch-read': [...anyFaults, ...readFaults, ...itemFaults],
  'graph.batch-write': [...anyFaults, ...readFaults, ...itemFaults, ...graphWriteFaults],
  'sales.read': [...anyFaults, ...readFaults],
  'sales.batch': [...anyFaults, ...adfFaults],
  'sales.write': [...anyFaults, ...readFaults, ...salesWriteFaults],
};

export interface WirePlace {
  readonly on: RequestKind;
  /** 1 = the first of this kind in the round */
  readonly nth: number;
}

export interface WireFault extends WirePlace {
  readonly do: WireFaultName;
  /** the next requests of the kind are hit too */
  readonly times: number;
  /** null: the service does not say */
  readonly retryAfter: { readonly seconds: number; readonly form: 'seconds' | 'date' } | null;
}

/** What a person does. `who` counts people of the address book, modulo their number. */
export type WireDeed =
  | {
      readonly do: 'edit';
      readonly side: Side;
      readonly who: number;
      readonly field: EditedField;
      readonly how: 'set' | 'clear';
    }
  | { readonly do: 'delete'; readonly side: Side; readonly who: number }
  | { readonly do: 'add'; readonly born: Born }
  /** Outlook forgets its delta tokens (F20) */
  | { readonly do: 'expire' };

/** Where a person of the address book is first; `private`: in Outlook and not shared. */
export type Born = 'sales' | 'outlook' | 'both' | 'private';

/** What Outlook's change query does throughout a round although it need not. */
export const deltaWays = [
  /** changes already told are told again (F15) */
  'replayed',
  /** each row twice (F16) */
  'doubled',
  /** a round begins with an empty page */
  'empty-page',
  /** changes are told half a minute late (F17) */
  'delayed',
  /** the last page leads to known rows behind ever new links (F33) */
  'endless',
  /** the next two nextLinks are dead (F20) */
  'dead-links',
  /** an item is touched once more right after our write (F22) */
  'bumped',
  /** a row has a few of the properties that were asked for (F24) */
  'partial',
  /** behind a row comes the one that told of the same item before (F15, F16) */
  'old-rows',
] as const;
export type DeltaWay = (typeof deltaWays)[number];

export interface WireRound {
  /** virtual minutes that pass before the round */
  readonly waitMinutes: number;
  readonly before: readonly WireDeed[];
  /** done just before a request reaches its service */
  readonly during: readonly (WirePlace & { readonly deed: WireDeed })[];
  readonly faults: readonly WireFault[];
  readonly ways?: readonly DeltaWay[];
}

export interface ConnectorPlan {
  readonly people: readonly Born[];
  readonly policy: Exclude<ConflictPolicy, 'ask-user'>;
  /** rows per page on both sides */
  readonly pageSize: number;
  /** whether Graph checks If-Match on a PATCH, which is not documented */
  readonly ifMatchOnPatch: boolean;
  /** false: Sales gives no etags and ignores If-Match (F34) */
  readonly salesEtags: boolean;
  readonly rounds: readonly WireRound[];
  readonly seed: number;
}
