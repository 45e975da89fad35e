// The list of writes a run intends, with diffs: a pure value that can be shown, stored and applied (P1-P3).

import type { ExclusionReason } from './cause.ts';
import type { LinkKey } from './ids.ts';
import type { RecordKind, UnitName, UnitValue } from './record.ts';
import type { Side } from './side.ts';

export type PlanAction = 'create' | 'update' | 'adopt' | 'release' | 'delete' | 'hold';

export interface FieldDiff {
  readonly unit: UnitName;
  readonly before: UnitValue;
  readonly after: UnitValue;
}

export interface PlanItem {
  /** stable across computations of the same state: `${key}:${side}:${action}` */
  readonly id: string;
  readonly key: LinkKey;
  readonly kind: RecordKind;
  readonly side: Side;
  readonly action: PlanAction;
  readonly title: string;
  readonly fields: readonly FieldDiff[];
  /** rule id that decided, e.g. `A2`, `D4` */
  readonly rule: string;
  /** digest of what would be written: an approved item whose payload digest changed is left for the next run (P3) */
  readonly payload: string;
  readonly heldBecause: ExclusionReason | null;
}

export type PlanReason = 'first-sync' | 'full-sync' | 'changed-search' | 'changed-scope';

/** A plan that waits for a person. After 24 hours it is computed anew (P2). */
export interface StoredPlan {
  readonly kind: RecordKind;
  readonly reason: PlanReason;
  readonly madeAtMs: number;
  readonly items: readonly PlanItem[];
  /** null while it waits; then the ids that were approved (all but the excluded ones) */
  readonly approved: readonly string[] | null;
}
