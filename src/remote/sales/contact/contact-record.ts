// One contact of the Sales application as a record of the port.

import { cleanText } from '../../values/text.ts';
import { contactItem, keyOfItem } from '../wire.ts';
import { unitsOfContact } from './map-contact.ts';
import type { Etag, InstanceId, LinkKey, RecordId } from '../../../sync/model/ids.ts';
import type { Marker, RecordRef, RemoteRecord } from '../../../sync/model/record.ts';
import type { ContactItem } from '../wire.ts';

/** Our value of SourceSystem; with our key in SourceSystemReferenceValue it is the marker on this side. */
export const SOURCE_SYSTEM = 'SALES_SYNC';

/** Prefix of an etag that the service did not give: the stored time of change, compared by a read before the write. */
const BY_TIME = 'time:';

/** Etag to be sent as If-Match; null where only a comparison is possible. */
export function ifMatchOf(etag: Etag | null): string | null {
  return etag === null || etag.startsWith(BY_TIME) ? null : etag;
}

/** The item checked and mapped; null where it is malformed. */
export function recordOf(wire: unknown, instance: InstanceId): RemoteRecord | null {
  const parsed = contactItem.safeParse(wire);
  if (!parsed.success) return null;
  const item = parsed.data;
  const modifiedAtMs = Date.parse(item.LastUpdateDate);
  if (Number.isNaN(modifiedAtMs)) return null;
  const createdAtMs = Date.parse(item.CreationDate ?? '');
  const units = unitsOfContact(item);
  return {
    side: 'sales',
    kind: 'contact',
    ...refOf(item),
    etag: etagOf(item),
    modifiedAtMs,
    ...(Number.isNaN(createdAtMs) ? {} : { createdAtMs }),
    units,
    title: cleanText(item.ContactName) ?? nameOf(item),
    isShared: false,
    isReadOnly: item.UpdateFlag === false,
    isDeleted: item.PartyStatus === 'I',
    marker: markerOf(item, instance),
  };
}

function refOf(item: ContactItem): RecordRef {
  return { id: item.PartyId as RecordId, address: selfKey(item) ?? pathKey(item.PartyNumber) };
}

/** Last segment of the self link, encoded as the service wrote it: keys are never computed where a link says them. */
function selfKey({ links }: ContactItem): string | null {
  const self = links?.find(({ rel }) => rel === 'self')?.href ?? '';
  return /\/contacts\/([^/?#]+)$/.exec(self)?.[1] ?? null;
}

/**
 * Path key for a PartyNumber without a self link. How often reserved characters are encoded depends on the framework
 * version (sales-contract.md section 1), so with such ones it is null: the record is read and its link says the key.
 */
export function pathKey(partyNumber: string): string | null {
  return encodeURIComponent(partyNumber) === partyNumber ? partyNumber : null;
}

function etagOf({ links, LastUpdateDate }: ContactItem): Etag {
  const indicator = links?.find(({ rel }) => rel === 'self')?.properties?.changeIndicator ?? null;
  return (indicator === null || indicator === '' ? BY_TIME + LastUpdateDate : indicator) as Etag;
}

function nameOf({ FirstName, LastName, EmailAddress }: ContactItem): string {
  const name = [FirstName, LastName].flatMap((part) => cleanText(part) ?? []).join(' ');
  return name === '' ? (cleanText(EmailAddress) ?? '') : name;
}

// The Sales installation is the instance, so a stamp here can only be our own.
function markerOf(item: ContactItem, instance: InstanceId): Marker | null {
  const key = cleanText(item.SourceSystemReferenceValue);
  return item.SourceSystem === SOURCE_SYSTEM && key !== null ? { key: key as LinkKey, instance } : null;
}

/** Id of an item that fails its schema; null where even that is unreadable. */
export function idOfItem(wire: unknown): RecordId | null {
  const parsed = keyOfItem.safeParse(wire);
  return parsed.success ? (parsed.data.PartyId as RecordId) : null;
}
