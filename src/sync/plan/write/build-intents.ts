// Writes with everything frozen that a retry or a crash needs (sync-correctness 3.1-3.4): payload, If-Match of the
// version that was merged, our key, and what becomes of the link when the write succeeds.

import type { IntentId, LinkKey, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord, UnitName, Units, UnitValue } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { Intent, Settlement, WriteOperation } from '../../model/write.ts';
import { digestsOf, formText, valueOf } from '../merge/unit-forms.ts';
import { fitted, refOf, type PlanContext } from '../plan-context.ts';

/** At most one open intent per pair and side (I16), so the id needs nothing else. */
export function intentId(key: LinkKey, side: Side): IntentId {
  return `${key}:${side}` as IntentId;
}

interface Common {
  readonly key: LinkKey;
  readonly side: Side;
  readonly rule: string;
  readonly attempts: number;
}

function base(
  context: PlanContext,
  common: Common,
  operation: WriteOperation,
): Omit<Intent, 'target' | 'expectedEtag'> {
  return {
    intentId: intentId(common.key, common.side),
    side: common.side,
    kind: context.kind,
    operation,
    key: common.key,
    units: {},
    whole: {},
    accountId: null,
    marker: null,
    unshare: false,
    runId: context.runId,
    createdAtMs: context.nowMs,
    attempts: common.attempts,
    rule: common.rule,
    shortened: [],
  };
}

const nothing: Settlement = { draft: null, replaces: null, sourceBase: {}, before: {}, isRestore: false };

export interface CreateRequest extends Common {
  readonly source: RemoteRecord;
  readonly bornIn: Link['bornIn'];
  /** units left out because they cannot be written now (A4) */
  readonly withheld: readonly UnitName[];
  readonly accountId: string | null;
  readonly replaces: Link | null;
  readonly former?: readonly RecordId[];
}

export function createIntent(context: PlanContext, request: CreateRequest): Intent {
  const { source, side, replaces } = request;
  const names = context.units.filter((unit) => !request.withheld.includes(unit));
  const payload = payloadOf(context, source.side, source.units, names);
  const draft: Link = {
    ...newLink(context, request.key, source),
    bornIn: request.bornIn,
    [source.side]: {
      ...linkEnd(source),
      base: digestsOf(context, source.units, names),
      shortened: [],
    },
    pendingUnits: request.withheld,
    ...(replaces === null || source.side === 'sales' ? {} : { markedAs: markBefore(replaces) }),
  };
  return {
    ...base(context, request, 'create'),
    side,
    target: null,
    expectedEtag: null,
    units: payload.units,
    whole: payload.units,
    accountId: request.accountId,
    marker: { key: request.key, instance: context.instance },
    shortened: payload.cut,
    settlement: { ...nothing, draft, replaces: replaces?.key ?? null, former: request.former ?? [] },
  };
}

export interface UpdateRequest extends Common {
  readonly source: RemoteRecord;
  readonly target: RemoteRecord;
  readonly names: readonly UnitName[];
  readonly accountId: string | null;
  readonly mark: boolean;
  readonly unshare: boolean;
}

export function updateIntent(context: PlanContext, request: UpdateRequest): Intent {
  const { source, target, names } = request;
  const payload = payloadOf(context, source.side, source.units, names);
  return {
    ...base(context, request, 'update'),
    target: refOf(target),
    expectedEtag: target.etag,
    units: payload.units,
    whole: { ...target.units, ...payload.units },
    accountId: request.accountId,
    marker: request.mark ? { key: request.key, instance: context.instance } : null,
    unshare: request.unshare,
    shortened: payload.cut,
    settlement: {
      ...nothing,
      sourceBase: digestsOf(context, source.units, names),
      before: pick(target.units, names),
    },
  };
}

/** D15: a kept value goes back to the side that lost it, as if a person had typed it there. */
export function restoreIntent(
  context: PlanContext,
  request: Common & { readonly target: RemoteRecord; readonly units: Units },
): Intent {
  const names = Object.keys(request.units);
  return {
    ...base(context, request, 'update'),
    target: refOf(request.target),
    expectedEtag: request.target.etag,
    units: request.units,
    whole: { ...request.target.units, ...request.units },
    settlement: { ...nothing, before: pick(request.target.units, names), isRestore: true },
  };
}

export function deleteIntent(
  context: PlanContext,
  request: Common & { readonly target: RemoteRecord },
): Intent {
  return {
    ...base(context, request, 'delete'),
    target: refOf(request.target),
    expectedEtag: request.target.etag,
    settlement: { ...nothing, before: request.target.units },
  };
}

/** What the Outlook item of a pair that gets a new key is looked for by until it carries that one (A1). */
export function markBefore({ key, markedAs }: Link): LinkKey {
  return markedAs ?? key;
}

function payloadOf(
  context: PlanContext,
  from: Side,
  units: Units,
  names: readonly UnitName[],
): { readonly units: Units; readonly cut: readonly UnitName[] } {
  const fit: Record<UnitName, UnitValue> = {};
  const cut: UnitName[] = [];
  for (const unit of names) {
    const value = valueOf(units, unit);
    fit[unit] = fitted(context, from, unit, value);
    if (formText(context, unit, fit[unit]) !== formText(context, unit, value)) cut.push(unit);
  }
  return { units: fit, cut };
}

function pick(units: Units, names: readonly UnitName[]): Units {
  return Object.fromEntries(names.map((unit) => [unit, valueOf(units, unit)]));
}

/** A link that knows one side only. */
export function newLink(context: PlanContext, key: LinkKey, source: RemoteRecord): Link {
  return {
    key,
    kind: context.kind,
    status: 'active',
    bornIn: source.side,
    microsoft: null,
    sales: null,
    [source.side]: linkEnd(source),
    isShared: source.isShared,
    title: source.title,
    releasedBecause: null,
    pendingUnits: [],
    changedAtMs: context.nowMs,
    recentWrites: [],
  };
}

/** An end that has seen a record but agreed on nothing yet. */
export function linkEnd(record: RemoteRecord): NonNullable<Link['microsoft']> {
  return {
    id: record.id,
    address: record.address,
    etag: record.etag,
    base: {},
    ownWriteAtMs: null,
    baseAtMs: record.modifiedAtMs,
    shortened: [],
  };
}
