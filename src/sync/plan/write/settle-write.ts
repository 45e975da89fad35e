// What a write outcome does to the state, as one commit (sync-correctness 3.4, 3.5): result, base, etag, intent removal.
// Only the units of the write take their base from what the server returned; anything else that moved is a person's edit.

import type { Link, LinkEnd } from '../../model/link.ts';
import type { RemoteRecord, UnitName, Units } from '../../model/record.ts';
import { otherSide, type Side } from '../../model/side.ts';
import type { InboxRow, JournalRow } from '../../model/state.ts';
import type { Intent, WriteOutcome } from '../../model/write.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { agreed } from '../merge/agreed-at.ts';
import { digestOf, digestsOf, valueOf } from '../merge/unit-forms.ts';
import { rowId, type PlanContext } from '../plan-context.ts';
import { recentWrite, withRecentWrite } from '../pair/break-loops.ts';
import { failureId } from './quarantine.ts';
import { clearLone } from '../pair/release-pair.ts';
import { recheckRow, refusedOperations, retryOperations } from './settle-failure.ts';
import { isDropped, restoredOperations } from './settle-restore.ts';
import type { Settled } from './settled.ts';

export interface SettleRequest {
  readonly intent: Intent;
  readonly outcome: WriteOutcome;
  readonly link: Link | undefined;
  /** the record was found by its key, not answered by the write: its base is the frozen payload (3.3) */
  readonly isReadBack: boolean;
  /** unique within the run */
  readonly journalId: string;
}

export function settleWrite(context: PlanContext, request: SettleRequest): Settled {
  const { intent, outcome, link } = request;
  switch (outcome.result) {
    case 'written':
      return settleWritten(context, request, outcome.record);
    case 'deleted':
      return settleDeleted(context, request);
    case 'gone':
      return intent.operation === 'delete'
        ? settleDeleted(context, request)
        : retryOperations(context, intent, link);
    case 'precondition-failed':
      return retryOperations(context, intent, link);
    case 'rejected':
      return refusedOperations(context, intent, { refusal: outcome.refusal, link });
    case 'throttled':
    case 'unknown':
      return { operations: [], counted: null, failure: null, isOpen: true };
  }
}

function settleWritten(context: PlanContext, request: SettleRequest, record: RemoteRecord): Settled {
  const { intent } = request;
  if (isFormer(request, record)) return settleReturned(context, request, record);
  const links =
    intent.operation === 'create'
      ? createdLink(context, request, record)
      : updatedLink(context, request, record);
  return {
    operations: [
      ...links,
      { table: 'intents', remove: [intent.intentId] },
      { table: 'failures', remove: [failureId(intent.side, intent.kind, intent.key)] },
      { table: 'journal', put: [journalRow(context, request, record)] },
      ...personEdits(context, request, record),
      ...restoredOperations(context, request, record),
    ],
    counted: intent.operation === 'create' ? 'created' : 'updated',
    failure: null,
    isOpen: false,
  };
}

/** A person brought the record back that bore the key before, so the create was refused: this write made nothing. */
function isFormer({ intent, isReadBack }: SettleRequest, record: RemoteRecord): boolean {
  return (
    isReadBack && intent.operation === 'create' && intent.settlement?.former?.includes(record.id) === true
  );
}

/** Both meet by what they say (A3): only what is the same on both sides is agreed. */
function settleReturned(context: PlanContext, request: SettleRequest, record: RemoteRecord): Settled {
  const { intent } = request;
  const isSame = (unit: UnitName): boolean =>
    digestOf(context, unit, valueOf(intent.units, unit)) ===
    digestOf(context, unit, valueOf(record.units, unit));
  const same = Object.fromEntries(Object.entries(intent.units).filter(([unit]) => isSame(unit)));
  const met = createdLink(context, { ...request, intent: { ...intent, units: same } }, record);
  const links = met.map((operation): StoreOperation => {
    if (operation.table !== 'links' || !('put' in operation)) return operation;
    return {
      table: 'links',
      put: operation.put.map((link) => agreedOnly(link, otherSide(record.side), same)),
    };
  });
  return {
    operations: [
      ...links,
      { table: 'intents', remove: [intent.intentId] },
      { table: 'failures', remove: [failureId(intent.side, intent.kind, intent.key)] },
      ...personEdits(context, request, record),
    ],
    counted: null,
    failure: null,
    isOpen: false,
  };
}

