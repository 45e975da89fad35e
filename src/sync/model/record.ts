// The canonical form of one item of one kind, free of either side's wire names.
// A record is a map from merge unit to value; the engine merges units without knowing what they mean.

import type { Etag, InstanceId, LinkKey, RecordId } from './ids.ts';
import type { Side } from './side.ts';

export const recordKinds = ['contact', 'appointment', 'task', 'mail'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Name of a merge unit (D12), e.g. `jobTitle`, `phone.work`, `businessAddress`. Closed list per kind. */
export type UnitName = string;

/** JSON value of a unit in canonical form; `null` means blank, and blank is a value (D14). */
export type UnitValue = string | boolean | number | null | { readonly [part: string]: string };

/** Units present are those the side can hold; a unit the side cannot hold is absent, not null. */
export type Units = Readonly<Record<UnitName, UnitValue>>;

/** Our key as found on an item, with the Sales installation that wrote it (G3). */
export interface Marker {
  readonly key: LinkKey;
  readonly instance: InstanceId;
}

/** What addresses a record on its side. `address` is the path key where it differs from the id (Sales: PartyNumber). */
export interface RecordRef {
  readonly id: RecordId;
  readonly address: string | null;
}

export interface RemoteRecord extends RecordRef {
  readonly side: Side;
  readonly kind: RecordKind;
  /** null where the service gives none: then a write re-reads and compares first. */
  readonly etag: Etag | null;
  /** last modification by the server's own clock, epoch ms */
  readonly modifiedAtMs: number;
  readonly units: Units;
  /** creation by the server's own clock, epoch ms, where the service says it: the oldest of several marked items counts (A1) */
  readonly createdAtMs?: number;
  /** what a person calls it, for lists; never a key */
  readonly title: string;
  /** carries the category `Shared with Sales` (microsoft only; false on sales) */
  readonly isShared: boolean;
  /** this user may not change it */
  readonly isReadOnly: boolean;
  /** softly deleted: an inactive party in Sales, an item in Deleted Items at Microsoft */
  readonly isDeleted: boolean;
  /** `unread` where the answer could not carry it (a Graph delta page) */
  readonly marker: Marker | null | 'unread';
}

/** The closed list of merge units of a contact (D12, first version). */
export const contactUnits = [
  'firstName',
  'middleName',
  'lastName',
  'suffix',
  'jobTitle',
  'department',
  'company',
  'email',
  'phone.work',
  'phone.mobile',
  'phone.home',
  'phone.fax',
  'businessAddress',
  'homeAddress',
  'otherAddress',
  'birthday',
  'notes',
] as const;
export type ContactUnit = (typeof contactUnits)[number];

/** Units that go to Sales only with the setting `share personal fields` (A3). */
export const personalContactUnits: readonly ContactUnit[] = [
  'homeAddress',
  'otherAddress',
  'birthday',
  'notes',
];
