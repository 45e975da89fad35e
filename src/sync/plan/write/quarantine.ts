// G7: a record in a loop is left alone until a person brings it back; it stays visible as a failure.

import type { Link } from '../../model/link.ts';
import { sides, type Side } from '../../model/side.ts';
import type { FailureRow } from '../../model/state.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import type { PlanContext } from '../plan-context.ts';

export function failureId(side: string, kind: string, key: string): string {
  return `${side}:${kind}:${key}`;
}

export function quarantineOperations(context: PlanContext, link: Link): readonly StoreOperation[] {
  const row: FailureRow = {
    id: failureId('sales', link.kind, link.key),
    kind: link.kind,
    recordKey: context.digests.keyed(`record:${link.key}`),
    side: 'sales',
    operation: 'update',
    cause: 'loop-quarantined',
    attribute: null,
    status: null,
    requestId: null,
    title: link.title,
    sinceMs: context.nowMs,
    runId: context.runId,
  };
  const next: Link = { ...link, status: 'quarantined', changedAtMs: context.nowMs };
  return [
    { table: 'links', put: [next] },
    { table: 'failures', put: [row] },
  ];
}

/** Where nothing is left to be written nothing can be failing. */
export function clearFailures(
  link: { readonly kind: string; readonly key: string },
  on: readonly Side[] = sides,
): readonly StoreOperation[] {
  if (on.length === 0) return [];
  return [{ table: 'failures', remove: on.map((side) => failureId(side, link.kind, link.key)) }];
}
