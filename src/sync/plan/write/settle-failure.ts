// A write that did not go through: the pair is looked at again, at once after a 412, later after a refusal. A record that
// always fails waits longer each time, stays visible, and blocks nobody (I26).

import type { CauseCode } from '../../model/cause.ts';
import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RecordFailure } from '../../model/run-report.ts';
import { otherSide, sides, type Side } from '../../model/side.ts';
import type { FailureRow, InboxRow } from '../../model/state.ts';
import type { Intent, Refusal } from '../../model/write.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { failureId } from './quarantine.ts';
import { rowId, type PlanContext } from '../plan-context.ts';
import type { Settled } from './settled.ts';

/** A record that moved under us is merged anew this often before it is parked (sync-correctness 3.4). */
const maxRemerges = 3;
const firstWaitMs = 60_000;
/** Waits double up to this; also the farthest a row may wait, so that a device clock set back frees it. */
export const maxWaitMs = 6 * 60 * 60_000;

export function waitMs(attempts: number): number {
  return Math.min(firstWaitMs * 2 ** Math.max(0, attempts - 1), maxWaitMs);
}

export function retryOperations(context: PlanContext, intent: Intent, link: Link | undefined): Settled {
  const attempts = intent.attempts + 1;
  const isParked = attempts >= maxRemerges;
  const failure = isParked
    ? failureOf(context, intent, { cause: 'unknown', attribute: null, status: 412, requestId: null })
    : null;
  const ends = link ?? intent.settlement?.draft ?? null;
  const notBeforeMs = isParked ? context.nowMs + waitMs(attempts - maxRemerges + 1) : 0;
  return {
    operations: [
      { table: 'intents', remove: [intent.intentId] },
      { table: 'inbox', put: rowsAgain(context, intent, { link: ends, attempts, notBeforeMs }) },
      ...failureOperations(context, intent, failure, ends?.title ?? ''),
    ],
    counted: null,
    failure,
    isOpen: false,
  };
}

/** Both ends are looked at again. The proof that one of them is gone (G2) outlives the delete that followed from it. */
export function rowsAgain(
  context: PlanContext,
  intent: Intent,
  facts: { readonly link: Link | null; readonly attempts: number; readonly notBeforeMs: number },
): readonly InboxRow[] {
  const { link, attempts, notBeforeMs } = facts;
  return sides.flatMap((side) => {
    const end = link?.[side] ?? null;
    if (end === null) return [];
    const isProven = intent.operation === 'delete' && side !== intent.side;
    const rowOf = isProven ? goneRow : recheckRow;
    return [rowOf(context, { side, ref: end, attempts, notBeforeMs })];
  });
}

export function refusedOperations(
  context: PlanContext,
  intent: Intent,
  facts: { readonly refusal: Refusal; readonly link: Link | undefined },
): Settled {
  const { refusal, link } = facts;
  const attempts = intent.attempts + 1;
  const failure = failureOf(context, intent, refusal);
  const title = link?.title ?? intent.settlement?.draft?.title ?? '';
  const later = { attempts, notBeforeMs: context.nowMs + waitMs(attempts) };
  const rows =
    intent.target === null
      ? sourceRows(context, intent, { link, ...later })
      : [recheckRow(context, { side: intent.side, ref: intent.target, ...later })];
  return {
    operations: [
      { table: 'intents', remove: [intent.intentId] },
      { table: 'inbox', put: rows },
      ...failureOperations(context, intent, failure, title),
    ],
    counted: null,
    failure,
    isOpen: false,
  };
}

/** The key of the pair that a write is about: a record made anew (D6, D8) has none of its own yet. */
export function keyBefore({ key, settlement }: Intent): LinkKey {
  return settlement?.replaces ?? key;
}

/**
 * What a create was made from is looked at again, and so is the record in whose place it was to be, which is gone: the guard
 * counts it until another one is there (G1). Where a person had wished for it (D11, D20), it stays a wish.
 */
export function sourceRows(
  context: PlanContext,
  { side: target, rule, settlement }: Intent,
  { link, ...later }: Pick<InboxRow, 'attempts' | 'notBeforeMs'> & { readonly link: Link | undefined },
): readonly InboxRow[] {
  const side = otherSide(target);
  const ref = settlement?.draft?.[side] ?? null;
  if (ref === null) return [];
  const row = recheckRow(context, { side, ref, ...later });
  const dead = settlement?.replaces == null ? null : (link?.[target] ?? null);
  if (rule !== 'D11' && rule !== 'D20')
    return dead === null ? [row] : [row, goneRow(context, { side: target, ref: dead, ...later })];
  const { id, address } = ref;
  const change = { type: 'recheck', id, address, because: 'bring-back', keptValue: null } as const;
  return [{ ...row, id: `wish:bring-back::${row.id}`, change }];
}

interface Again {
  readonly side: Side;
  readonly ref: { readonly id: RecordId; readonly address: string | null };
  readonly attempts: number;
  readonly notBeforeMs: number;
}

/** It was proven that this record is gone (G2). */
function goneRow(context: PlanContext, facts: Again): InboxRow {
  return { ...recheckRow(context, facts), change: { type: 'removed', id: facts.ref.id } };
}

export function recheckRow(
  context: { readonly kind: InboxRow['kind']; readonly nowMs: number },
  facts: Again,
): InboxRow {
  const { side, ref, attempts, notBeforeMs } = facts;
  return {
    id: rowId(side, context.kind, ref.id),
    side,
    kind: context.kind,
    recordId: ref.id,
    feed: null,
    change: { type: 'recheck', id: ref.id, address: ref.address, because: 'retry', keptValue: null },
    since: context.nowMs,
    attempts,
    notBeforeMs,
  };
}

function failureOf(context: PlanContext, intent: Intent, refusal: Refusal): RecordFailure {
  const cause: CauseCode = refusal.cause;
  return {
    kind: intent.kind,
    recordKey: context.digests.keyed(`record:${intent.key}`),
    side: intent.side,
    operation: intent.operation,
    cause,
    attribute: refusal.attribute,
    status: refusal.status,
    requestId: refusal.requestId,
  };
}

function failureOperations(
  context: PlanContext,
  intent: Intent,
  failure: RecordFailure | null,
  title: string,
): readonly StoreOperation[] {
  if (failure === null) return [];
  const row: FailureRow = {
    ...failure,
    id: failureId(intent.side, intent.kind, intent.key),
    title,
    sinceMs: context.nowMs,
    runId: context.runId,
  };
  return [{ table: 'failures', put: [row] }];
}
