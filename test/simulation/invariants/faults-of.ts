// Which faults a plan contains: some make an outcome unknowable for everybody.

import type { Side } from '../../../src/sync/model/side.ts';
import type { Deed, Fault, Plan } from '../plan.ts';

export function hasFault(plan: Plan, ...names: readonly Fault['do'][]): boolean {
  return plan.rounds.some(({ faults }) => faults.some((fault) => names.includes(fault.do)));
}

/** F17, F19, F26: a listing does not show what is there. */
export const hidingFaults: readonly Fault['do'][] = ['empty', 'shrunk', 'false-removed', 'late'];

/** After these the runner may have lost its lease. */
export const leaseEndingFaults: readonly Fault['do'][] = [
  'lease-lost',
  'suspend',
  'suspend-after',
  'overtake',
  'overtake-after',
];

/** After these nobody knows whether a write was applied. */
export const forgettingFaults: readonly Fault['do'][] = [
  'crash-before',
  'crash-after',
  'lose-request',
  'lose-response',
  'malformed',
  'half-unknown',
  'twice',
  'storage-full',
  'abort',
  ...leaseEndingFaults,
];

export function hasDeed({ rounds }: Plan, name: Deed['do']): boolean {
  return rounds.some((round) =>
    [...round.before, ...round.during.map(({ deed }) => deed)].some((deed) => deed.do === name),
  );
}

/**
 * 3.4: where Sales compares no etag by itself, the second application of a write that was carried out twice (F3) meets what
 * it was not made for. It is flagged, not judged.
 */
export function isUnguarded(
  { side }: { readonly side: Side },
  facts: { readonly plan: Plan; hasStruck(...faults: readonly Fault['do'][]): boolean },
): boolean {
  return side === 'sales' && facts.plan.quirks.salesEtags !== 'kept' && facts.hasStruck('twice');
}
