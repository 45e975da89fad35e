// One slice of the inbox: loaded, then planned. All reading happens here, all judging in src/sync/plan.

import type { RecordId } from '../../model/ids.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { sides } from '../../model/side.ts';
import type { InboxRow } from '../../model/state.ts';
import type { Link } from '../../model/link.ts';
import { forgetOperations, unlinkedRow } from '../../plan/natural-keys.ts';
import { movesCompanyToSales } from '../../plan/merge/merge-units.ts';
import { asSeen } from '../../plan/merge/own-stamp.ts';
import { emptyPlan, type AccountAnswer, type PairPlan, type PlanOrigin } from '../../plan/pair/pair-plan.ts';
import { planLone } from '../../plan/pair/plan-lone.ts';
import { planPair } from '../../plan/pair/plan-pair.ts';
import { linkKey, type PlanContext } from '../../plan/plan-context.ts';
import { clearFailures } from '../../plan/write/quarantine.ts';
import { recheckRow, waitMs } from '../../plan/write/settle-failure.ts';
import type { Run } from '../run-context.ts';
import { findAccounts } from './find-accounts.ts';
import { findOthers } from './find-others.ts';
import { groupRows, offeredIds, type Closed } from './group-rows.ts';
import { loadLone, type LoadedLone } from './load-lone.ts';
import { loadPairs, type LoadedPair } from './load-pairs.ts';
import type { Survey } from './survey-inbox.ts';

export interface Slice {
  readonly rows: readonly InboxRow[];
  readonly closed: Closed;
  readonly survey: Survey;
  /** records that this pass found gone: items while it looked for a moved one (F21), records by their key; grows */
  readonly gone: Set<RecordId>;
}

export async function planSlice(run: Run, context: PlanContext, slice: Slice): Promise<readonly PairPlan[]> {
  const groups = await groupRows(run, context, slice);
  const pairs = await loadPairs(run, context, groups.pairs);
  const lone = await loadLone(run, context, { rows: groups.lone, survey: slice.survey });
  const accounts = await findAccounts(run, context, [
    ...pairs.flatMap(asking(context)),
    ...lone.flatMap(askingLone),
  ]);
  const plans: PairPlan[] = [];
  const claimed = new Set<string>();
  // Two plans that would link one record: the second is looked at again when the first has its link (I12).
  const accept = (plan: PairPlan): void => {
    const records = claimsOf(plan);
    if ([...records].some((record) => claimed.has(record))) return;
    for (const record of records) claimed.add(record);
    plans.push(plan);
  };
  for (const loaded of pairs)
    accept(await planLoadedPair(run, context, { loaded, gone: slice.gone, accounts }));
  // A pair takes the row of an item along that it turned to (F21), and an adoption its counterpart's: they have links now.
  const adopted = new Set(plans.flatMap(({ origin }) => origin.rowIds));
  for (const id of plans.flatMap(offeredBy)) slice.closed.recordIds.add(id);
  for (const loaded of lone) {
    const origin = loaded.type === 'ready' ? loaded.input.origin : loaded.origin;
    if (origin.rowIds.some((id) => adopted.has(id))) continue;
    if (loaded.type === 'ready' && slice.closed.recordIds.has(loaded.input.record.id)) continue;
    if (isOutdated(slice.gone, loaded)) {
      accept(outdatedPlan(context, loaded));
      continue;
    }
    const plan = planLoadedLone(context, loaded, accounts);
    if (plan.origin.rowIds.length > 1) for (const id of plan.origin.rowIds) adopted.add(id);
    accept(plan);
  }
  return plans;
}

/** Records that the questions of a plan offer (D20). */
function offeredBy({ operations }: PairPlan): readonly string[] {
  return operations.flatMap((operation) =>
    operation.table === 'conflicts' && 'put' in operation ? operation.put.flatMap(offeredIds) : [],
  );
}

/** Records that a plan links, now or when its create succeeds. */
function claimsOf(plan: PairPlan): ReadonlySet<string> {
  const links = plan.operations.flatMap((operation) =>
    operation.table === 'links' && 'put' in operation ? operation.put : [],
  );
  const drafts = plan.intents.flatMap(({ settlement }) => settlement?.draft ?? []);
  const living = [...links, ...drafts].filter((link) => link.status !== 'tombstone');
  return new Set(
    living.flatMap((link) =>
      sides.flatMap((side) => {
        const end = link[side];
        return end === null ? [] : [`${side}:${end.id}`];
      }),
    ),
  );
}

function asking(context: PlanContext): (loaded: LoadedPair) => readonly RemoteRecord[] {
  return (loaded) => {
    if (loaded.type !== 'ready') return [];
    const { microsoft, sales } = loaded.input;
    if (microsoft === null) return [];
    if (sales === null) return [microsoft];
    return movesCompanyToSales(context, { ...loaded.input, microsoft, sales }) ? [microsoft] : [];
  };
}

function askingLone(loaded: LoadedLone): readonly RemoteRecord[] {
  if (loaded.type !== 'ready') return [];
  const { record, marked, natural } = loaded.input;
  if (record.side === 'microsoft') return record.isShared ? [record] : [];
  return [...marked, ...natural.map((candidate) => candidate.record)].filter((other) => other.isShared);
}

