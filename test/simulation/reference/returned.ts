// F25: a record that was replaced while it was gone, and came back beside its successor, is one more of the same person.

import type { Item, Story } from '../ledger/ledger.ts';

/** `item` was made for one that had come back beside its successor `one`, and has died again since (F25). */
export function isOfReturned(one: Item, item: Item, { items }: Story): boolean {
  return items.some(
    ({ side, isLive, restoredAt }) =>
      side === one.side && !isLive && restoredAt > one.bornAt && restoredAt < item.bornAt,
  );
}
