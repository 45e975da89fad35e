// A pair whose record died turns to another one: to what a person chose (D20), or to a living item that carries the pair's
// key: the same one under another id (F21), or one made by another engine of this user while this one was away (A6).

import type { LinkKey } from '../../model/ids.ts';
import type { Link, LinkEnd } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { markerOf } from '../natural-keys.ts';
import { adoptedKey, rowId, type PlanContext } from '../plan-context.ts';
import { linkEnd, markBefore, newLink } from '../write/build-intents.ts';
import { digestOf, valueOf } from '../merge/unit-forms.ts';
import { noQuestion, releasedLink, releaseOperations } from './release-pair.ts';
import { emptyPlan, type PairInput, type PairPlan, type PlanOrigin } from './pair-plan.ts';
import { planLive } from './plan-live.ts';

export function relink(context: PlanContext, input: PairInput, found: RemoteRecord): PairPlan {
  const microsoft = found.side === 'microsoft' ? found : input.microsoft;
  const sales = found.side === 'sales' ? found : input.sales;
  if (microsoft === null || sales === null) return emptyPlan(input.link.key, input.origin);
  const mark = markerOf(found);
  // An item without a mark was not made of the pair's record: it is adopted, and born on both sides (A2, D11).
  const isAdopted = found.side === 'microsoft' && mark === null && input.link.bornIn === 'sales';
  const before: Link = isAdopted ? { ...input.link, bornIn: 'both' } : input.link;
  // What bears the mark of the pair before is this one's all the same.
  const isKept = mark === null || mark === input.link.markedAs || input.taken.has(mark);
  const known = isKept ? input.link.key : mark;
  const key = isAdopted ? adoptedKey(context, sales) : known;
  const link = key === before.key ? moved(context, before, found) : met(before, { key, microsoft, sales });
  const origin = withRowOf(input.origin, found);
  const plan = planLive(context, { ...input, link, microsoft, sales, answer: null, origin });
  if (key === input.link.key) return plan;
  const over: readonly StoreOperation[] = [
    { table: 'links', remove: [input.link.key] },
    ...noQuestion(input.link.key),
  ];
  return { ...plan, operations: [...over, ...plan.operations] };
}

/** A released pair turns to a record that another runner made of its item (A6): unshared since, it waits for the search (C10). */
export function turned(context: PlanContext, input: PairInput, found: RemoteRecord): PairPlan {
  const { link, microsoft } = input;
  const key = markerOf(found);
  if (microsoft === null || key === null) return emptyPlan(link.key, input.origin);
  const next = releasedLink(context, met(link, { key, microsoft, sales: found }), 'category-removed');
  return {
    ...emptyPlan(key, withRowOf(input.origin, found)),
    operations: [
      { table: 'links', remove: [link.key] },
      ...releaseOperations({ ...next, isShared: microsoft.isShared }),
    ],
  };
}

/** The item's own row was about a record without a link: it is settled with the pair. */
export function withRowOf(origin: PlanOrigin, found: RemoteRecord): PlanOrigin {
  return { ...origin, rowIds: [...origin.rowIds, rowId(found.side, found.kind, found.id)] };
}

/**
 * The same item under another id (F21), or a copy of it that took its place (A1): what both sides agreed on stands where
 * the item still says it. A copy may be older than that, and an old value is no edit.
 */
export function moved(context: PlanContext, link: Link, found: RemoteRecord): Link {
  const end = link[found.side];
  const next = linkEnd(found);
  if (end === null) return { ...link, [found.side]: next };
  const base = Object.fromEntries(
    Object.entries(end.base).filter(
      ([unit, digest]) => digest === digestOf(context, unit, valueOf(found.units, unit)),
    ),
  );
  return { ...link, [found.side]: { ...end, id: next.id, address: next.address, etag: null, base } };
}

/** Another item: both meet anew. */
function met(
  link: Link,
  pair: { readonly key: LinkKey; readonly microsoft: RemoteRecord; readonly sales: RemoteRecord },
): Link {
  const { key, microsoft, sales } = pair;
  return {
    ...link,
    key,
    microsoft: metEnd(link.microsoft, microsoft),
    sales: metEnd(link.sales, sales),
    markedAs: markerOf(microsoft) === key ? null : markBefore(link),
    pendingUnits: [],
    agreedAtMs: {},
  };
}

/** An own write to it before is no edit of anybody, whatever it is paired with since (latest-wins). */
function metEnd(before: LinkEnd | null, record: RemoteRecord): LinkEnd {
  const end = linkEnd(record);
  if (before?.id !== record.id) return end;
  const { ownWriteAtMs, baseAtMs } = before;
  return { ...end, ownWriteAtMs, baseAtMs };
}

/** D20 *link to …*: the Outlook copy meets another Sales record with an empty base (A3). */
export function linkToOther(context: PlanContext, input: PairInput, microsoft: RemoteRecord): PairPlan {
  const chosen = input.answer?.linkTo;
  if (chosen === undefined) return emptyPlan(input.link.key, input.origin);
  const key = adoptedKey(context, chosen);
  const link: Link = {
    ...newLink(context, key, microsoft),
    bornIn: 'both',
    markedAs: markBefore(input.link),
    sales: {
      id: chosen.id,
      address: chosen.address,
      etag: null,
      base: {},
      ownWriteAtMs: null,
      baseAtMs: 0,
      shortened: [],
    },
  };
  const recheck = {
    id: `microsoft:${link.kind}:${microsoft.id}`,
    side: 'microsoft',
    kind: link.kind,
    recordId: microsoft.id,
    feed: null,
    change: {
      type: 'recheck',
      id: microsoft.id,
      address: microsoft.address,
      because: 'answer',
      keptValue: null,
    },
    since: context.nowMs,
    attempts: 0,
    notBeforeMs: 0,
  } as const;
  return {
    ...emptyPlan(input.link.key, {
      ...input.origin,
      rowIds: input.origin.rowIds.filter((id) => id !== recheck.id),
    }),
    operations: [
      { table: 'links', remove: [input.link.key] },
      { table: 'links', put: [link] },
      ...noQuestion(input.link.key),
      { table: 'inbox', put: [recheck] },
    ],
  };
}
