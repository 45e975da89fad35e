// The only lease is the relay's. No lease, no run. Renewal every 30 s is the adapter's business, whatever the engine waits for.

import type { InstanceId, StoreId } from '../model/ids.ts';
import type { CancelSignal } from './cancel-signal.ts';

export interface LeaseGrant {
  /** fencing number: grows whenever the holder changes */
  readonly epoch: number;
  /** another store held it last: this run is a round by rule A6 and deletes nothing */
  readonly isNewStore: boolean;
  /** server time at which the last successful run of this user began, epoch ms; null before the first */
  readonly lastSuccessStartedAtMs: number | null;
  /** the installation this user belongs to now (G3) */
  readonly instance: InstanceId;
  /** keys of records the person removed, kept by the relay so that a wiped browser does not resurrect them (D11) */
  readonly removedByUser: readonly string[];
  /** false as soon as the lease may have been lost; then nothing more is sent or committed */
  isCurrent(): boolean;
  release(): Promise<void>;
}

export interface Lease {
  /**
   * Takes or renews the lease for this store.
   * Throws SyncError `lease-refused` (another holder; `retryAfterMs`), `user-disabled`, `user-deleted`, `relay-unreachable`.
   */
  acquire(store: StoreId, signal: CancelSignal): Promise<LeaseGrant>;
}
