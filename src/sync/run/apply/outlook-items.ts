// How many Outlook items are there as far as this store knows, for the guard (G1). Counted anew each time: a delta says what
// changed and not what there is, and a tally that misses one death for ever takes an empty mailbox for a full one.

import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import { allRows, forEachRow } from '../tables.ts';
import type { Run } from '../run-context.ts';

/** Items of pairs in step, and items without a pair. */
export async function countOutlookItems(run: Run, { kind }: PlanContext): Promise<number> {
  const { store } = run.ports;
  const dead = new Set<string>();
  const uncertain = new Set<string>();
  await forEachRow(store, 'inbox', ({ id, side, change }) => {
    if (side !== 'microsoft') return;
    if (change.type === 'removed') dead.add(id);
    else if (change.type === 'recheck') uncertain.add(id);
  });
  // A delete of our own whose answer was lost may have been carried out, and a create in place of a dead item may not.
  const gone = new Set<string>();
  for (const { operation, side, target, settlement } of await allRows(store, 'intents')) {
    if (side !== 'microsoft') continue;
    if (operation === 'delete' && target !== null) dead.add(rowId(side, kind, target.id));
    if (operation === 'create' && settlement?.replaces != null) gone.add(settlement.replaces);
  }
  // What died and was edited in Sales has been read, and waits for an answer.
  for (const { key, question } of await allRows(store, 'conflicts')) {
    if (question === 'deleted-in-microsoft') gone.add(key);
  }
  let count = 0;
  await forEachRow(store, 'links', ({ key, kind: of, status, microsoft }) => {
    if (of !== kind || status !== 'active' || microsoft === null || gone.has(key)) return;
    if (!dead.has(rowId('microsoft', kind, microsoft.id))) count += 1;
  });
  await forEachRow(store, 'unlinked', ({ id, kind: of, side }) => {
    if (of === kind && side === 'microsoft' && !dead.has(id) && !uncertain.has(id)) count += 1;
  });
  return count;
}
