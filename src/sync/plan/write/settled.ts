// What one write outcome comes to.

import type { RecordFailure } from '../../model/run-report.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';

export interface Settled {
  readonly operations: readonly StoreOperation[];
  readonly counted: 'created' | 'updated' | 'deleted' | null;
  readonly failure: RecordFailure | null;
  /** the intent stays: sent again later, or read back first */
  readonly isOpen: boolean;
}
