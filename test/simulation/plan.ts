// A plan is all that is random in a simulation: people, deeds, faults and the quirks of both services, as plain JSON. It is
// what fast-check makes and shrinks, what a failure prints, and what the corpus keeps.

import type { ConflictPolicy } from '../../src/sync/model/settings.ts';
import type { Side } from '../../src/sync/model/side.ts';

/** Units that people edit. `lastName` is never edited: it names the logical record in every copy of it. */
export const editedFields = [
  'jobTitle',
  'department',
  'middleName',
  'phone.work',
  'businessAddress',
  'email',
] as const;
export type EditedField = (typeof editedFields)[number];

/** A logical record: one person of the address book, wherever copies of it live. */
export interface Entity {
  /** `both`: there on both sides before the first sync; `twins`: two Sales records of the same natural key (F31) */
  readonly born: 'sales' | 'outlook' | 'both' | 'private' | 'twins';
  /** fields whose values differ between the two copies of `both` */
  readonly differs: readonly EditedField[];
  /** works for a company of which Sales has one account, none, or two (A4); absent: for none */
  readonly company?: 'known' | 'unknown' | 'ambiguous';
}

/** What a person does. `who` counts entities, modulo their number; a deed whose record is not there does nothing. */
export type Deed =
  | {
      readonly do: 'edit';
      readonly side: Side;
      readonly who: number;
      readonly field: EditedField;
      /** `long`: longer than Sales holds (D19); `again`: the value the field had before the newest edit */
      readonly how: 'set' | 'clear' | 'long' | 'again';
    }
  /** both sides get the same new value: a false conflict */
  | { readonly do: 'agree'; readonly who: number; readonly field: EditedField }
  | { readonly do: 'delete'; readonly side: Side; readonly who: number }
  /** the newest deleted copy on that side is back: Sales makes the party active again, Outlook takes it out of Deleted Items */
  | { readonly do: 'restore'; readonly side: Side; readonly who: number }
  | { readonly do: 'share' | 'unshare'; readonly who: number }
  | { readonly do: 'enter-search' | 'leave-search'; readonly who: number }
  /** the organisation calls its category otherwise: who carries another name is not shared, in the same version (C1) */
  | { readonly do: 'name-category'; readonly name: string }
  /** the Outlook item is copied with everything on it, our marker too (A1) */
  | { readonly do: 'copy'; readonly who: number }
  /** the Outlook item gets a new id, everything else stays (F21) */
  | { readonly do: 'move'; readonly who: number }
  /** two Sales records become one: the first stays (F25, D20) */
  | { readonly do: 'merge'; readonly who: number; readonly into: number }
  | { readonly do: 'add'; readonly entity: Entity }
  /** a new etag without new content (F22) */
  | { readonly do: 'bump'; readonly side: Side; readonly who: number }
  /** cursors of the side die (F20) */
  | { readonly do: 'expire' }
  | { readonly do: 'answer'; readonly with: Side | 'recreate' | 'let-go' }
  | { readonly do: 'decide-held'; readonly decision: 'apply' | 'keep' }
  | { readonly do: 'bring-back'; readonly who: number }
  | { readonly do: 'restore-kept' }
  | { readonly do: 'approve' }
  | { readonly do: 'policy'; readonly policy: ConflictPolicy };

/** Every kind of I/O the engine can do; a fault or a deed is addressed by kind and occurrence within its round. */
export const ioKinds = [
  'microsoft.feeds',
  'microsoft.pullPage',
  'microsoft.read',
  'microsoft.findByMarker',
  'microsoft.sentinel',
  'microsoft.write',
  'microsoft.listMarked',
  'sales.pullPage',
  'sales.read',
  'sales.findByMarker',
  'sales.sentinel',
  'sales.write',
  'sales.members',
  'sales.sweep',
  'sales.findByNaturalKey',
  'sales.accountsNamed',
  'sales.savedSearches',
  'store.commit',
  'lease.acquire',
  'lease.release',
  'reports.releases',
  'reports.finished',
] as const;
export type IoKind = (typeof ioKinds)[number];

export interface Place {
  readonly on: IoKind;
  /** 1 = the first of this kind in the round */
  readonly nth: number;
}

