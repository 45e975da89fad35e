// Pairs that no feed reports but that must be judged again: a person answered, the policy no longer asks (D16), or what
// they lost may be there again.

import type { ExclusionReason } from '../model/cause.ts';
import type { Conflict } from '../model/decision.ts';
import type { LinkKey, RecordId } from '../model/ids.ts';
import type { Link } from '../model/link.ts';
import type { InboxRow } from '../model/state.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { recheckRow } from '../plan/write/settle-failure.ts';
import type { StoreOperation } from '../ports/sync-store.ts';
import { linkedIds } from './load/find-candidates.ts';
import { commit, type Run } from './run-context.ts';
import { allRows, forEachRow } from './tables.ts';

export async function recheckOnDemand(run: Run, context: PlanContext): Promise<void> {
  await recheckExcluded(run, context);
  const answers = await allRows(run.ports.store, 'answers');
  const conflicts = await allRows(run.ports.store, 'conflicts');
  const keys = new Set<LinkKey>(answers.map((answer) => answer.key));
  const own = conflicts.filter(({ kind }) => kind === context.kind);
  const lost = own.filter(({ question }) => question === 'deleted-in-microsoft');
  if (lost.length > 0 && (await hasNewItem(run, context))) for (const { key } of lost) keys.add(key);
  for (const conflict of own) if (!stillAsks(context, conflict)) keys.add(conflict.key);
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

/** An item that moved (F21) may be reported after its old id was (F17), when a person has been asked about it already. */
async function hasNewItem(run: Run, context: PlanContext): Promise<boolean> {
  const items: { readonly id: RecordId }[] = [];
  await forEachRow(run.ports.store, 'inbox', ({ side, kind, change }) => {
    if (side !== 'microsoft' || kind !== context.kind || change.type !== 'upserted') return;
    if (!change.record.isDeleted) items.push({ id: change.record.id });
  });
  const linked = await linkedIds(run, 'microsoft', items);
  return items.some(({ id }) => !linked.has(id));
}

/** Reasons that something outside of the record can change: an account, room below the limit, a namesake that left. */
const mayChange: ReadonlySet<ExclusionReason> = new Set([
  'ambiguous-account',
  'duplicate-natural-key',
  'over-limit',
  'read-only',
]);
/** So many at a time keep a run short; the others are looked at with the next list. */
const maxExcluded = 200;

/** Outlook items without a link, each time the list of the search was read; Sales records come with the list itself. */
async function recheckExcluded(run: Run, context: PlanContext): Promise<void> {
  const listed = await run.ports.store.get('membership', context.kind);
  if (listed === undefined || listed.readAtMs < run.startedAtMs) return;
  const rows: InboxRow[] = [];
  await forEachRow(run.ports.store, 'exclusions', (row) => {
    if (row.kind !== context.kind || row.side !== 'microsoft' || !mayChange.has(row.reason)) return;
    const ref = { id: row.recordId, address: null };
    rows.push(recheckRow(context, { side: row.side, ref, attempts: 0, notBeforeMs: 0 }));
  });
  const next = rows.slice(0, maxExcluded);
  const waiting = await run.ports.store.getMany(
    'inbox',
    next.map((row) => row.id),
  );
  const put = next.filter((_, index) => waiting[index] === undefined);
  if (put.length > 0) await commit(run, [{ table: 'inbox', put }]);
}

function stillAsks(context: PlanContext, conflict: Conflict): boolean {
  const { policy, unitPolicies } = context.kindSettings;
  // D20: a contact that vanished from Sales always asks.
  if (conflict.question === 'deleted-in-sales') return conflict.kind === 'contact' || policy === 'ask-user';
  if (conflict.question === 'deleted-in-microsoft') return policy === 'ask-user';
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
