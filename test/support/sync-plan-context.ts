// A context for plan tables: no ports, no store, no time of its own.

import { createDigests } from '../../src/store/digest/keyed-digests.ts';
import type { Link, LinkEnd } from '../../src/sync/model/link.ts';
import type { Etag, InstanceId, LinkKey, RecordId, RunId } from '../../src/sync/model/ids.ts';
import type { RemoteRecord, Units } from '../../src/sync/model/record.ts';
import type { Side } from '../../src/sync/model/side.ts';
import { digestsOf } from '../../src/sync/plan/merge/unit-forms.ts';
import type { PairInput } from '../../src/sync/plan/pair/pair-plan.ts';
import { crossingUnits, type PlanContext } from '../../src/sync/plan/plan-context.ts';
import { contactSettings, settingsWith, type SettingsChange } from './sync-bench.ts';
import { fakeMapping, outlookUnits, salesUnits } from './sync-fake-side.ts';

export const nowMs = Date.UTC(2026, 0, 5, 8);

export function contextWith(settings: SettingsChange = {}, change: Partial<PlanContext> = {}): PlanContext {
  const all = settingsWith(settings);
  const mappings = {
    microsoft: fakeMapping('microsoft', outlookUnits),
    sales: fakeMapping('sales', salesUnits),
  };
  return {
    kind: 'contact',
    runId: 'run-1' as RunId,
    owner: 'tenant|user',
    instance: 'instance-1' as InstanceId,
    settings: all,
    kindSettings: all.kinds.contact ?? contactSettings,
    mappings,
    digests: createDigests('00112233445566778899aabbccddeeff'),
    units: crossingUnits('contact', mappings, all),
    nowMs,
    adoption: null,
    clocks: { microsoft: 0, sales: 0 },
    members: new Set(['s1' as RecordId]),
    removedByUser: new Set(),
    ...change,
  };
}

export function recordOn(side: Side, units: Units, change: Partial<RemoteRecord> = {}): RemoteRecord {
  return {
    id: (side === 'microsoft' ? 'm1' : 's1') as RecordId,
    address: null,
    side,
    kind: 'contact',
    etag: `W/${side}` as Etag,
    modifiedAtMs: nowMs - 1_000,
    units,
    title: 'Ada Lovelace',
    isShared: false,
    isReadOnly: false,
    isDeleted: false,
    marker: side === 'microsoft' ? { key: 'key-1' as LinkKey, instance: 'instance-1' as InstanceId } : null,
    ...change,
  };
}

export function endOf(context: PlanContext, record: RemoteRecord, base: Units | null): LinkEnd {
  return {
    id: record.id,
    address: record.address,
    etag: record.etag,
    base: base === null ? {} : digestsOf(context, base),
    ownWriteAtMs: null,
    baseAtMs: nowMs - 60_000,
    shortened: [],
  };
}

/** A pair as its base knew it, and as it is now; null: gone. */
export interface PairFacts {
  readonly base: Units | null;
  readonly microsoft: Units | null;
  readonly sales: Units | null;
  readonly link?: Partial<Link>;
  readonly isShared?: boolean;
  readonly input?: Partial<PairInput>;
}

export function pairInput(context: PlanContext, facts: PairFacts): PairInput {
  const isShared = facts.isShared ?? false;
  const microsoft = recordOn('microsoft', facts.microsoft ?? {}, { isShared });
  const sales = recordOn('sales', facts.sales ?? {});
  const link: Link = {
    key: 'key-1' as LinkKey,
    kind: 'contact',
    status: 'active',
    bornIn: 'sales',
    microsoft: endOf(context, microsoft, facts.base),
    sales: endOf(context, sales, facts.base),
    isShared,
    title: 'Ada Lovelace',
    releasedBecause: null,
    pendingUnits: [],
    changedAtMs: nowMs - 60_000,
    recentWrites: [],
    ...facts.link,
  };
  return {
    link,
    microsoft: facts.microsoft === null ? null : microsoft,
    sales: facts.sales === null ? null : sales,
    conflict: null,
    answer: null,
    restore: [],
    isBroughtBack: false,
    account: { type: 'not-asked' },
    candidates: [],
    replacement: null,
    made: null,
    taken: new Set(),
    origin: { rowIds: ['row-1'], attempts: 0 },
    ...facts.input,
  };
}
