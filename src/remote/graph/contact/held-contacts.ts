// What writes must know of items beyond our units, as last read: arrays, addresses, categories. A small memory that saves
// a request; whoever is not in it is read again right before the write.

import type { Held } from './map-contact.ts';
import type { ContactRow } from '../wire.ts';

export interface HeldContact extends Held {
  readonly etag: string | null;
}

export interface HeldContacts {
  remember(row: ContactRow): void;
  /** what the item held when it had this etag */
  at(id: string, etag: string | null): HeldContact | null;
  forget(id: string): void;
}

/** About 300 bytes each. */
const CAPACITY = 2_000;

export const heldProperties = [
  'categories',
  'emailAddresses',
  'businessPhones',
  'homePhones',
  'businessAddress',
  'homeAddress',
  'otherAddress',
] as const satisfies readonly (keyof ContactRow)[];

export function createHeldContacts(): HeldContacts {
  const rows = new Map<string, HeldContact>();
  return {
    remember(row) {
      rows.delete(row.id);
      rows.set(row.id, heldOf(row));
      const oldest = rows.keys().next();
      if (rows.size > CAPACITY && oldest.done === false) rows.delete(oldest.value);
    },
    at(id, etag) {
      const held = rows.get(id);
      return held !== undefined && etag !== null && held.etag === etag ? held : null;
    },
    forget(id) {
      rows.delete(id);
    },
  };
}

export function heldOf(row: ContactRow): HeldContact {
  return {
    etag: row['@odata.etag'] ?? null,
    categories: row.categories,
    emailAddresses: row.emailAddresses,
    businessPhones: row.businessPhones,
    homePhones: row.homePhones,
    businessAddress: row.businessAddress,
    homeAddress: row.homeAddress,
    otherAddress: row.otherAddress,
  };
}
