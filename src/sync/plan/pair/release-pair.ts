// Release: updates stop, both copies stay (C5). And the way back: a search or the category for what left its scope,
// a person's deed for what a person removed.

import type { ExclusionReason } from '../../model/cause.ts';
import type { LinkKey } from '../../model/ids.ts';
import type { Link, ReleaseReason } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { ExclusionRow } from '../../model/state.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { unlinkedRow } from '../natural-keys.ts';
import { linkKey, rowId, type PlanContext } from '../plan-context.ts';

/** Released until a person acts: entering a search again does not bring these back. */
const untilDeed: ReadonlySet<ReleaseReason> = new Set(['removed-by-you', 'delete-not-allowed', 'let-go']);

export function isUntilDeed(link: Link): boolean {
  return link.releasedBecause !== null && untilDeed.has(link.releasedBecause);
}

export function releasedLink(context: PlanContext, link: Link, because: ReleaseReason): Link {
  return {
    ...link,
    status: 'released',
    releasedBecause: because,
    pendingUnits: [],
    changedAtMs: context.nowMs,
  };
}

/** What a person is asked, or has answered, about a pair that ends or starts anew. */
export function noQuestion(key: LinkKey): readonly StoreOperation[] {
  return [
    { table: 'conflicts', remove: [key] },
    { table: 'answers', remove: [key] },
  ];
}

/** Rows of a release: the link, its line among the excluded, and no question left open. */
export function releaseOperations(link: Link): readonly StoreOperation[] {
  const end = link.releasedBecause === 'removed-by-you' ? link.sales : (link.sales ?? link.microsoft);
  const rows: StoreOperation[] = [
    { table: 'links', put: [link] },
    ...noQuestion(link.key),
    ...clearLone(link),
  ];
  if (end === null) return rows;
  const side = end === link.sales ? 'sales' : 'microsoft';
  const reason: ExclusionReason = link.releasedBecause === 'removed-by-you' ? 'removed-by-you' : 'released';
  const row: ExclusionRow = {
    id: rowId(side, link.kind, end.id),
    side,
    kind: link.kind,
    recordId: end.id,
    title: link.title,
    reason,
    candidates: [],
    subject: link.releasedBecause,
    sinceMs: link.changedAtMs,
  };
  return [...rows, { table: 'exclusions', put: [row] }];
}

/** Rows that speak of a record without a link, for every id of the pair: else a linked item passes for a namesake later. */
export function clearLone(link: Link): readonly StoreOperation[] {
  const ids = [];
  if (link.microsoft !== null) ids.push(rowId('microsoft', link.kind, link.microsoft.id));
  if (link.sales !== null) ids.push(rowId('sales', link.kind, link.sales.id));
  return [
    { table: 'exclusions', remove: ids },
    { table: 'unlinked', remove: ids },
  ];
}

/**
 * An item that outlives its record has no counterpart any more, and is remembered by its natural key like one without a link
 * (A2): else a record that is made anew in Sales gets an item of its own beside it.
 */
export function leftAlone(
  context: PlanContext,
  { microsoft, sales }: { readonly microsoft: RemoteRecord | null; readonly sales: RemoteRecord | null },
): readonly StoreOperation[] {
  if (microsoft === null || sales !== null) return [];
  // As long as its pair is released it is nobody's rival on its way to Sales.
  return [{ table: 'unlinked', put: [unlinkedRow(context, { ...microsoft, isShared: false })] }];
}

/** Taken off by hand and back through the search only: Outlook to Sales stays closed until it is shared again (C10). */
export function resumedLink(context: PlanContext, link: Link): Link {
  const releasedBecause = link.releasedBecause === 'category-removed' ? link.releasedBecause : null;
  return { ...link, status: 'active', releasedBecause, changedAtMs: context.nowMs, recentWrites: [] };
}

/** Also the key that a memory which knows nothing of the pair would derive from the record (A6). */
export function releaseKeys(
  context: PlanContext,
  input: { readonly link: Link; readonly sales: RemoteRecord | null },
): readonly LinkKey[] {
  const { link, sales } = input;
  return [...new Set(sales === null ? [link.key] : [link.key, linkKey(context, sales, null)])];
}
