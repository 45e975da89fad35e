// Ids that a search no longer lists: remembered at the first list that misses them, released at a later one (C9).

import type { RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { MembershipRow } from '../../model/state.ts';
import { guardDeletes, hasShrunk } from '../../plan/guard-deletes.ts';
import { releasedLink, releaseOperations } from '../../plan/pair/release-pair.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';
import { slices } from '../tables.ts';
import { linkedEnds } from './linked-ends.ts';
import { rowsOf } from './read-into-inbox.ts';

const betweenListsMs = 10 * 60_000;

interface Missing {
  readonly sinceMs: MembershipRow['missingSinceMs'];
  readonly operations: readonly StoreOperation[];
}

export async function releaseMissing(
  run: Run,
  context: PlanContext,
  lists: { readonly before: MembershipRow | undefined; readonly next: MembershipRow },
): Promise<Missing> {
  const { before, next } = lists;
  if (before === undefined) return { sinceMs: {}, operations: [] };
  const now = next.readAtMs;
  const present = new Set<string>(next.ids);
  const gone = [...new Set<string>([...before.ids, ...Object.keys(before.missingSinceMs)])].filter(
    (id) => !present.has(id),
  );
  const sinceMs: Record<string, number> = {};
  const due: RecordId[] = [];
  for (const id of gone) {
    const since = Math.min(before.missingSinceMs[id] ?? now, now);
    if (now - since >= betweenListsMs) due.push(id as RecordId);
    sinceMs[id] = since;
  }
  const forgotten = await forgetLone(run, context, gone);
  const candidates = (await linksOf(run, due)).filter((link) => link.status === 'active' && !link.isShared);
  const { links, operations: dead } = await stillAlive(run, context, candidates);
  const verdict = await judge(run, context, { links, before, next });
  const released = links.filter((link) => verdict.release.has(link.key));
  const held = new Set<string | undefined>(
    candidates.filter((link) => !verdict.release.has(link.key)).map((link) => link.sales?.id),
  );
  for (const id of due) if (!held.has(id)) delete sinceMs[id];
  const operations = released.flatMap((link) =>
    releaseOperations(releasedLink(context, link, 'left-search')),
  );
  return { sinceMs, operations: [...forgotten, ...dead, ...operations, ...verdict.operations] };
}

/**
 * A record leaves a search also by being deleted. Only one that can still be read has left: an inactive one is planned as
 * deleted, and one that cannot be found is left to the keys sweep (G2).
 */
async function stillAlive(
  run: Run,
  context: PlanContext,
  links: readonly Link[],
): Promise<{ readonly links: readonly Link[]; readonly operations: readonly StoreOperation[] }> {
  const refs = links.flatMap(({ sales }) =>
    sales === null ? [] : [{ id: sales.id, address: sales.address }],
  );
  if (refs.length === 0) return { links: [], operations: [] };
  const answers = await patiently(run, () => run.ports.sales.read(context.kind, refs, run.signal));
  const records = answers.flatMap((answer) => (answer.result === 'found' ? [answer.record] : []));
  const dead = records.filter((record) => record.isDeleted);
  const alive = new Set<string | undefined>(
    records.filter((record) => !record.isDeleted).map(({ id }) => id),
  );
  return {
    links: links.filter((link) => alive.has(link.sales?.id)),
    operations: await rowsOf(run, context, { records: dead, feed: null }),
  };
}

/** G1 for releases: a list that shrank like an outage waits for a person, unless the person chose another search. */
async function judge(
  run: Run,
  context: PlanContext,
  facts: {
    readonly links: readonly Link[];
    readonly before: MembershipRow;
    readonly next: MembershipRow;
  },
): Promise<{ readonly release: ReadonlySet<string>; readonly operations: readonly StoreOperation[] }> {
  const { links, before, next } = facts;
  const keys = links.map((link) => link.key);
  if (keys.length === 0) return { release: new Set(), operations: [] };
  const id = `${context.kind}:release`;
  const held = await run.ports.store.get('heldDeletes', id);
  const listed = before.ids.length + Object.keys(before.missingSinceMs).length;
  const verdict = guardDeletes(context.settings.safety, {
    id,
    kind: context.kind,
    side: 'microsoft',
    keys,
    deletedLastDay: 0,
    linkCount: (await linkedEnds(run, context.kind, 'sales')).length,
    hasShrunk: hasShrunk(next.ids.length, listed - next.ids.length),
    held,
    nowMs: next.readAtMs,
  });
  const row: StoreOperation =
    verdict.row === null
      ? { table: 'heldDeletes', remove: [id] }
      : { table: 'heldDeletes', put: [verdict.row] };
  return { release: new Set(verdict.apply), operations: verdict.row === held ? [] : [row] };
}

async function linksOf(run: Run, ids: readonly RecordId[]): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const slice of slices(ids, 500))
    links.push(...(await run.ports.store.where('links', 'sales.id', slice)));
  return links;
}

/** A record that left before it was ever linked leaves no trace among the excluded. */
async function forgetLone(
  run: Run,
  context: PlanContext,
  ids: readonly string[],
): Promise<readonly StoreOperation[]> {
  const keys = ids.map((id) => rowId('sales', context.kind, id as RecordId));
  const rows = await run.ports.store.getMany('exclusions', keys);
  const lone = rows.flatMap((row) =>
    row !== undefined && row.reason !== 'released' && row.reason !== 'removed-by-you' ? [row.id] : [],
  );
  return lone.length === 0
    ? []
    : [
        { table: 'exclusions', remove: lone },
        { table: 'unlinked', remove: lone },
      ];
}
