// Which fault can do anything at which I/O.

import { sideFaults, type Fault, type IoKind, type SideFault } from '../plan.ts';

/** Whether this happens at such an I/O. What a service does is told by the service, being overtaken by whoever overtakes. */
export function fits(kind: IoKind, fault: Fault['do']): boolean {
  if (isSideFault(fault) || fault === 'overtake' || fault === 'overtake-after') return false;
  if (fault === 'storage-full') return kind === 'store.commit';
  if (['lose-request', 'unreachable', 'lose-response'].includes(fault)) return kind !== 'store.commit';
  return isService(kind) || !['sign-in', 'forbidden', 'malformed'].includes(fault);
}

export function isService(kind: IoKind): boolean {
  return kind.startsWith('microsoft.') || kind.startsWith('sales.');
}

export function sideOf(kind: IoKind): 'microsoft' | 'sales' {
  return kind.startsWith('microsoft.') ? 'microsoft' : 'sales';
}

export function isSideFault(fault: Fault['do']): fault is SideFault {
  return (sideFaults as readonly string[]).includes(fault);
}
