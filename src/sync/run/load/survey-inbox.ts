// One look over everything that waits, before any of it is planned: which rows are due and in what order, which records
// share a natural key (A2), and which ones the limit leaves out (C6). Keeps ids and digests only, never content.

import type { InboxRow } from '../../model/state.ts';
import { naturalDigest, naturalKeyOf } from '../../plan/natural-keys.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { maxWaitMs } from '../../plan/write/settle-failure.ts';
import type { Run } from '../run-context.ts';
import { forEachRow, slices } from '../tables.ts';

export interface Survey {
  /** ids of due rows: Sales first, so that an Outlook item finds the pair it belongs to already made */
  readonly due: readonly string[];
  /** Sales records without a link, by natural key */
  readonly rivals: ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>;
  /** record ids left out by the limit */
  readonly overLimit: ReadonlySet<string>;
  /** server time of the oldest change that waits, epoch ms; null when none does */
  readonly oldestAtMs: number | null;
}

interface Lone {
  readonly recordId: string;
  readonly title: string;
  readonly side: InboxRow['side'];
  readonly modifiedAtMs: number;
  readonly natural: string | null;
}

export async function surveyInbox(run: Run, context: PlanContext): Promise<Survey> {
  const nowMs = run.ports.clock.nowMs();
  const due: { readonly id: string; readonly side: InboxRow['side'] }[] = [];
  const candidates: Lone[] = [];
  let oldestAtMs: number | null = null;
  await forEachRow(run.ports.store, 'inbox', (row) => {
    if (row.kind !== context.kind || !isDue(row, nowMs)) return;
    due.push({ id: row.id, side: row.side });
    if (row.change.type === 'recheck' && (row.side === 'microsoft' || context.members.has(row.recordId))) {
      candidates.push(unreadLone(row));
    }
    if (row.change.type !== 'upserted') return;
    const { record } = row.change;
    oldestAtMs = Math.min(oldestAtMs ?? record.modifiedAtMs, record.modifiedAtMs);
    if (mayBecomePair(context, row)) candidates.push(loneOf(context, row, record));
  });
  const lone = await withoutLink(run, candidates);
  return {
    due: [...due.filter((row) => row.side === 'sales'), ...due.filter((row) => row.side !== 'sales')].map(
      (row) => row.id,
    ),
    rivals: rivalsOf(lone),
    overLimit: await overLimit(run, context, lone),
    oldestAtMs,
  };
}

/** A device clock that was set back must not make a row wait longer than any wait there is. */
export function isDue(row: InboxRow, nowMs: number): boolean {
  return row.notBeforeMs <= nowMs || row.notBeforeMs > nowMs + maxWaitMs;
}

function mayBecomePair(context: PlanContext, row: InboxRow): boolean {
  if (row.change.type !== 'upserted' || row.change.record.isDeleted) return false;
  return row.side === 'sales' ? context.members.has(row.recordId) : row.change.record.isShared;
}

/** Looked at again: for the limit it counts as the oldest, since the others are known to be new. */
function unreadLone(row: InboxRow): Lone {
  return { recordId: row.recordId, title: '', side: row.side, modifiedAtMs: 0, natural: null };
}

function loneOf(
  context: PlanContext,
  row: InboxRow,
  record: Extract<InboxRow['change'], { type: 'upserted' }>['record'],
): Lone {
  const natural = naturalKeyOf(context, record);
  return {
    recordId: row.recordId,
    title: record.title,
    side: row.side,
    modifiedAtMs: record.modifiedAtMs,
    natural: natural === null ? null : naturalDigest(context, natural),
  };
}

async function withoutLink(run: Run, candidates: readonly Lone[]): Promise<readonly Lone[]> {
  const linked = new Set<string>();
  for (const slice of slices(candidates, 500)) {
    for (const side of ['microsoft', 'sales'] as const) {
      const ids = slice.filter((row) => row.side === side).map((row) => row.recordId);
      if (ids.length === 0) continue;
      for (const link of await run.ports.store.where('links', `${side}.id`, ids)) {
        if (link.status !== 'tombstone' && link[side] !== null) linked.add(link[side].id);
      }
    }
  }
  return candidates.filter((row) => !linked.has(row.recordId));
}

function rivalsOf(lone: readonly Lone[]): Survey['rivals'] {
  const byKey = new Map<string, { readonly id: string; readonly name: string }[]>();
  for (const row of lone) {
    if (row.side !== 'sales' || row.natural === null) continue;
    const same = byKey.get(row.natural) ?? [];
    same.push({ id: row.recordId, name: row.title });
    byKey.set(row.natural, same);
  }
  return byKey;
}

/** C6: newest first; a linked record is never pushed out. */
async function overLimit(
  run: Run,
  context: PlanContext,
  lone: readonly Lone[],
): Promise<ReadonlySet<string>> {
  const limit = Math.min(context.kindSettings.recordLimit, context.settings.totalLimit);
  if (lone.length === 0 || (await run.ports.store.count('links')) + lone.length <= limit) return new Set();
  let linked = 0;
  await forEachRow(run.ports.store, 'links', (link) => {
    if (link.status === 'active' || link.status === 'quarantined') linked += 1;
  });
  const room = Math.max(0, limit - linked);
  const newest = [...lone].sort(
    (one, other) => other.modifiedAtMs - one.modifiedAtMs || (one.recordId < other.recordId ? -1 : 1),
  );
  return new Set(newest.slice(room).map((row) => row.recordId));
}