function agreedOnly(link: Link, side: Side, same: Units): Link {
  const end = link[side];
  if (end === null) return link;
  const base = Object.fromEntries(Object.entries(end.base).filter(([unit]) => unit in same));
  return { ...link, [side]: { ...end, base } };
}

function createdLink(
  context: PlanContext,
  request: SettleRequest,
  record: RemoteRecord,
): readonly StoreOperation[] {
  const { intent } = request;
  const draft = intent.settlement?.draft ?? null;
  if (draft === null) return [];
  const names = Object.keys(intent.units);
  const units = request.isReadBack ? intent.units : record.units;
  const end: LinkEnd = {
    id: record.id,
    address: record.address,
    etag: record.etag,
    base: digestsOf(context, units, names),
    ownWriteAtMs: isStampOurs(context, request, record) ? record.modifiedAtMs : null,
    baseAtMs: record.modifiedAtMs,
    shortened: intent.shortened,
  };
  const isShared =
    record.side === 'microsoft' ? record.isShared && !isSharedSince(request, record) : draft.isShared;
  // Read back later it may be another version by now, and nobody says of when.
  const writtenAtMs = request.isReadBack ? (record.createdAtMs ?? record.modifiedAtMs) : record.modifiedAtMs;
  const agreedAtMs = agreed(draft, names, writtenAtMs);
  const link: Link = { ...draft, [record.side]: end, isShared, agreedAtMs };
  const replaces = intent.settlement?.replaces ?? null;
  const rows: StoreOperation[] = [{ table: 'links', put: [link] }, ...clearLone(link)];
  if (replaces === null || replaces === link.key) return rows;
  return [{ table: 'links', remove: [replaces] }, ...rows, ...staleMark(context, link, record)];
}

/** The Outlook item carries the key of the pair before: it gets the new one (A1). */
function staleMark(context: PlanContext, link: Link, record: RemoteRecord): readonly StoreOperation[] {
  if (record.side !== 'sales' || link.bornIn === 'microsoft' || link.microsoft === null) return [];
  const facts = { side: 'microsoft', ref: link.microsoft, attempts: 0, notBeforeMs: 0 } as const;
  return [{ table: 'inbox', put: [recheckRow(context, facts)] }];
}

function updatedLink(
  context: PlanContext,
  request: SettleRequest,
  record: RemoteRecord,
): readonly StoreOperation[] {
  const { intent, link } = request;
  if (link === undefined) return [];
  const names = Object.keys(intent.units);
  const isRestore = intent.settlement?.isRestore === true;
  const target = link[intent.side];
  const source = link[otherSide(intent.side)];
  if (target === null || source === null) return [];
  const next: Link = {
    ...withRecentWrite(link, recentWrite(context, intent)),
    isShared: intent.unshare ? false : link.isShared,
    ...(intent.marker === null ? {} : { markedAs: null }),
    agreedAtMs: agreed(link, isRestore ? [] : names, record.modifiedAtMs),
    [intent.side]: {
      ...target,
      etag: record.etag,
      address: record.address,
      ownWriteAtMs:
        isRestore || !isStampOurs(context, request, record) ? target.ownWriteAtMs : record.modifiedAtMs,
      base: { ...target.base, ...digestsOf(context, record.units, answered(request, record)) },
      shortened: isRestore ? target.shortened : [...without(target.shortened, names), ...intent.shortened],
    },
    [source === link.sales ? 'sales' : 'microsoft']: {
      ...source,
      base: { ...source.base, ...intent.settlement?.sourceBase },
      shortened: isRestore ? source.shortened : without(source.shortened, names),
    },
  };
  return [{ table: 'links', put: [next] }];
}

