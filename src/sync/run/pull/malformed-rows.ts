// Rows of a page that are not what the contract says: the cursor moves past them, so each is read again by id until it can
// be understood, and is reported as failing meanwhile. Forgotten, they would be changes that nobody ever saw (I15).

import type { FeedPage } from '../../model/change.ts';
import type { RecordId } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { RecordFailure } from '../../model/run-report.ts';
import type { Side } from '../../model/side.ts';
import type { FailureRow, InboxRow } from '../../model/state.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { failureId } from '../../plan/write/quarantine.ts';
import { recheckRow, waitMs } from '../../plan/write/settle-failure.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import type { Run } from '../run-context.ts';

/** Belongs into the commit that moves the cursor past the page. */
export async function malformedRows(
  run: Run,
  context: PlanContext,
  { side, page }: { readonly side: Side; readonly page: FeedPage },
): Promise<readonly StoreOperation[]> {
  const ids = page.malformed ?? [];
  if (ids.length === 0) return [];
  const links = await run.ports.store.where('links', `${side}.id`, ids);
  const byId = new Map(
    links.filter(({ status }) => status !== 'tombstone').map((link) => [link[side]?.id, link]),
  );
  const inbox: InboxRow[] = [];
  const failures: FailureRow[] = [];
  for (const id of ids) {
    const link = byId.get(id);
    // C2: what is neither linked nor selected is nobody's business here.
    if (link === undefined && side === 'sales' && !context.members.has(id)) continue;
    const failure = failureOf(context, { side, id, link });
    run.tally.failures.push(failure);
    inbox.push(laterRow(context, { side, id, link }));
    if (link !== undefined) failures.push(failureRow(context, failure, link));
  }
  return [
    { table: 'inbox', put: inbox },
    { table: 'failures', put: failures },
  ];
}

interface Malformed {
  readonly side: Side;
  readonly id: RecordId;
  readonly link: Link | undefined;
}

function laterRow(context: PlanContext, { side, id, link }: Malformed): InboxRow {
  const ref = { id, address: link?.[side]?.address ?? null };
  return recheckRow(context, { side, ref, attempts: 1, notBeforeMs: context.nowMs + waitMs(1) });
}

function failureOf(context: PlanContext, { side, id, link }: Malformed): RecordFailure {
  return {
    kind: context.kind,
    recordKey: context.digests.keyed(`record:${link?.key ?? `${side}:${id}`}`),
    side,
    operation: 'read',
    cause: 'malformed',
    attribute: null,
    status: null,
    requestId: null,
  };
}

function failureRow(context: PlanContext, failure: RecordFailure, link: Link): FailureRow {
  const id = failureId(failure.side, link.kind, link.key);
  return { ...failure, id, title: link.title, sinceMs: context.nowMs, runId: context.runId };
}
