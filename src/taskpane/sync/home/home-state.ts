// What the first card of Home says. The worst thing that a person can mend comes first; a running run comes before
// what an earlier run left behind.

import type { SessionSnapshot } from '../../session/session.ts';
import type { Side } from '../../../sync/model/side.ts';

export type HomeState =
  | { readonly state: 'disabled' }
  /** these sign-ins no longer work */
  | { readonly state: 'sign-in'; readonly sides: readonly Side[] }
  | { readonly state: 'running' }
  | { readonly state: 'plan' }
  | { readonly state: 'off' }
  | { readonly state: 'paused' }
  | { readonly state: 'elsewhere' }
  | { readonly state: 'offline' }
  | { readonly state: 'stopped' }
  | { readonly state: 'partly' }
  | { readonly state: 'needs-you' }
  | { readonly state: 'in-sync' }
  | { readonly state: 'ready' };

export function homeStateOf(snapshot: SessionSnapshot): HomeState {
  const { me, problem, run, contacts, waitingPlans, isOnline } = snapshot;
  const isOwn = me?.sync.disabledBy === 'user';
  if (me?.sync.isEnabled === false && !isOwn) return { state: 'disabled' };
  const sides = expiredSides(snapshot);
  if (sides.length > 0) return { state: 'sign-in', sides };
  if (run.state === 'running') return { state: 'running' };
  if (contacts?.isOn === false) return { state: 'off' };
  if (run.state === 'suspended') return { state: 'paused' };
  if (!isOnline) return { state: 'offline' };
  if (waitingPlans.includes('contact')) return { state: 'plan' };
  if (problem) return { state: 'stopped' };
  if (run.state === 'elsewhere') return { state: 'elsewhere' };
  return restingState(snapshot);
}

function expiredSides({ microsoft, sales, problem }: SessionSnapshot): readonly Side[] {
  const sides: Side[] = [];
  if (microsoft.status === 'expired' || problem?.cause === 'wrong-mailbox') sides.push('microsoft');
  if (sales.status === 'expired' || problem?.cause === 'wrong-sales-account') sides.push('sales');
  return sides;
}

function restingState(snapshot: SessionSnapshot): HomeState {
  const { counts, lastRun, lastSuccessAtMs } = snapshot;
  if (counts.failures > 0 || lastRun?.outcome === 'partly-failed') return { state: 'partly' };
  if (counts.conflicts + counts.heldDeletes + stuckOf(snapshot) > 0) return { state: 'needs-you' };
  return { state: lastSuccessAtMs === null ? 'ready' : 'in-sync' };
}

/**
 * Contacts that should be synced and cannot be until their person mends them: a company without an account (A4), several that
 * look the same (A2). Counted by the newest run: no screen walks through everything that is left out.
 */
export function stuckOf({ lastRun, counts }: SessionSnapshot): number {
  const excluded = lastRun?.kinds.contact?.excluded ?? {};
  const stuck = (excluded['ambiguous-account'] ?? 0) + (excluded['duplicate-natural-key'] ?? 0);
  return Math.min(stuck, counts.exclusions);
}