async function planLoadedPair(
  run: Run,
  context: PlanContext,
  facts: {
    readonly loaded: LoadedPair;
    readonly gone: Set<RecordId>;
    readonly accounts: ReadonlyMap<string, AccountAnswer>;
  },
): Promise<PairPlan> {
  const { loaded, gone, accounts } = facts;
  switch (loaded.type) {
    case 'later':
      return { ...emptyPlan(linkKeyOf(loaded.origin), loaded.origin), isDeferred: true };
    case 'echo':
      return echoPlan(loaded);
    case 'ready': {
      const { microsoft } = loaded.input;
      const others = await findOthers(run, context, { input: loaded.input, gone });
      const { link, origin } = loaded.input;
      if (others === 'later') return { ...emptyPlan(link.key, origin), isDeferred: true };
      if (others === 'untold') return untoldPlan(context, link, origin);
      // An item that took the place of another may be what a record is made from (D6), and nobody has asked for its company.
      const moved = others.replacement?.side === 'microsoft' ? others.replacement : null;
      const known = moved === null ? accounts : await findAccounts(run, context, [moved]);
      const account = known.get((moved ?? microsoft)?.id ?? '') ?? { type: 'not-asked' };
      return planPair(context, { ...loaded.input, account, ...others });
    }
  }
}

/**
 * An item that bears no mark of ours is gone, and no feed has said so yet: if it moved a moment ago (F21), the next reading
 * brings its new id. Until then its death is a suspicion, like that of an item which a full round missed.
 */
function untoldPlan(context: PlanContext, link: Link, origin: PlanOrigin): PairPlan {
  const plan = { ...emptyPlan(link.key, origin), isDeferred: true };
  if (link.microsoft === null) return plan;
  const { id } = link.microsoft;
  const facts = { side: 'microsoft', ref: link.microsoft, attempts: 1 } as const;
  const row = recheckRow(context, { ...facts, notBeforeMs: context.nowMs + waitMs(1) });
  return { ...plan, operations: [{ table: 'inbox', put: [{ ...row, change: { type: 'removed', id } }] }] };
}

type ReadyLone = Extract<LoadedLone, { type: 'ready' }>;

/** The record itself, or a counterpart that it might adopt, was there when it was read and is gone by now. */
function isOutdated(gone: ReadonlySet<RecordId>, loaded: LoadedLone): loaded is ReadyLone {
  if (loaded.type !== 'ready') return false;
  const { record, marked, natural } = loaded.input;
  const records = [record, ...marked, ...natural.map((candidate) => candidate.record)];
  return records.some(({ id }) => gone.has(id));
}

/** Read again before anything is made of it: its pair may live on under another id, and it would be made twice (I1). */
function outdatedPlan(context: PlanContext, { input }: ReadyLone): PairPlan {
  const { record, origin } = input;
  const row = recheckRow(context, { side: record.side, ref: record, attempts: 0, notBeforeMs: 0 });
  const plan = { ...emptyPlan(linkKey(context, record, null), origin), isDeferred: true };
  return { ...plan, operations: [{ table: 'inbox', put: [row] }] };
}

function linkKeyOf(origin: PairPlan['origin']): PairPlan['key'] {
  return (origin.rowIds[0] ?? '') as PairPlan['key'];
}

function echoPlan(loaded: Extract<LoadedPair, { type: 'echo' }>): PairPlan {
  const { record, rows } = loaded;
  const end = rows.link[record.side];
  if (end === null) return emptyPlan(rows.link.key, loaded.origin);
  const link: Link = { ...rows.link, [record.side]: { ...asSeen(end, record), address: record.address } };
  return {
    ...emptyPlan(link.key, loaded.origin),
    operations: [{ table: 'links', put: [link] }],
  };
}

function planLoadedLone(
  context: PlanContext,
  loaded: LoadedLone,
  accounts: ReadonlyMap<string, AccountAnswer>,
): PairPlan {
  if (loaded.type === 'later') {
    return { ...emptyPlan(linkKeyOf(loaded.origin), loaded.origin), isDeferred: true };
  }
  if (loaded.type === 'forget') {
    const key = linkKey(context, loaded.record, null);
    const operations = [
      ...loaded.origin.rowIds.flatMap(forgetOperations),
      ...clearFailures({ kind: context.kind, key }),
    ];
    return { ...emptyPlan(key, loaded.origin), operations };
  }
  const { input } = loaded;
  const outlook =
    input.record.side === 'microsoft' ? input.record : (input.marked[0] ?? input.natural[0]?.record);
  const account = accounts.get(outlook?.id ?? '') ?? { type: 'not-asked' };
  const plan = planLone(context, { ...input, account });
  const isWaiting = plan.items.some((item) => item.heldBecause === 'duplicate-natural-key');
  if (!isWaiting || input.record.side !== 'sales') return plan;
  return {
    ...plan,
    operations: [...plan.operations, { table: 'unlinked', put: [unlinkedRow(context, input.record)] }],
  };
}
