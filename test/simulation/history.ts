// What both services know of their own past: the only food of the ledger and of the monitors, so that no check ever
// believes the engine.

import type { Etag, RecordId } from '../../src/sync/model/ids.ts';
import type { Marker, Units } from '../../src/sync/model/record.ts';
import type { Side } from '../../src/sync/model/side.ts';
import type { Write } from '../../src/sync/model/write.ts';

/** One record as a service holds it, after something happened to it. */
export interface Version {
  readonly id: RecordId;
  readonly etag: Etag | null;
  readonly units: Units;
  readonly marker: Marker | null;
  readonly isShared: boolean;
  readonly isDeleted: boolean;
  readonly modifiedAtMs: number;
}

export type HistoryEvent = {
  readonly side: Side;
  readonly id: RecordId;
  /** virtual time of the world, epoch ms */
  readonly atMs: number;
} & (
  | {
      readonly type: 'changed';
      readonly by: 'person' | 'engine';
      readonly operation: 'create' | 'update' | 'delete' | 'restore' | 'move' | 'bump';
      /** null before a create */
      readonly before: Version | null;
      /** null when the record is gone for good */
      readonly after: Version | null;
      /** what the engine asked for; null for a person */
      readonly write: Write | null;
      readonly runner: 'pane' | 'worker' | null;
    }
  /** the service refused a write (412, 404, 400, 429) */
  | { readonly type: 'refused'; readonly write: Write; readonly runner: 'pane' | 'worker' }
  /** this content has reached an engine: by page, read, search, or as the answer of a write */
  | {
      readonly type: 'served';
      readonly runner: 'pane' | 'worker';
      /** the content as it was served: the record may have changed since */
      readonly version: Version;
      /** by a search for something else, perhaps: an engine that knows the record takes nothing from it */
      readonly isFound?: true;
    }
);

export type HistoryListener = (event: HistoryEvent) => void;
