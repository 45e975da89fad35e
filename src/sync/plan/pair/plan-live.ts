// A pair of which both records live: merge, ask, write (D1, D2, D4, D5, D13-D16, A3).

import type { Conflict, ContestedUnit, KeptValue } from '../../model/decision.ts';
import type { Link, LinkEnd } from '../../model/link.ts';
import type { RemoteRecord, UnitName } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { Intent } from '../../model/write.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { agreed, agreedAtMs } from '../merge/agreed-at.ts';
import { keptValue } from '../merge/kept-value.ts';
import { mergeUnits, type MergeResult } from '../merge/merge-units.ts';
import { isOwnStamp } from '../merge/own-stamp.ts';
import { digestOf, digestsOf, valueOf } from '../merge/unit-forms.ts';
import { markerOf } from '../natural-keys.ts';
import { rowId, type PlanContext } from '../plan-context.ts';
import { restoreIntent, updateIntent } from '../write/build-intents.ts';
import { isLoop } from './break-loops.ts';
import { emptyPlan, type PairInput, type PairPlan } from './pair-plan.ts';
import { plainItem, writeItem } from './plan-items.ts';
import { quarantineOperations } from '../write/quarantine.ts';
import { clearLone, releaseKeys } from './release-pair.ts';

export interface LiveInput extends PairInput {
  readonly microsoft: RemoteRecord;
  readonly sales: RemoteRecord;
  /** adopting: our key goes onto the Outlook item with this plan */
  readonly mark?: boolean;
}

export function planLive(context: PlanContext, input: LiveInput): PairPlan {
  const restored = restores(context, input);
  // The restored value comes back as an edit and is merged then: until that nothing else of the pair moves.
  if (restored.length > 0) {
    const items = restored.map((intent) => writeItem(context, intent, input.link.title));
    // The pair may have just turned to another item (F21).
    const operations: readonly StoreOperation[] = [
      { table: 'links', put: [input.link] },
      ...clearLone(input.link),
    ];
    return { ...emptyPlan(input.link.key, wishesOnly(input)), operations, intents: restored, items };
  }
  const oneWay = isOneWay(input);
  const merged = mergeUnits(context, {
    pair: input,
    answer: input.answer,
    isOpen: {
      microsoft: !input.microsoft.isReadOnly,
      sales: !input.sales.isReadOnly && !oneWay,
    },
    unresolved: input.account.type === 'known' ? [] : ['company'],
    asked: input.conflict?.question === 'fields' ? input.conflict.units.map(({ unit }) => unit) : [],
  });
  const link = nextLink(context, input, merged);
  const intents = updates(context, input, merged);
  if (isLoop(context, input.link, intents)) {
    const operations = [...quarantineOperations(context, input.link), ...clearLone(input.link)];
    return { ...emptyPlan(link.key, input.origin), operations };
  }
  return {
    ...emptyPlan(link.key, input.origin),
    operations: [
      { table: 'links', put: [link] },
      ...questionOperations(context, input, merged.questions),
      ...keptOperations(context, input, merged),
      ...clearLone(link),
    ],
    intents,
    items: [
      ...intents.map((intent) => writeItem(context, intent, link.title)),
      ...(merged.questions.length > 0 ? [holdItem(context, link)] : []),
    ],
    releases: { added: [], removed: input.isBroughtBack ? releaseKeys(context, input) : [] },
  };
}

/** What both records say is merged when the restored value is there: their own rows are not settled by the wish. */
function wishesOnly({ origin, link, microsoft, sales }: LiveInput): PairPlan['origin'] {
  const own = [microsoft, sales].map(({ side, id }) => rowId(side, link.kind, id));
  return { ...origin, rowIds: origin.rowIds.filter((id) => !own.includes(id)) };
}

/**
 * Outlook to Sales is closed for an item its owner does not share (A3, C10). A pair born in Sales is Sales' own copy:
 * it flows both ways until a person takes the category off it.
 */
function isOneWay(input: LiveInput): boolean {
  if (input.microsoft.isShared) return false;
  return input.link.bornIn !== 'sales' || input.link.isShared || wasUnshared(input.link);
}

function wasUnshared(link: Link): boolean {
  return link.releasedBecause === 'category-removed';
}

function nextLink(context: PlanContext, input: LiveInput, merged: MergeResult): Link {
  const { link, microsoft, sales } = input;
  const isUnshared = !microsoft.isShared && (link.isShared || wasUnshared(link));
  return {
    ...link,
    isShared: microsoft.isShared,
    title: microsoft.title === '' ? sales.title : microsoft.title,
    releasedBecause: isUnshared ? 'category-removed' : null,
    pendingUnits: merged.pending,
    agreedAtMs: agreed(link, merged.settled, Math.max(microsoft.modifiedAtMs, sales.modifiedAtMs)),
    microsoft: nextEnd(context, link.microsoft, { record: microsoft, other: sales }, merged),
    sales: nextEnd(context, link.sales, { record: sales, other: microsoft }, merged),
  };
}

