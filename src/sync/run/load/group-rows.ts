// Puts the inbox rows of one slice together by what they speak of: a linked pair, or a record without a link.

import type { Conflict } from '../../model/decision.ts';
import type { LinkKey } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { Side } from '../../model/side.ts';
import type { HeldDeletes, InboxRow } from '../../model/state.ts';
import type { Intent } from '../../model/write.ts';
import { rowId, type PlanContext } from '../../plan/plan-context.ts';
import type { Run } from '../run-context.ts';
import { allRows } from '../tables.ts';

export interface PairRows {
  readonly link: Link;
  /** the row of each end, whatever slice it was due in */
  readonly ends: Readonly<Record<Side, InboxRow | undefined>>;
  readonly wishes: readonly InboxRow[];
}

export interface Groups {
  readonly pairs: readonly PairRows[];
  readonly lone: readonly InboxRow[];
}

/**
 * Pairs and records with an open intent stay out until it is settled; held deletes, and records without a link that an open
 * question offers (D20), until a person decides: linked elsewhere, they could not be chosen any more.
 */
export interface Closed {
  readonly keys: ReadonlySet<string>;
  /** grows with the questions that this pass asks */
  readonly recordIds: Set<string>;
  readonly held: ReadonlySet<string>;
}

export async function closedNow(run: Run): Promise<Closed> {
  const intents = await allRows(run.ports.store, 'intents');
  const conflicts = await allRows(run.ports.store, 'conflicts');
  return {
    keys: new Set(intents.flatMap(keysOf)),
    recordIds: new Set([...intents.flatMap(recordIdsOf), ...conflicts.flatMap(offeredIds)]),
    held: await heldKeys(run),
  };
}

/** Pairs with a delete that waits for a person (G1). */
export async function heldKeys(run: Run): Promise<ReadonlySet<string>> {
  const held = await allRows(run.ports.store, 'heldDeletes');
  return new Set(held.filter(isUndecided).flatMap((row) => row.keys));
}

function keysOf(intent: Intent): readonly string[] {
  const replaces = intent.settlement?.replaces ?? null;
  return replaces === null ? [intent.key] : [intent.key, replaces];
}

function recordIdsOf(intent: Intent): readonly string[] {
  const draft = intent.settlement?.draft ?? null;
  const ids = [draft?.microsoft?.id, draft?.sales?.id, intent.target?.id];
  return ids.filter((id) => id !== undefined);
}

export function offeredIds({ candidates }: Conflict): readonly string[] {
  return (candidates ?? []).map(({ id }) => id);
}

function isUndecided(row: HeldDeletes): boolean {
  return row.decision === null && !isReleaseHold(row);
}

/** Releases of a search that shrank wait like deletes, and delete nothing. */
export function isReleaseHold({ id }: HeldDeletes): boolean {
  return id.endsWith(':release');
}

export async function groupRows(
  run: Run,
  context: PlanContext,
  facts: { readonly rows: readonly InboxRow[]; readonly closed: Closed },
): Promise<Groups> {
  const { rows, closed } = facts;
  const links = await linksOf(run, rows);
  const pairs = new Map<LinkKey, PairRows>();
  const lone: InboxRow[] = [];
  const others = await otherRows(run, context, [...new Set(links.values())]);
  for (const row of rows) {
    const link = links.get(`${row.side}:${row.recordId}`);
    if (link === undefined) {
      if (!closed.recordIds.has(row.recordId)) lone.push(row);
      continue;
    }
    if (closed.keys.has(link.key)) continue;
    const known = pairs.get(link.key) ?? { link, ...endRows(context, link, others) };
    const isNew = isWish(row) && known.wishes.every(({ id }) => id !== row.id);
    pairs.set(link.key, isNew ? { ...known, wishes: [...known.wishes, row] } : known);
  }
  return { pairs: [...pairs.values()].filter((pair) => !isHeld(pair, closed)), lone };
}

/** A held delete with nothing new to say is not read again. */
function isHeld(pair: PairRows, closed: Closed): boolean {
  if (!closed.held.has(pair.link.key) || pair.wishes.length > 0) return false;
  const rows = [pair.ends.microsoft, pair.ends.sales].filter((row) => row !== undefined);
  return rows.every((row) => row.change.type === 'removed' || isInactive(row));
}

function isInactive(row: InboxRow): boolean {
  return row.change.type === 'upserted' && row.change.record.isDeleted;
}

export function isWish(row: InboxRow): boolean {
  return row.id.startsWith('wish:');
}

async function linksOf(run: Run, rows: readonly InboxRow[]): Promise<ReadonlyMap<string, Link>> {
  const found = new Map<string, Link>();
  for (const side of ['microsoft', 'sales'] as const) {
    const ids = rows.filter((row) => row.side === side).map((row) => row.recordId);
    if (ids.length === 0) continue;
    for (const link of await run.ports.store.where('links', `${side}.id`, ids)) {
      if (link.status !== 'tombstone' && link[side] !== null) found.set(`${side}:${link[side].id}`, link);
    }
  }
  return found;
}

async function otherRows(
  run: Run,
  context: PlanContext,
  links: readonly Link[],
): Promise<ReadonlyMap<string, InboxRow>> {
  const ids = links.flatMap((link) => [
    ...(link.microsoft === null ? [] : [rowId('microsoft', context.kind, link.microsoft.id)]),
    ...(link.sales === null ? [] : [rowId('sales', context.kind, link.sales.id)]),
  ]);
  const rows = await run.ports.store.getMany('inbox', [...ids, ...ids.map(wishId)]);
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])));
}

function endRows(
  context: PlanContext,
  link: Link,
  rows: ReadonlyMap<string, InboxRow>,
): Omit<PairRows, 'link'> {
  const { microsoft, sales } = link;
  const ids = {
    microsoft: microsoft === null ? '' : rowId('microsoft', context.kind, microsoft.id),
    sales: sales === null ? '' : rowId('sales', context.kind, sales.id),
  };
  return {
    ends: { microsoft: rows.get(ids.microsoft), sales: rows.get(ids.sales) },
    wishes: [ids.microsoft, ids.sales].flatMap((id) => rows.get(wishId(id)) ?? []),
  };
}

/** A wish that waits (its create was refused) counts whenever its pair is judged, or the wished record would be deleted. */
function wishId(id: string): string {
  return `wish:bring-back::${id}`;
}
