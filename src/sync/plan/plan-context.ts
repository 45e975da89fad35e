// Everything a plan is computed from besides the records: settings, mappings, digests and what the run knows (P1).
// A plain value: the same context and the same records give the same plan.

import type { InstanceId, LinkKey, RecordId, RunId } from '../model/ids.ts';
import {
  personalContactUnits,
  type RecordKind,
  type RecordRef,
  type UnitName,
  type UnitValue,
} from '../model/record.ts';
import type { KindSettings, SyncSettings } from '../model/settings.ts';
import { otherSide, type Side } from '../model/side.ts';
import type { Digests } from '../ports/digest.ts';
import type { SideMapping } from '../ports/remote.ts';

export interface PlanContext {
  readonly kind: RecordKind;
  readonly runId: RunId;
  /** `tenantId|oid`: part of every link key */
  readonly owner: string;
  readonly instance: InstanceId;
  readonly settings: SyncSettings;
  readonly kindSettings: KindSettings;
  readonly mappings: Readonly<Record<Side, SideMapping>>;
  readonly digests: Digests;
  /** merge units that both sides hold and that the settings allow to cross */
  readonly units: readonly UnitName[];
  /** engine clock, epoch ms: stamps rows, decides nothing about records */
  readonly nowMs: number;
  /** a round by A6 is running: nothing is deleted. `sinceMs` null: no run ever succeeded, so pairs meet by A3 */
  readonly adoption: { readonly sinceMs: number | null } | null;
  /** ms each server's clock is ahead of the device; null where its `Date` header is unreadable (D13) */
  readonly clocks: Readonly<Record<Side, number | null>>;
  /** ids that the active saved search selects (C2) */
  readonly members: ReadonlySet<RecordId>;
  /** keys of pairs the person removed, from the relay (D11) */
  readonly removedByUser: ReadonlySet<string>;
}

/** Merge units that can cross between the sides under these settings (A3: personal fields only when shared). */
export function crossingUnits(
  kind: RecordKind,
  mappings: Readonly<Record<Side, SideMapping>>,
  settings: SyncSettings,
): readonly UnitName[] {
  const held = new Set(mappings.sales.units);
  const personal: readonly string[] =
    kind === 'contact' && !settings.contacts.sharePersonalFields ? personalContactUnits : [];
  return mappings.microsoft.units.filter((unit) => held.has(unit) && !personal.includes(unit));
}

/**
 * Key of a pair or of a record that waits for its counterpart: from the record, not from the run, so that every engine
 * of this user makes the same one (sync-correctness 3.3). `replaced`: id of the dead counterpart, empty at first.
 */
export function linkKey(
  context: PlanContext,
  source: { readonly side: Side; readonly id: RecordId },
  replaced: RecordId | null,
): LinkKey {
  const parts = [context.owner, source.side, source.id, context.kind, replaced ?? ''];
  return context.digests.identity(parts.join('|')) as LinkKey;
}

/**
 * Key of a pair that was there on both sides before us. Another one than a record born in Sales gives its Outlook copy, so
 * that after lost state the marker still tells whose copy it is (A6, D11). Never used to create.
 */
export function adoptedKey(context: PlanContext, sales: { readonly id: RecordId }): LinkKey {
  return linkKey(context, { side: 'sales', id: sales.id }, 'adopted' as RecordId);
}

export function rowId(side: Side, kind: RecordKind, id: RecordId): string {
  return `${side}:${kind}:${id}`;
}

export function refOf(record: RecordRef): RecordRef {
  return { id: record.id, address: record.address };
}

/** The value of a unit as the other side would hold it (D19). */
export function fitted(context: PlanContext, from: Side, unit: UnitName, value: UnitValue): UnitValue {
  return context.mappings[otherSide(from)].fit(unit, value);
}
