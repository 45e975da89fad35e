// The engine's memory: typed tables, reads, and one atomic commit. Everything the protocol calls "one transaction" is
// one `commit`. Rows are plain data; reads return copies or frozen rows, never live objects.

import type { Answer, Conflict, KeptValue } from '../model/decision.ts';
import type { StoreId } from '../model/ids.ts';
import type { Link } from '../model/link.ts';
import type { StoredPlan } from '../model/plan.ts';
import type { RunReport } from '../model/run-report.ts';
import type {
  AccountChoice,
  ExclusionRow,
  FailureRow,
  HeldDeletes,
  InboxRow,
  JournalRow,
  MembershipRow,
  MetaRow,
  SeenInRound,
  StoredCursor,
  UnlinkedRow,
} from '../model/state.ts';
import type { Intent } from '../model/write.ts';

export interface Tables {
  links: Link;
  intents: Intent;
  inbox: InboxRow;
  cursors: StoredCursor;
  seen: SeenInRound;
  membership: MembershipRow;
  unlinked: UnlinkedRow;
  exclusions: ExclusionRow;
  failures: FailureRow;
  conflicts: Conflict;
  answers: Answer;
  keptValues: KeptValue;
  accountChoices: AccountChoice;
  journal: JournalRow;
  heldDeletes: HeldDeletes;
  plans: StoredPlan;
  runs: RunReport;
  meta: MetaRow;
}
export type TableName = keyof Tables;

/** Primary key of each table: one string field of the row. */
export const primaryKeys = {
  links: 'key',
  intents: 'intentId',
  inbox: 'id',
  cursors: 'feed',
  seen: 'id',
  membership: 'kind',
  unlinked: 'id',
  exclusions: 'id',
  failures: 'id',
  conflicts: 'key',
  answers: 'key',
  keptValues: 'id',
  accountChoices: 'company',
  journal: 'id',
  heldDeletes: 'id',
  plans: 'kind',
  runs: 'runId',
  meta: 'name',
} as const satisfies { readonly [T in TableName]: keyof Tables[T] };

/** Secondary indexes: equality only, never unique (a duplicate must be seen, not refused). At most two beside the key. */
export const secondaryIndexes = {
  links: ['microsoft.id', 'sales.id'],
  unlinked: ['naturalKeys'],
  seen: ['feed'],
  journal: ['key'],
  keptValues: ['key'],
} as const satisfies { readonly [T in TableName]?: readonly string[] };
export type IndexOf<T extends TableName> = T extends keyof typeof secondaryIndexes
  ? (typeof secondaryIndexes)[T][number]
  : never;

export type StoreOperation = {
  readonly [T in TableName]:
    | { readonly table: T; readonly put: readonly Tables[T][] }
    | { readonly table: T; readonly remove: readonly string[] };
}[TableName];

export interface SyncStore {
  readonly id: StoreId;
  get<T extends TableName>(table: T, key: string): Promise<Tables[T] | undefined>;
  /** in the order of the keys; missing rows are undefined */
  getMany<T extends TableName>(
    table: T,
    keys: readonly string[],
  ): Promise<readonly (Tables[T] | undefined)[]>;
  /** rows whose indexed field equals one of the values (multi-entry for arrays) */
  where<T extends TableName>(
    table: T,
    index: IndexOf<T>,
    values: readonly string[],
  ): Promise<readonly Tables[T][]>;
  /** rows in key order, strictly after `after`, at most `limit` */
  scan<T extends TableName>(
    table: T,
    options: { readonly after?: string; readonly limit: number },
  ): Promise<readonly Tables[T][]>;
  count(table: TableName): Promise<number>;
  /**
   * All operations or none, durable when it resolves. `epoch` is the lease's fencing number: a store that has seen a
   * greater one rejects with SyncError `lease-lost` and changes nothing (I30). A person's own rows (answers, choices,
   * approvals) are committed with epoch null, which never conflicts.
   * Rejects with `storage-full` or `storage-lost` where the platform says so.
   */
  commit(epoch: number | null, operations: readonly StoreOperation[]): Promise<void>;
}
