// Before anything is read: does this database belong to this mailbox and this installation (G3), and is its memory to be
// trusted? Where another store ran in between, or memory is lost, a round by A6 begins and nothing is deleted.

import { SyncError } from '../model/error.ts';
import type { RecordId } from '../model/ids.ts';
import type { RecordKind } from '../model/record.ts';
import type { Binding, MembershipRow, StoredCursor } from '../model/state.ts';
import type { Link } from '../model/link.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { failureId } from '../plan/write/quarantine.ts';
import type { StoreOperation } from '../ports/sync-store.ts';
import { beginRound } from './pull/full-round.ts';
import { commit, type Run } from './run-context.ts';
import { allRows, slices } from './tables.ts';

interface Adoption {
  readonly sinceMs: number | null;
  /** bases are being forgotten: done again from the start if the run dies */
  readonly isForgetting: boolean;
  /** kinds whose round is not over */
  readonly kinds: readonly RecordKind[];
}

export async function prepareRun(run: Run): Promise<void> {
  await checkBinding(run);
  const stored = await readAdoption(run);
  const isNewState = (await run.ports.store.count('cursors')) === 0;
  const isNewStore = run.grant.isNewStore && !(await ranLast(run));
  if (stored?.isForgetting !== true && !isNewStore && !isNewState) return;
  if (stored !== null && !stored.isForgetting && isNewState && !isNewStore) return;
  const adoption: Adoption = {
    // Another runner may have succeeded since a run of ours died in the middle of forgetting.
    sinceMs: run.grant.lastSuccessStartedAtMs,
    isForgetting: true,
    kinds: run.request.kinds,
  };
  await writeAdoption(run, adoption);
  await forgetState(run);
  await writeAdoption(run, { ...adoption, isForgetting: false });
}

/**
 * The relay calls a store new until a run of it succeeds. Each grant after another holder, or after a release, raises the
 * number by one: raised by one at most since our last commit, nobody else ran, and the round that began here goes on,
 * with the plan that a person may have approved meanwhile.
 */
async function ranLast(run: Run): Promise<boolean> {
  const epoch = (await run.ports.store.get('meta', 'lease-epoch'))?.value;
  const raised = typeof epoch === 'number' ? run.grant.epoch - epoch : null;
  return raised === 0 || raised === 1;
}

async function checkBinding(run: Run): Promise<void> {
  const binding = (await run.ports.store.get('meta', 'binding'))?.value as Binding | undefined;
  const { request, grant } = run;
  if (grant.instance !== request.instance) throw new SyncError('foreign-stamp', { at: { step: 'prepare' } });
  if (binding === undefined) return;
  if (binding.instance !== request.instance)
    throw new SyncError('foreign-stamp', { at: { step: 'prepare' } });
  if (binding.owner !== request.owner) {
    throw new SyncError('wrong-account', { at: { side: 'microsoft', step: 'prepare' } });
  }
  // Sales folds the case of user names, and so does everybody who compares them.
  if (binding.salesUser.toLowerCase() !== request.salesUser.toLowerCase()) {
    throw new SyncError('wrong-account', { at: { side: 'sales', step: 'prepare' } });
  }
}

/**
 * Links stay, what they agreed on does not: the other store moved it on. Own open intents are dropped, because the round
 * that follows finds by marker whatever they made.
 */
async function forgetState(run: Run): Promise<void> {
  const { store } = run.ports;
  const intents = await allRows(store, 'intents');
  const lists = await allRows(store, 'membership');
  await commit(run, [
    { table: 'intents', remove: intents.map((intent) => intent.intentId) },
    // What they had met before they were sent again is over with them: nothing else may be left to be judged.
    { table: 'failures', remove: intents.map(({ side, kind, key }) => failureId(side, kind, key)) },
    { table: 'membership', put: lists.map(withoutTimes) },
    { table: 'plans', remove: run.request.kinds },
  ]);
  const cursors = await allRows(store, 'cursors');
  const outlook = cursors.filter((row) => row.side === 'microsoft');
  if (outlook.length > 0) {
    const feeds = outlook.map((row) => ({ id: row.feed, side: row.side, kind: row.kind }));
    await beginRound(run, feeds, outlook);
  }
  const sales = cursors.filter((row) => row.side === 'sales');
  await commit(run, [
    { table: 'cursors', put: sales.map((row): StoredCursor => ({ ...row, cursor: null })) },
  ]);
  const links: Link[] = [];
  for (let after: string | undefined; ;) {
    const rows: readonly Link[] = await store.scan(
      'links',
      after === undefined ? { limit: 500 } : { after, limit: 500 },
    );
    links.push(...rows.filter((link) => link.status !== 'tombstone'));
    after = rows.at(-1)?.key;
    if (after === undefined || rows.length < 500) break;
  }
  for (const slice of slices(links, 200)) {
    const forgotten: StoreOperation = { table: 'links', put: slice.map(withoutBases) };
    await commit(run, [forgotten]);
  }
}

/** What was selected once and is not listed any more has left the search (C9), counted from the next list. */
function withoutTimes(list: MembershipRow): MembershipRow {
  const ids = [...new Set([...list.ids, ...(Object.keys(list.missingSinceMs) as RecordId[])])];
  return { ...list, ids, readAtMs: 0, missingSinceMs: {}, sweptAtMs: null, missedOnce: [] };
}

function withoutBases(link: Link): Link {
  const { microsoft, sales } = link;
  return {
    ...link,
    pendingUnits: [],
    agreedAtMs: {},
    microsoft: microsoft === null ? null : { ...microsoft, base: {}, etag: null, shortened: [] },
    sales: sales === null ? null : { ...sales, base: {}, etag: null, shortened: [] },
  };
}

/** What the planner is told of the round that runs for a kind. */
export async function adoptionOf(run: Run, kind: RecordKind): Promise<PlanContext['adoption']> {
  const adoption = await readAdoption(run);
  return adoption?.kinds.includes(kind) === true ? { sinceMs: adoption.sinceMs } : null;
}

export async function endAdoption(run: Run, kind: RecordKind): Promise<void> {
  const adoption = await readAdoption(run);
  if (adoption?.kinds.includes(kind) !== true) return;
  const kinds = adoption.kinds.filter((other) => other !== kind);
  if (kinds.length > 0) await writeAdoption(run, { ...adoption, kinds });
  else await commit(run, [{ table: 'meta', remove: ['adoption-since'] }]);
}

async function readAdoption(run: Run): Promise<Adoption | null> {
  const value = (await run.ports.store.get('meta', 'adoption-since'))?.value;
  return typeof value === 'string' ? (JSON.parse(value) as Adoption) : null;
}

async function writeAdoption(run: Run, adoption: Adoption): Promise<void> {
  await commit(run, [{ table: 'meta', put: [{ name: 'adoption-since', value: JSON.stringify(adoption) }] }]);
}