function nextEnd(
  context: PlanContext,
  end: LinkEnd | null,
  { record, other }: { readonly record: RemoteRecord; readonly other: RemoteRecord },
  merged: MergeResult,
): LinkEnd {
  const { ceded } = merged;
  const settled = new Set([...merged.settled, ...ceded.microsoft, ...ceded.sales]);
  const cut = merged.cut[record.side];
  const isOwn = end !== null && isOwnStamp(record, end);
  const isSameTick = !isOwn && end?.ownWriteAtMs === record.modifiedAtMs;
  return {
    id: record.id,
    address: record.address,
    etag: record.etag,
    base: {
      ...end?.base,
      ...digestsOf(context, record.units, [...merged.settled, ...ceded[record.side]]),
      // As if both had agreed on the value that gives way, and the other one had been an edit since.
      ...digestsOf(context, other.units, ceded[other.side]),
    },
    ownWriteAtMs: isSameTick ? null : (end?.ownWriteAtMs ?? null),
    baseAtMs: isOwn ? end.baseAtMs : record.modifiedAtMs,
    shortened: [...(end?.shortened ?? []).filter((unit) => !settled.has(unit)), ...cut],
  };
}

function updates(context: PlanContext, input: LiveInput, merged: MergeResult): readonly Intent[] {
  const { link, origin, microsoft, sales } = input;
  const common = { key: link.key, attempts: origin.attempts, unshare: false };
  const rule = merged.lost.length > 0 || isMixed(merged) ? 'D5' : null;
  const intents: Intent[] = [];
  if (merged.writes.sales.length > 0) {
    const accountId = accountOf(input, merged.writes.sales);
    const names = merged.writes.sales;
    const facts = { ...common, side: 'sales', rule: rule ?? 'D4', accountId, mark: false } as const;
    intents.push(updateIntent(context, { ...facts, source: microsoft, target: sales, names }));
  }
  const isMarked = needsMark(input) && !microsoft.isReadOnly;
  if (merged.writes.microsoft.length > 0 || isMarked) {
    const names = merged.writes.microsoft;
    const facts = { ...common, side: 'microsoft', accountId: null, mark: isMarked } as const;
    const because = input.mark === true ? 'A3' : (rule ?? 'D2');
    intents.push(updateIntent(context, { ...facts, rule: because, source: sales, target: microsoft, names }));
  }
  return intents;
}

/** The Outlook item of a pair that was not born there carries its key; one that lost it gets it again with the next plan. */
function needsMark({ mark, link, microsoft }: LiveInput): boolean {
  if (mark === true) return true;
  return link.bornIn !== 'microsoft' && microsoft.marker !== 'unread' && markerOf(microsoft) !== link.key;
}

function isMixed(merged: MergeResult): boolean {
  return merged.writes.microsoft.length > 0 && merged.writes.sales.length > 0;
}

function accountOf(input: LiveInput, names: readonly UnitName[]): string | null {
  return names.includes('company') && input.account.type === 'known' ? input.account.accountId : null;
}

/** D15: applied only where the winner still stands; what people changed since is left alone. */
function restores(context: PlanContext, input: LiveInput): readonly Intent[] {
  const bySide: Record<Side, Record<UnitName, KeptValue['value']>> = { microsoft: {}, sales: {} };
  for (const kept of input.restore) {
    const now = valueOf(input[kept.lostOn].units, kept.unit);
    if (digestOf(context, kept.unit, now) !== digestOf(context, kept.unit, kept.wonValue)) continue;
    bySide[kept.lostOn][kept.unit] = kept.value;
  }
  return (['microsoft', 'sales'] as const)
    .filter((side) => Object.keys(bySide[side]).length > 0 && !input[side].isReadOnly)
    .map((side) =>
      restoreIntent(context, {
        key: input.link.key,
        side,
        rule: 'D15',
        attempts: input.origin.attempts,
        target: input[side],
        units: bySide[side],
      }),
    );
}

function questionOperations(
  context: PlanContext,
  input: LiveInput,
  questions: readonly ContestedUnit[],
): readonly StoreOperation[] {
  const { link, conflict } = input;
  const rows: StoreOperation[] = [];
  if (input.answer !== null) rows.push({ table: 'answers', remove: [link.key] });
  if (questions.length === 0) {
    // D16: values that agree now, or a side that decided, dissolve the question.
    return conflict === null ? rows : [...rows, { table: 'conflicts', remove: [link.key] }];
  }
  const asked: Conflict = {
    key: link.key,
    kind: link.kind,
    title: link.title,
    question: 'fields',
    units: questions,
    microsoftModifiedAtMs: input.microsoft.modifiedAtMs,
    salesModifiedAtMs: input.sales.modifiedAtMs,
    baseAtMs: agreedAtMs(
      link,
      questions.map(({ unit }) => unit),
    ),
    askedAtMs: conflict !== null && isSameQuestion(conflict, questions) ? conflict.askedAtMs : context.nowMs,
    ...(isOneWay(input) ? { isUnshared: true } : {}),
  };
  return [...rows, { table: 'conflicts', put: [asked] }];
}

function isSameQuestion(conflict: Conflict, questions: readonly ContestedUnit[]): boolean {
  const text = (units: readonly ContestedUnit[]): string =>
    units.map((unit) => `${unit.unit}:${unit.microsoftDigest}:${unit.salesDigest}`).join();
  return conflict.question === 'fields' && text(conflict.units) === text(questions);
}

function keptOperations(
  context: PlanContext,
  input: LiveInput,
  merged: MergeResult,
): readonly StoreOperation[] {
  const rows = merged.lost.map((lost) => keptValue(context, input.link, lost));
  return rows.length === 0 ? [] : [{ table: 'keptValues', put: rows }];
}

function holdItem(context: PlanContext, link: Link): PairPlan['items'][number] {
  return plainItem(context, {
    key: link.key,
    side: 'sales',
    action: 'hold',
    title: link.title,
    rule: 'D16',
  });
}
