// Which of the first screens a person sees. Start stays until the first plan was answered: its last step is the plan.

import type { SessionSnapshot } from '../../session/session.ts';

export type FirstScreenName = 'loading' | 'storage' | 'start' | 'home';

export function firstScreenOf(snapshot: SessionSnapshot): FirstScreenName {
  const { microsoft, sales, storage, relay, me } = snapshot;
  if (storage !== 'opening' && storage !== 'ready') return 'storage';
  // Signed in, but the relay never answered on this device: Start says so.
  if (storage === 'opening') return relay === 'unreachable' && me === null ? 'start' : 'loading';
  if (microsoft.status === 'checking' || sales.status === 'checking') return 'loading';
  if (microsoft.status === 'signed-out' || sales.status === 'signed-out') return 'start';
  return isSetUp(snapshot) ? 'home' : 'start';
}

function isSetUp(snapshot: SessionSnapshot): boolean {
  const { me, hasChosen, lastSuccessAtMs, counts, lastRun, waitingPlans, problem } = snapshot;
  // Offline with nothing but the cache: what was set up stays set up.
  if (me === null) return counts.links > 0;
  if (problem?.cause === 'user-disabled' || problem?.cause === 'user-deleted') return true;
  if (!hasChosen) return false;
  if (!me.organisation.safety.firstSyncNeedsPlan || counts.links > 0) return true;
  if (waitingPlans.includes('contact')) return false;
  return lastSuccessAtMs !== null || lastRun !== null;
}
