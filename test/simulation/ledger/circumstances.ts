// Facts of the run of a plan that are not about one record: what runners forgot, what their settings said, what a person let
// through.

import type { ConflictPolicy } from '../../../src/sync/model/settings.ts';
import type { Side } from '../../../src/sync/model/side.ts';

export interface Circumstances {
  /**
   * order at which the runner at work lost its disk, or it was set back, or another runner took over; 0 = it has succeeded
   * since, and knows what there is
   */
  memoryLostAt: number;
  /** the newest such order of either runner, whatever it has learnt since; 0 = never */
  newestLossAt: number;
  /** how many runners have lost theirs, and have not succeeded since */
  lostMemories: number;
  /** what the settings of a runner's newest run said */
  readonly policies: Map<'pane' | 'worker', ConflictPolicy>;
  /** what the settings of the newest run that succeeded said, and of every run since: work of them may be open */
  readonly workedBy: ConflictPolicy[];
  /** sides on which the last record died once: their listing was empty */
  readonly emptied: Set<Side>;
  /** values that a round by A6 leaves as they are although they differ: `acceptedName`, and per side `acceptedOn` */
  readonly accepted: Set<string>;
  /** `side key` of deletes a person let through that were not sent yet */
  readonly confirmedDeletes: Set<string>;
  /** `side key` of deletes a person refused, with the order at which that was */
  readonly keptDeletes: Map<string, number>;
}

export function atFirst(): Circumstances {
  return {
    memoryLostAt: 0,
    newestLossAt: 0,
    lostMemories: 0,
    emptied: new Set(),
    policies: new Map(),
    workedBy: [],
    accepted: new Set(),
    confirmedDeletes: new Set(),
    keptDeletes: new Map(),
  };
}
