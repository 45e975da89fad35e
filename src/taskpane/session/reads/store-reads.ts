// Lists the screens show, read whole from the store: each is bounded by what a person could ever look at.

import type { Conflict } from '../../../sync/model/decision.ts';
import type { RunReport } from '../../../sync/model/run-report.ts';
import { keptState } from '../../../sync/plan/merge/kept-state.ts';
import type { SyncStore, TableName, Tables } from '../../../sync/ports/sync-store.ts';
import type { Counts, KeptRow } from '../session.ts';

const pageSize = 1_000;

async function whole<T extends TableName>(store: SyncStore, table: T, primaryKey: keyof Tables[T] & string) {
  const rows: Tables[T][] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.scan(table, { limit: pageSize, ...(after === undefined ? {} : { after }) });
    rows.push(...page);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return rows;
    after = String(last[primaryKey]);
  }
}

export function readConflicts(store: SyncStore): Promise<readonly Conflict[]> {
  return whole(store, 'conflicts', 'key');
}

export function readExclusions(store: SyncStore) {
  return whole(store, 'exclusions', 'id');
}

export function readFailures(store: SyncStore) {
  return whole(store, 'failures', 'id');
}

export function readHeldDeletes(store: SyncStore) {
  return whole(store, 'heldDeletes', 'id');
}

/** Newest first. */
export async function readKeptValues(store: SyncStore): Promise<readonly KeptRow[]> {
  const rows = await whole(store, 'keptValues', 'id');
  const links = await store.getMany(
    'links',
    rows.map(({ key }) => key),
  );
  return rows
    .map((row, at) => ({ ...row, state: keptState(row, links[at]) }))
    .sort((a, b) => b.keptAtMs - a.keptAtMs);
}

/** Newest first. */
export async function readRuns(store: SyncStore): Promise<readonly RunReport[]> {
  const rows = await whole(store, 'runs', 'runId');
  return rows.sort((a, b) => b.startedAtMs - a.startedAtMs);
}

export async function readCounts(store: SyncStore): Promise<Counts> {
  const [links, conflicts, exclusions, failures, waiting, held] = await Promise.all([
    store.count('links'),
    store.count('conflicts'),
    store.count('exclusions'),
    store.count('failures'),
    store.count('inbox'),
    readHeldDeletes(store),
  ]);
  const undecided = held.filter((set) => set.decision === null);
  return {
    links,
    conflicts,
    exclusions,
    failures,
    waiting,
    heldDeletes: undecided.reduce((sum, set) => sum + set.keys.length, 0),
  };
}
