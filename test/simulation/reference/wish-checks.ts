// I31 for what a person asks for: a wish to bring a record back is taken off the list only by a commit that does something
// about it.

import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import { violated, type Check, type Facts } from '../invariants/check.ts';
import { sides } from '../../../src/sync/model/side.ts';
import type { RecordId } from '../../../src/sync/model/ids.ts';

const bringBack = 'wish:bring-back:';
const none = '' as RecordId;

export function wishChecks(): Check {
  return {
    commits({ operations }, facts) {
      // F6: a disk that was set back may hold a wish about a pair that it no longer knows.
      if (facts.circumstances.memoryLostAt > 0) return;
      for (const operation of operations) {
        if (operation.table !== 'inbox' || !('remove' in operation)) continue;
        for (const row of operation.remove.filter((id) => id.startsWith(bringBack)))
          heeded(row, operations, facts);
      }
    },
  };
}

function heeded(row: string, operations: readonly StoreOperation[], { ledger }: Facts): void {
  const id = row.slice(row.lastIndexOf(':') + 1);
  const items = sides.flatMap((side) => ledger.item(side, id as RecordId) ?? []);
  const people = new Set(items.map(({ who }) => who));
  const isHeeded = operations.some((operation) => {
    if ('remove' in operation) return false;
    if (operation.table === 'links') {
      // Or its pair turned to what was made of the wish before the disk was set back.
      return operation.put.some(({ microsoft, sales }) =>
        [ledger.item('microsoft', microsoft?.id ?? none), ledger.item('sales', sales?.id ?? none)].some(
          (item) => item !== undefined && people.has(item.who),
        ),
      );
    }
    return operation.table === 'intents' && operation.put.some(({ settlement }) => settlement?.draft != null);
  });
  // Of a person of whom nothing lives any more on either side there is nothing to bring back (D9).
  const stories = items.flatMap(({ who }) => ledger.story(who) ?? []);
  // Of several pairs of one person the ledger does not know which one died on both sides.
  const hasSeveral = stories.some(
    ({ born, marks }) => born === 'twins' || marks.has('copied') || marks.has('renamed'),
  );
  if (hasSeveral && items.every(({ isLive }) => !isLive)) return;
  if (stories.length > 0 && stories.every((story) => sides.every((side) => story.live(side).length === 0)))
    return;
  if (!isHeeded) violated('I31', `the wish to bring ${id} back was dropped, and nothing was done`);
}
