// Which records the active saved search selects (C2, C9). A new id is read whatever its date; a missing one is released
// only after two lists at least ten minutes apart, and not when the list looks like an outage (G1).

import type { RecordId, SavedSearchId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RecordRef } from '../../model/record.ts';
import type { MembershipRow } from '../../model/state.ts';
import { isUntilDeed } from '../../plan/pair/release-pair.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';
import { slices } from '../tables.ts';
import { releaseMissing } from './release-missing.ts';

const listEveryMs = 30 * 60_000;
const noSearch = '' as SavedSearchId;

export interface Membership {
  readonly ids: ReadonlySet<RecordId>;
  /** with addresses; empty when the list was not read in this run */
  readonly refs: readonly RecordRef[];
  /** selected, and to be read by id now */
  readonly fresh: readonly RecordRef[];
  /** to be committed once the fresh ones are durable */
  readonly operations: readonly StoreOperation[];
}

export async function listMembers(
  run: Run,
  context: PlanContext,
  facts: { readonly isForced: boolean },
): Promise<Membership> {
  const { clock, sales, store } = run.ports;
  const row = await store.get('membership', context.kind);
  const search = context.kindSettings.savedSearch ?? noSearch;
  if (row !== undefined && !facts.isForced && !isDue(run, row, search)) {
    return { ids: new Set(row.ids), refs: [], fresh: [], operations: [] };
  }
  const refs =
    search === noSearch ? [] : await patiently(run, () => sales.members(context.kind, search, run.signal));
  const ids = new Set(refs.map((ref) => ref.id));
  const next: MembershipRow = {
    kind: context.kind,
    search,
    ids: [...ids],
    readAtMs: clock.nowMs(),
    missingSinceMs: {},
    sweptAtMs: row?.sweptAtMs ?? null,
    missedOnce: row?.missedOnce ?? [],
  };
  const missing = await releaseMissing(run, context, { before: row, next });
  return {
    ids,
    refs,
    fresh: await freshMembers(run, context, refs),
    operations: [
      { table: 'membership', put: [{ ...next, missingSinceMs: missing.sinceMs }] },
      ...missing.operations,
    ],
  };
}

function isDue(run: Run, row: MembershipRow, search: SavedSearchId): boolean {
  const { trigger, mode } = run.request;
  if (row.search !== search || mode === 'full' || trigger === 'user' || trigger === 'start') return true;
  const sinceMs = run.ports.clock.nowMs() - row.readAtMs;
  return sinceMs < 0 || sinceMs >= listEveryMs;
}

/** Members to be read: without a link, or with one that may resume; those over the limit only as far as there is room. */
async function freshMembers(
  run: Run,
  context: PlanContext,
  refs: readonly RecordRef[],
): Promise<readonly RecordRef[]> {
  const fresh: RecordRef[] = [];
  const overLimit: RecordRef[] = [];
  let linked = 0;
  for (const slice of slices(refs, 500)) {
    const ids = slice.map((ref) => ref.id);
    const keys = ids.map((id) => rowId('sales', context.kind, id));
    const links = await run.ports.store.where('links', 'sales.id', ids);
    const waiting = await run.ports.store.getMany('inbox', keys);
    const excluded = await run.ports.store.getMany('exclusions', keys);
    const settled = new Set(links.filter(isSettled).map((link) => link.sales?.id));
    slice.forEach((ref, index) => {
      if (settled.has(ref.id)) linked += 1;
      else if (waiting[index] !== undefined) return;
      else if (excluded[index]?.reason === 'over-limit') overLimit.push(ref);
      else fresh.push(ref);
    });
  }
  const limit = Math.min(context.kindSettings.recordLimit, context.settings.totalLimit);
  const room = Math.max(0, limit - linked - fresh.length);
  return [...fresh, ...overLimit.slice(0, room)];
}

function isSettled(link: Link): boolean {
  if (link.status === 'tombstone') return false;
  return link.status !== 'released' || isUntilDeed(link);
}