/** What the world does around an I/O, whatever it is about. */
export const gateFaults = [
  'crash-before',
  'crash-after',
  'lose-request',
  'lose-response',
  'sign-in',
  /** 403: signed in, and not allowed (F11) */
  'forbidden',
  'unreachable',
  'malformed',
  'storage-full',
  'abort',
  'lease-lost',
  'clock-jump',
  /** the machine sleeps for hours before the I/O leaves; nobody renews its lease meanwhile (F7, F28) */
  'suspend',
  /** the same once the service has answered: the engine hears it hours later */
  'suspend-after',
  /** asleep like that, and the other device runs from beginning to end meanwhile (F28) */
  'overtake',
  'overtake-after',
] as const;
export type GateFault = (typeof gateFaults)[number];

/** What a service does instead of its duty; the side itself knows how. Ignored by an I/O it does not fit. */
export const sideFaults = [
  /** the whole call, or each write of a batch, is refused for load (F8) */
  'throttle',
  /** the first half of a batch is applied, the rest is refused for load (F10) */
  'half-throttled',
  /** the first half is applied and answered, the other half is applied and its answers are lost (F10, F9) */
  'half-unknown',
  /** the request is carried out twice, the second answer arrives (F3; updates and deletes only, see the sides) */
  'twice',
  /** a field of a write is dropped although the mapping lets it pass, and the answer shows it blank (F23) */
  'drop-field',
  /** a text is cut shorter than the mapping knows of, and the answer shows it cut (F23) */
  'cut-field',
  /** the first write is refused as such (400) */
  'reject-first',
  /** spurious 412 on the first write (F12) */
  'precondition-first',
  /** the first record read is said to be missing although it is there (F13; reads by id only where not proof) */
  'unreadable-first',
  /** 410 (F20) */
  'expired',
  /** changes of earlier rounds are reported once more (F15), in another order and twice (F16) */
  'replay',
  /** a row comes once more as it was before the newest change of its item, after the newer one or rounds later (F15, F16) */
  'old-row',
  /** the newest change is left out now and reported by the next round (F17) */
  'late',
  /** an item that is there is reported as removed (F19) */
  'false-removed',
  /** a listing is empty (F26) */
  'empty',
  /** a listing shows the first of what is there and nothing else (F26) */
  'shrunk',
  /** a page and its next link come again and again (F33) */
  'endless',
  'shuffle',
] as const;
export type SideFault = (typeof sideFaults)[number];

export interface Fault extends Place {
  readonly do: GateFault | SideFault;
}

export interface Round {
  readonly runner: 'pane' | 'worker' | 'both';
  readonly mode: 'routine' | 'full';
  /** virtual minutes that pass before the round */
  readonly waitMinutes: number;
  readonly before: readonly Deed[];
  /** deeds done just before an I/O */
  readonly during: readonly (Place & { readonly deed: Deed })[];
  readonly faults: readonly Fault[];
  /** what becomes of the runner's disk before the round: kept, wiped (F29), or set back by lost commits (F6) */
  readonly disk: 'kept' | 'wiped' | { readonly lostCommits: number };
  /** people act, but nobody runs the engine */
  readonly isSkipped?: boolean;
}

/** Quirks of the services, constant within a plan. */
export interface Quirks {
  /** F30: a record just created is found by its key only after so long */
  readonly searchLagMs: number;
  readonly pageSize: number;
  /** F34 / 3.4: Sales gives no etags, or ignores If-Match */
  readonly salesEtags: 'kept' | 'absent' | 'ignored';
  /** Sales refuses a create whose key it knows (F14); by default it makes a second record */
  readonly uniqueKeys?: boolean;
  /** F23: the side stores another form of what it is sent (phones without blanks, trimmed text) */
  readonly rewrites: boolean;
  /** F18: hard deletes in Outlook are never reported by delta */
  readonly silentDeletes: boolean;
  /** stamps of Sales have whole seconds */
  readonly coarseStamps: boolean;
  /** F27: how far the device's clock is off, ms; the engine must not care */
  readonly clockOffsetMs: number;
  /** how far the Sales server's clock is ahead of Microsoft's, ms */
  readonly serversApartMs: number;
}

export interface Plan {
  readonly entities: readonly Entity[];
  readonly policy: ConflictPolicy;
  readonly mergeUnit: 'field' | 'record';
  readonly allowDeleteInSales: boolean;
  /** G1: more deletes than this in a day wait for a person */
  readonly deleteLimit: number;
  /** an entity whose every write to Sales is refused with 400 (I26); null: none */
  readonly poisoned: number | null;
  /** P2: the first sync stops at its plan until a person approves */
  readonly asksFirst: boolean;
  readonly quirks: Quirks;
  readonly rounds: readonly Round[];
  /** order of turns where two runners are at work, and of everything shuffled */
  readonly seed: number;
}
