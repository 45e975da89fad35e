// One copy of a record in one service, and what became of it.

import type { RecordId } from '../../../src/sync/model/ids.ts';
import type { UnitName } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { Version } from '../history.ts';
import type { SideFault } from '../plan.ts';

export interface Item {
  readonly side: Side;
  readonly id: RecordId;
  readonly who: number;
  readonly bornBy: 'person' | 'engine';
  version: Version;
  isLive: boolean;
  /** order of the newest person's write per unit */
  readonly personWrites: Map<UnitName, number>;
  /** order of the newest version that reached a runner */
  readonly servedAt: Map<string, number>;
  /** that version */
  readonly seen: Map<string, Version>;
  /** order of the newest version that reached anybody as this record's, not among what a search found; 0 = none */
  readAt: number;
  /** order at which a person brought it back from the dead; 0 = never */
  restoredAt: number;
  /** order of the newest deed after which no delete of it may follow, unless a person asks for one; 0 = none */
  claimedAt: number;
  /** that of the newest claim which only a disk knows, because it was made in the pane */
  paneClaimAt: number;
  /** order at which it was first there */
  readonly bornAt: number;
  /** it had another id before (F21) */
  readonly isMoved: boolean;
  /** it lives on under another id */
  hasMoved: boolean;
  /** order of the newest listing for a runner that did not show it although it was there, and how */
  readonly hiddenAt: Map<string, { readonly order: number; readonly how: SideFault }>;
  /** order of the newest answer to a runner for which the saved search left it out although it is in it */
  readonly unlistedAt: Map<string, number>;
}
