// Names a store to the relay's lease: a database that is made anew gets a new id, so that its first run deletes nothing.

import type { StoreId } from '../sync/model/ids.ts';

export function newStoreId(): StoreId {
  return crypto.randomUUID() as StoreId;
}
