// Paths, queries and our own property for contacts. One constant GUID for the product: every named property eats a
// mailbox quota, so there is one name with one value, `key@instance`.

import { contactProperties } from '../wire.ts';
import type { FeedId, InstanceId, LinkKey } from '../../../sync/model/ids.ts';
import type { Marker } from '../../../sync/model/record.ts';

const MARKER_ID = 'String {6c1b5e0a-3f0e-4a4f-9d0c-5b7f2a9e4d18} Name SalesSyncMarker';

/** Encoded for a URL, with the characters kept that OData needs to be readable. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%24', '$').replaceAll('%2C', ',').replaceAll('%3D', '=');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export const selectContact = `$select=${contactProperties.join(',')}`;
export const expandMarker = `$expand=singleValueExtendedProperties(${encoded(`$filter=id eq ${quoted(MARKER_ID)}`)})`;

/** What `$select` need not repeat: a whole contact with its marker. */
export const wholeContact = `${selectContact}&${expandMarker}`;

export function markerFilter(value: string): string {
  const condition = `singleValueExtendedProperties/any(ep: ep/id eq ${quoted(MARKER_ID)} and ep/value eq ${quoted(value)})`;
  return `$filter=${encodeURIComponent(condition)}`;
}

export function markerProperty(marker: Marker): readonly { readonly id: string; readonly value: string }[] {
  return [{ id: MARKER_ID, value: markerValue(marker) }];
}

export function markerValue({ key, instance }: Marker): string {
  return `${key}@${instance}`;
}

/** Null for items without our property, or with one that nobody can read. */
export function markerIn(
  properties:
    readonly { readonly id: string; readonly value?: string | null | undefined }[] | null | undefined,
): Marker | null {
  const name = MARKER_ID.toLowerCase();
  const value = properties?.find((property) => property.id.toLowerCase() === name)?.value ?? '';
  const at = value.indexOf('@');
  if (at <= 0 || at === value.length - 1) return null;
  return { key: value.slice(0, at) as LinkKey, instance: value.slice(at + 1) as InstanceId };
}

export function contactPath(mailbox: string, id: string): string {
  return `${mailbox}/contacts/${encodeURIComponent(id)}`;
}

/** Feed of the default folder, which Graph also serves without naming it. */
export const DEFAULT_FEED = 'microsoft:contact:default' as FeedId;
const FOLDER_FEED = 'microsoft:contact:folder:';

export function feedOfFolder(folderId: string): FeedId {
  return `${FOLDER_FEED}${folderId}` as FeedId;
}

/** Collection that a feed reads, e.g. `/me/contactFolders/AAMk…/contacts`. */
export function collectionOfFeed(mailbox: string, feed: FeedId): string {
  const folderId = feed.startsWith(FOLDER_FEED) ? feed.slice(FOLDER_FEED.length) : null;
  if (folderId === null) return `${mailbox}/contacts`;
  return `${mailbox}/contactFolders/${encodeURIComponent(folderId)}/contacts`;
}
