// Where each fault can strike. A fault at an I/O that it does not fit changes nothing, so a plan is not spent on it.

import fc from 'fast-check';
import { ioKinds, type Fault, type IoKind, type Place } from '../plan.ts';

/** The pane asks for the saved searches, no run does. */
const asked = ioKinds.filter((kind) => kind !== 'sales.savedSearches');
const services = asked.filter((kind) => kind.startsWith('microsoft.') || kind.startsWith('sales.'));
const writes: readonly IoKind[] = ['microsoft.write', 'sales.write'];
const pages: readonly IoKind[] = ['microsoft.pullPage', 'sales.pullPage'];
const reads: readonly IoKind[] = ['microsoft.read', 'sales.read'];
const searches: readonly IoKind[] = [
  'microsoft.findByMarker',
  'sales.findByMarker',
  'sales.findByNaturalKey',
];
const relay = asked.filter((kind) => kind.startsWith('lease.') || kind.startsWith('reports.'));
/** where a death leaves most to be found out */
const steps: readonly IoKind[] = ['store.commit', 'store.commit', ...writes];

const places: Readonly<Record<Fault['do'], readonly IoKind[]>> = {
  'crash-before': [...steps, ...steps, ...asked],
  'crash-after': [...steps, ...steps, ...asked],
  'lose-request': [...writes, ...writes, ...services, 'lease.acquire', 'reports.releases'],
  'lose-response': [
    ...writes,
    ...writes,
    ...services,
    'lease.acquire',
    'reports.releases',
    'reports.finished',
  ],
  'sign-in': services,
  forbidden: services,
  unreachable: [...services, 'lease.acquire', 'lease.release', 'reports.finished'],
  malformed: services,
  'storage-full': ['store.commit'],
  abort: [...steps, ...pages],
  'lease-lost': [...steps, ...pages],
  'clock-jump': [...steps, ...pages],
  suspend: [...steps, ...services, ...relay],
  'suspend-after': [...steps, ...services, ...relay],
  overtake: [...steps, ...writes, ...services, ...relay],
  'overtake-after': [...steps, ...writes, ...services, ...relay],
  throttle: [...writes, ...services],
  'half-throttled': writes,
  'half-unknown': writes,
  twice: writes,
  'drop-field': writes,
  'cut-field': writes,
  'reject-first': writes,
  'precondition-first': writes,
  'unreadable-first': reads,
  expired: pages,
  replay: pages,
  'old-row': ['microsoft.pullPage'],
  late: pages,
  'false-removed': ['microsoft.pullPage', 'sales.sweep'],
  empty: ['microsoft.pullPage', 'sales.members', 'sales.sweep'],
  shrunk: ['microsoft.pullPage', 'sales.members', 'sales.sweep'],
  endless: ['microsoft.pullPage'],
  shuffle: [...writes, ...pages, ...reads, ...searches],
};

/** Of these kinds a usual run has more than a handful. */
const frequent: ReadonlySet<IoKind> = new Set<IoKind>(['store.commit']);
const few = fc.oneof(
  { weight: 4, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 8 }) },
);
const many = fc.integer({ min: 1, max: 24 });

export function placeOn(kinds: readonly IoKind[]): fc.Arbitrary<Place> {
  return fc
    .constantFrom(...kinds)
    .chain((on) => fc.record({ on: fc.constant(on), nth: frequent.has(on) ? many : few }));
}

/** One of these faults, where it can strike. */
export function faultOf(faults: readonly Fault['do'][]): fc.Arbitrary<Fault> {
  return fc
    .constantFrom(...faults)
    .chain((what) => placeOn(places[what]).map((place): Fault => ({ ...place, do: what })));
}