/**
 * The units that count as agreed with what was answered. A restored value flows on as if a person had typed it; the blank
 * that the service made of one is nobody's, and must not empty the other side.
 */
function answered({ intent, isReadBack }: SettleRequest, record: RemoteRecord): readonly UnitName[] {
  const names = Object.keys(intent.units);
  if (intent.settlement?.isRestore !== true) return names;
  if (isReadBack) return [];
  return names.filter((unit) => isDropped(intent, record, unit));
}

function without(units: readonly UnitName[], names: readonly UnitName[]): readonly UnitName[] {
  return units.filter((unit) => !names.includes(unit));
}

/** 3.5 (a): what differs from what was read before the write was typed by a person in between. */
function isMovedByPerson(context: PlanContext, request: SettleRequest, record: RemoteRecord): boolean {
  const { intent, isReadBack } = request;
  const written = Object.keys(intent.units);
  const isCreate = intent.operation === 'create';
  if (isCreate && !isReadBack) return false;
  const expected = isCreate ? written : without(context.units, written);
  return expected.some((unit) => {
    const before = digestOf(context, unit, valueOf(intent.whole, unit));
    return before !== digestOf(context, unit, valueOf(record.units, unit));
  });
}

/** C10: the engine never adds the category, so a person has done it to what is read back with it. */
function isSharedSince({ intent, isReadBack }: SettleRequest, record: RemoteRecord): boolean {
  return isReadBack && intent.operation === 'create' && record.isShared;
}

/** What is read back later may carry the time of a person's edit since (D13). */
function isStampOurs(context: PlanContext, request: SettleRequest, record: RemoteRecord): boolean {
  return !request.isReadBack || !isMovedByPerson(context, request, record);
}

function personEdits(
  context: PlanContext,
  request: SettleRequest,
  record: RemoteRecord,
): readonly StoreOperation[] {
  const { intent } = request;
  const isMoved = isMovedByPerson(context, request, record) || isSharedSince(request, record);
  if (!isMoved && intent.settlement?.isRestore !== true) return [];
  const row: InboxRow = {
    id: rowId(record.side, record.kind, record.id),
    side: record.side,
    kind: record.kind,
    recordId: record.id,
    feed: null,
    change: { type: 'upserted', record },
    since: context.nowMs,
    attempts: 0,
    notBeforeMs: 0,
  };
  return [{ table: 'inbox', put: [row] }];
}

function settleDeleted(context: PlanContext, request: SettleRequest): Settled {
  const { intent, link } = request;
  const rows: StoreOperation[] = [
    { table: 'intents', remove: [intent.intentId] },
    { table: 'failures', remove: [failureId(intent.side, intent.kind, intent.key)] },
    { table: 'conflicts', remove: [intent.key] },
    { table: 'journal', put: [journalRow(context, request, null)] },
  ];
  if (link !== undefined) {
    const tombstone: Link = { ...link, status: 'tombstone', pendingUnits: [], changedAtMs: context.nowMs };
    rows.push({ table: 'links', put: [tombstone] }, ...clearLone(link));
  }
  return { operations: rows, counted: 'deleted', failure: null, isOpen: false };
}

function journalRow(context: PlanContext, request: SettleRequest, record: RemoteRecord | null): JournalRow {
  const { intent } = request;
  const names = Object.keys(intent.units);
  const after = record === null ? null : names.map((unit) => [unit, valueOf(record.units, unit)] as const);
  return {
    id: request.journalId,
    key: intent.key,
    kind: intent.kind,
    side: intent.side,
    operation: intent.operation,
    rule: intent.rule,
    runId: context.runId,
    atMs: context.nowMs,
    before: intent.operation === 'create' ? null : (intent.settlement?.before ?? null),
    after: after === null ? null : Object.fromEntries(after),
  };
}
