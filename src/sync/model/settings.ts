// What an organisation and a user decided, as the engine needs it: already resolved and validated by the contract.

import type { SavedSearchId } from './ids.ts';
import type { RecordKind, UnitName } from './record.ts';

export type ConflictPolicy = 'sales-wins' | 'outlook-wins' | 'latest-wins' | 'ask-user';
export const conflictPolicies = [
  'sales-wins',
  'outlook-wins',
  'latest-wins',
  'ask-user',
] as const satisfies readonly ConflictPolicy[];

export interface KindSettings {
  readonly isOn: boolean;
  /** null: nothing is selected, so nothing flows from Sales to Outlook (C2) */
  readonly savedSearch: SavedSearchId | null;
  /** policy of the active saved search; records from Outlook follow the same (D13) */
  readonly policy: ConflictPolicy;
  readonly recordLimit: number;
  readonly allowCreateInSales: boolean;
  readonly allowDeleteInSales: boolean;
  /** units for which a blank never overwrites a value (D14) */
  readonly blankNeverOverwrites: readonly UnitName[];
  /** unit rules a person made from a conflict ("always this way for phone") */
  readonly unitPolicies: Readonly<Record<UnitName, ConflictPolicy>>;
}

export interface SyncSettings {
  readonly categoryName: string;
  readonly totalLimit: number;
  /** D12: contest units, or the whole record */
  readonly mergeUnit: 'field' | 'record';
  readonly kinds: Readonly<Partial<Record<RecordKind, KindSettings>>>;
  readonly contacts: {
    readonly allowWithoutAccount: boolean;
    readonly sharePersonalFields: boolean;
  };
  readonly safety: {
    /** G1: deletes above max(this many, share of links) wait */
    readonly deleteCount: number;
    /** 0.1 = 10 % */
    readonly deleteShare: number;
    readonly firstSyncNeedsPlan: boolean;
  };
}
