// F25: a record that was replaced while it was gone, and came back beside its successor, is one more of the same person.

import type { Item, Story } from '../ledger/ledger.ts';

/** `item` was made for one that had come back beside its successor `one`, and has died again since (F25). */
export function isOfReturned(one: Item, item: Item, { items }: Story): boolean {
  return items.some(
    ({ side, isLive, restoredAt }) =>
      side === one.side && !isLive && restoredAt > one.bornAt && restoredAt < item.bornAt,
  );
}

/** `item` was made for one that has died, beside which its predecessor came back (F25): what becomes of it waits for the guard. */
export function isLeftBehind(item: Item, { items, marks }: Story): boolean {
  if (item.bornBy !== 'engine' || !marks.has('restored')) return false;
  const older = items.filter(({ side, bornAt }) => side !== item.side && bornAt < item.bornAt);
  return older.length > 0 && older.every(({ isLive }) => !isLive);
}
