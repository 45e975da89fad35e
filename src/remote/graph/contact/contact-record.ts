// One row of Graph as a record of the port. A row that is whole becomes a record; a partial one is a reason to read.

import { displayNameOf } from './display-name.ts';
import { markerIn } from './contact-requests.ts';
import { unitsOfContact } from './map-contact.ts';
import { cleanText } from '../../values/text.ts';
import { contactProperties, contactRow } from '../wire.ts';
import type { Etag, RecordId } from '../../../sync/model/ids.ts';
import type { Marker, RemoteRecord } from '../../../sync/model/record.ts';
import type { ContactRow } from '../wire.ts';

export interface RecordContext {
  readonly categoryName: string;
  /** the item lies in Deleted Items */
  readonly isDeleted: boolean;
  /** overrides what the row says: a create or a stamp is not echoed by the service */
  readonly marker?: Marker | 'unread';
}

/** Outlook compares categories without case. */
export function isShared(categories: readonly string[] | null | undefined, name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return (categories ?? []).some((category) => category.trim().toLowerCase() === wanted);
}

export function withoutCategory(categories: readonly string[] | null | undefined, name: string): string[] {
  return (categories ?? []).filter((category) => !isShared([category], name));
}

/** A delta row may carry only what changed (graph-contract.md section 3.1); such a row is read again by id. */
export function isWhole(row: ContactRow): boolean {
  const hasAll = contactProperties.every((property) => property in row);
  return hasAll && row['@odata.etag'] !== undefined && instantOf(row.lastModifiedDateTime) !== null;
}

function instantOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}

/** The row checked and mapped; null where it is malformed. */
export function recordOf(wire: unknown, context: RecordContext): RemoteRecord | null {
  const parsed = contactRow.safeParse(wire);
  if (!parsed.success) return null;
  const row = parsed.data;
  const modifiedAtMs = instantOf(row.lastModifiedDateTime);
  if (modifiedAtMs === null) return null;
  const createdAtMs = instantOf(row.createdDateTime);
  const units = unitsOfContact(row);
  return {
    side: 'microsoft',
    kind: 'contact',
    id: row.id as RecordId,
    address: null,
    etag: (row['@odata.etag'] ?? null) as Etag | null,
    modifiedAtMs,
    ...(createdAtMs === null ? {} : { createdAtMs }),
    units,
    title: cleanText(row.displayName) ?? displayNameOf(units),
    isShared: isShared(row.categories, context.categoryName),
    isReadOnly: false,
    isDeleted: context.isDeleted,
    marker: context.marker ?? markerIn(row.singleValueExtendedProperties),
  };
}
