// Everything a run is given. Nothing else of the world is reachable from the engine.

import type { Clock } from './clock.ts';
import type { Digests } from './digest.ts';
import type { Lease } from './lease.ts';
import type { MicrosoftRemote, SalesRemote } from './remote.ts';
import type { ReportSink } from './report-sink.ts';
import type { SyncStore } from './sync-store.ts';

export interface SyncPorts {
  readonly microsoft: MicrosoftRemote;
  readonly sales: SalesRemote;
  readonly store: SyncStore;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly reports: ReportSink;
}
