// Natural keys (A2) and the digests under which a record without a link is remembered. A natural key only ever adopts.

import type { LinkKey } from '../model/ids.ts';
import type { UnlinkedRow } from '../model/state.ts';
import type { RemoteRecord } from '../model/record.ts';
import type { NaturalKey } from '../ports/remote.ts';
import type { StoreOperation } from '../ports/sync-store.ts';
import { valueOf } from './merge/unit-forms.ts';
import { linkKey, rowId, type PlanContext } from './plan-context.ts';

/** A record has one natural key: its e-mail, else full name and company together, else none. */
export function naturalKeyOf(context: PlanContext, record: RemoteRecord): NaturalKey | null {
  const text = (unit: string): string => {
    const { microsoft, sales } = context.mappings;
    const form = microsoft.compare(unit, sales.compare(unit, valueOf(record.units, unit)));
    return typeof form === 'string' ? form.trim().toLowerCase() : '';
  };
  const email = text('email');
  if (email !== '') return { type: 'email', email };
  const name = { firstName: text('firstName'), lastName: text('lastName'), company: text('company') };
  const isNamed = (name.firstName !== '' || name.lastName !== '') && name.company !== '';
  return isNamed ? { type: 'name-company', ...name } : null;
}

export function naturalDigest(context: PlanContext, key: NaturalKey): string {
  const parts = key.type === 'email' ? [key.email] : [key.firstName, key.lastName, key.company];
  return context.digests.keyed(`natural:${key.type}:${parts.join('|')}`);
}

/** Digest under which an Outlook item is found by a marker that says its own key (A1). */
export function markerDigest(context: PlanContext, key: string): string {
  return context.digests.keyed(`marker:${key}`);
}

export function unlinkedRow(context: PlanContext, record: RemoteRecord): UnlinkedRow {
  const natural = naturalKeyOf(context, record);
  const markers = [linkKey(context, record, null)];
  if (record.marker !== null && record.marker !== 'unread') markers.push(record.marker.key);
  const digests = markers.map((key) => markerDigest(context, key));
  return {
    id: rowId(record.side, record.kind, record.id),
    side: record.side,
    kind: record.kind,
    recordId: record.id,
    address: record.address,
    naturalKeys: natural === null ? digests : [naturalDigest(context, natural), ...digests],
    isShared: record.isShared,
  };
}

/** Nothing is left that speaks of a record without a link. */
export function forgetOperations(id: string): readonly StoreOperation[] {
  return [
    { table: 'unlinked', remove: [id] },
    { table: 'exclusions', remove: [id] },
    { table: 'inbox', remove: [id] },
  ];
}

/** The key an item is known to carry; null also where the answer could not say. */
export function markerOf(record: RemoteRecord): LinkKey | null {
  return record.marker === null || record.marker === 'unread' ? null : record.marker.key;
}
