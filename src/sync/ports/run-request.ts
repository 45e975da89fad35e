// What is asked of a run.

import type { InstanceId, RunId } from '../model/ids.ts';
import type { RecordKind } from '../model/record.ts';
import type { RunTrigger } from '../model/run-report.ts';
import type { SyncSettings } from '../model/settings.ts';

export interface RunRequest {
  readonly runId: RunId;
  readonly trigger: RunTrigger;
  /** full: cursors and sweep memory dropped; links, bases, tombstones, releases, answers, holds stay */
  readonly mode: 'routine' | 'full';
  readonly kinds: readonly RecordKind[];
  readonly settings: SyncSettings;
  /** `tenantId|oid`: part of every link key */
  readonly owner: string;
  readonly salesUser: string;
  readonly instance: InstanceId;
  /** `ask`: first sync, full sync and changed scope stop after planning (P2); `apply`: background runs and administrators */
  readonly plans: 'ask' | 'apply';
}
