// Pairs that no feed reports but that must be judged again: a person answered, or the policy no longer asks (D16).

import type { Conflict } from '../model/decision.ts';
import type { LinkKey } from '../model/ids.ts';
import type { Link } from '../model/link.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { recheckRow } from '../plan/write/settle-failure.ts';
import type { StoreOperation } from '../ports/sync-store.ts';
import { commit, type Run } from './run-context.ts';
import { allRows } from './tables.ts';

export async function recheckOnDemand(run: Run, context: PlanContext): Promise<void> {
  const answers = await allRows(run.ports.store, 'answers');
  const conflicts = await allRows(run.ports.store, 'conflicts');
  const keys = new Set<LinkKey>(answers.map((answer) => answer.key));
  for (const conflict of conflicts) {
    if (conflict.kind === context.kind && !stillAsks(context, conflict)) keys.add(conflict.key);
  }
  if (keys.size === 0) return;
  const links = await run.ports.store.getMany('links', [...keys]);
  const operations: StoreOperation[] = [];
  for (const [index, key] of [...keys].entries()) {
    const link = links[index];
    if (link === undefined || link.status === 'tombstone') {
      operations.push({ table: 'answers', remove: [key] }, { table: 'conflicts', remove: [key] });
    } else if (link.kind === context.kind) {
      operations.push(await recheckOf(run, context, link));
    }
  }
  await commit(run, operations);
}

function stillAsks(context: PlanContext, conflict: Conflict): boolean {
  if (conflict.question !== 'fields') return true;
  const { policy, unitPolicies } = context.kindSettings;
  return conflict.units.every(({ unit }) => (unitPolicies[unit] ?? policy) === 'ask-user');
}

/** The living end is read again; a row that waits already is enough. */
async function recheckOf(run: Run, context: PlanContext, link: Link): Promise<StoreOperation> {
  const side = link.sales === null ? 'microsoft' : 'sales';
  const end = link[side];
  if (end === null) return { table: 'inbox', put: [] };
  const row = recheckRow(context, { side, ref: end, attempts: 0, notBeforeMs: 0 });
  const waiting = await run.ports.store.get('inbox', row.id);
  return { table: 'inbox', put: waiting === undefined ? [row] : [{ ...waiting, notBeforeMs: 0 }] };
}
