// A record without a link: adopt by marker, adopt by natural key, or create its counterpart (A1-A4, C1, C2, C6).

import type { LinkKey, RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { sides, type Side } from '../../model/side.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { adoptedKey, linkKey, rowId, type PlanContext } from '../plan-context.ts';
import { createIntent, linkEnd, markBefore, newLink } from '../write/build-intents.ts';
import { accountForCreate, excludedPlan } from './exclude.ts';
import { emptyPlan, type AccountAnswer, type PairPlan, type PlanOrigin } from './pair-plan.ts';
import { plainItem, writeItem } from './plan-items.ts';
import { markerOf } from '../natural-keys.ts';
import { planLive } from './plan-live.ts';
import { clearLone, releasedLink, releaseOperations } from './release-pair.ts';
import { clearFailures } from '../write/quarantine.ts';

export interface LoneInput {
  readonly record: RemoteRecord;
  /** living counterparts without a link that carry the record's key, or whose key it carries; oldest first (A1) */
  readonly marked: readonly RemoteRecord[];
  /** living counterparts with the same natural key (A2) */
  readonly natural: readonly { readonly record: RemoteRecord; readonly isLinked: boolean }[];
  /** other records of its own side, without a link, with the same natural key */
  readonly rivals: readonly { readonly id: string; readonly name: string }[];
  /** pairs of those among the counterparts whose own record is dead, by item (A2): they end with the adoption */
  readonly leftAlone: ReadonlyMap<string, Link>;
  /** dead counterparts under the record's key */
  readonly former: readonly RecordId[];
  readonly isOverLimit: boolean;
  readonly account: AccountAnswer;
  readonly origin: PlanOrigin;
}

export function planLone(context: PlanContext, input: LoneInput): PairPlan {
  const plan = judge(context, input);
  return { ...plan, operations: [...noFailures(context, input.record, plan), ...plan.operations] };
}

function judge(context: PlanContext, input: LoneInput): PairPlan {
  const { record } = input;
  const [marked] = input.marked;
  if (marked !== undefined) return adopt(context, input, { other: marked, rule: 'A1' });
  return record.side === 'sales' ? planFromSales(context, input) : planFromOutlook(context, input);
}

function planFromSales(context: PlanContext, input: LoneInput): PairPlan {
  const { record } = input;
  const key = linkKey(context, record, null);
  if (!context.members.has(record.id)) return forget(context, input);
  if (isRemovedByUser(context, record, key)) {
    const link = releasedLink(context, newLink(context, key, record), 'removed-by-you');
    return { ...emptyPlan(key, input.origin), operations: releaseOperations(link) };
  }
  const candidates = input.natural.filter((candidate) => !candidate.isLinked);
  const [only] = candidates;
  if (only !== undefined) {
    const isUnique = candidates.length === 1 && input.rivals.length === 0;
    return isUnique ? adopt(context, input, { other: only.record, rule: 'A2' }) : duplicate(context, input);
  }
  if (input.isOverLimit) return exclude(context, input, 'over-limit');
  return create(context, input, key);
}

function planFromOutlook(context: PlanContext, input: LoneInput): PairPlan {
  const { record } = input;
  if (!record.isShared) return exclude(context, input, 'no-category');
  const key = linkKey(context, record, null);
  if (input.natural.some((candidate) => candidate.isLinked) || input.rivals.length > 0) {
    return duplicate(context, input);
  }
  const [only, ...more] = input.natural;
  if (only !== undefined) {
    return more.length === 0
      ? adopt(context, input, { other: only.record, rule: 'A2' })
      : duplicate(context, input);
  }
  if (input.isOverLimit) return exclude(context, input, 'over-limit');
  if (!context.kindSettings.allowCreateInSales) return exclude(context, input, 'read-only');
  return create(context, input, key);
}

function isRemovedByUser(context: PlanContext, record: RemoteRecord, key: LinkKey): boolean {
  const { marker } = record;
  const keys = [key, adoptedKey(context, record)];
  if (marker !== null && marker !== 'unread') keys.push(marker.key);
  return keys.some((known) => context.removedByUser.has(known));
}

/** Not in the search and not ours: nothing is kept of it (C2). */
function forget(context: PlanContext, input: LoneInput): PairPlan {
  const { record, origin } = input;
  const id = rowId(record.side, record.kind, record.id);
  const key = linkKey(context, record, null);
  return {
    ...emptyPlan(key, origin),
    operations: [{ table: 'exclusions', remove: [id] }],
  };
}

function exclude(
  context: PlanContext,
  input: LoneInput,
  reason: 'over-limit' | 'no-category' | 'read-only',
): PairPlan {
  const { record, origin } = input;
  const key = linkKey(context, record, null);
  return excludedPlan(context, { key, record, origin }, { reason });
}

function duplicate(context: PlanContext, input: LoneInput): PairPlan {
  const { record, origin } = input;
  const others = input.natural.map(({ record: other }) => ({ id: other.id, name: other.title }));
  return excludedPlan(
    context,
    { key: linkKey(context, record, null), record, origin },
    { reason: 'duplicate-natural-key', candidates: [...others, ...input.rivals] },
  );
}

function create(context: PlanContext, input: LoneInput, key: LinkKey): PairPlan {
  const { record, origin } = input;
  const isToSales = record.side === 'microsoft';
  const account = isToSales ? accountForCreate(context, input.account) : null;
  if (account?.type === 'ambiguous') {
    const facts = { reason: 'ambiguous-account', candidates: account.candidates } as const;
    return excludedPlan(context, { key, record, origin }, facts);
  }
  const intent = createIntent(context, {
    key,
    side: isToSales ? 'sales' : 'microsoft',
    rule: isToSales ? 'C1' : 'C2',
    attempts: origin.attempts,
    source: record,
    bornIn: record.side,
    withheld: account?.withheld ?? [],
    accountId: account?.accountId ?? null,
    replaces: null,
    former: input.former,
  });
  return {
    ...emptyPlan(key, origin),
    operations: [{ table: 'exclusions', remove: [rowId(record.side, record.kind, record.id)] }],
    intents: [intent],
    items: [writeItem(context, intent, record.title)],
  };
}

/**
 * Adopting is a merge with an empty base (A3). The marker says whose copy it is: our key of the Sales record on an item we
 * made, the key of an Outlook item on a record we made, the key of an adopted pair; without one both were there before us,
 * and the Outlook item gets the adopted pair's key now.
 */
function adopt(
  context: PlanContext,
  input: LoneInput,
  facts: { readonly other: RemoteRecord; readonly rule: 'A1' | 'A2' },
): PairPlan {
  const { record, origin } = input;
  const microsoft = record.side === 'microsoft' ? record : facts.other;
  const sales = record.side === 'sales' ? record : facts.other;
  const { key, bornIn } = birthOf(context, microsoft, sales);
  const before = input.leftAlone.get(microsoft.id);
  const link: Link = {
    ...newLink(context, key, microsoft),
    bornIn,
    sales: linkEnd(sales),
    ...(before === undefined ? {} : { markedAs: markBefore(before) }),
  };
  const plan = planLive(context, {
    link,
    microsoft,
    sales,
    mark: bornIn !== 'microsoft' && markerOf(microsoft) !== key,
    conflict: null,
    answer: null,
    restore: [],
    isBroughtBack: false,
    account: input.account,
    candidates: [],
    replacement: null,
    made: null,
    taken: new Set(),
    origin: {
      ...origin,
      rowIds: [...origin.rowIds, rowId(facts.other.side, facts.other.kind, facts.other.id)],
    },
  });
  const line = { key, side: 'microsoft', action: 'adopt', title: link.title, rule: facts.rule } as const;
  const over: readonly StoreOperation[] =
    before === undefined ? [] : [{ table: 'links', remove: [before.key] }, ...clearLone(before)];
  return {
    ...plan,
    operations: [...over, ...plan.operations],
    items: [plainItem(context, line), ...plan.items],
  };
}

/** What an earlier attempt met is over where this plan writes nothing: a create, too, of the record that it adopts. */
function noFailures(context: PlanContext, record: RemoteRecord, plan: PairPlan): readonly StoreOperation[] {
  const links = plan.operations.flatMap((operation) =>
    operation.table === 'links' && 'put' in operation ? operation.put : [],
  );
  const created = links.flatMap((link) =>
    sides.flatMap((side) => {
      const end = link[side];
      return end === null ? [] : [linkKey(context, { side, id: end.id }, null)];
    }),
  );
  const keys = new Set([linkKey(context, record, null), plan.key, ...created]);
  return [...keys].flatMap((key) => {
    const isWritten = (side: Side): boolean =>
      plan.intents.some((intent) => intent.side === side && intent.key === key);
    return clearFailures(
      { kind: context.kind, key },
      sides.filter((side) => !isWritten(side)),
    );
  });
}

function birthOf(
  context: PlanContext,
  microsoft: RemoteRecord,
  sales: RemoteRecord,
): Pick<Link, 'key' | 'bornIn'> {
  const outlookKey = linkKey(context, microsoft, null);
  const salesKey = linkKey(context, sales, null);
  const [onOutlook, onSales] = [markerOf(microsoft), markerOf(sales)];
  if (onSales !== null && (onSales === outlookKey || onSales === onOutlook)) {
    return { key: onSales, bornIn: 'microsoft' };
  }
  if (onOutlook === salesKey) return { key: salesKey, bornIn: 'sales' };
  return { key: adoptedKey(context, sales), bornIn: 'both' };
}
