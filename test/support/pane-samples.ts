// Sample rows and snapshots for the screens of the rep. Names carry markup, so that text shown as anything but text is
// seen at once.

import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import type { Me } from '../../src/contract/runner-calls.ts';
import type { Conflict } from '../../src/sync/model/decision.ts';
import type { KeptRow } from '../../src/taskpane/session/session.ts';
import type { Digest, LinkKey, RecordId, RunId, SavedSearchId } from '../../src/sync/model/ids.ts';
import type { PlanItem, StoredPlan } from '../../src/sync/model/plan.ts';
import type { KindCounts, RunReport } from '../../src/sync/model/run-report.ts';
import type { ExclusionRow, FailureRow, HeldDeletes } from '../../src/sync/model/state.ts';
import type { SavedSearch } from '../../src/sync/ports/remote.ts';
import type { SessionSnapshot } from '../../src/taskpane/session/session.ts';

const minuteMs = 60_000;
export const sampleNowMs = Date.now();

export const sampleMe: Me = {
  userId: '11111111-1111-4111-8111-111111111111',
  tenantId: '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0',
  displayName: 'Ana Ruiz',
  email: 'ana.ruiz@contoso.example',
  salesUserName: 'ana.ruiz',
  isAdministrator: false,
  sync: { isEnabled: true, disabledBy: null, disabledReason: null, disabledAt: null },
  instanceId: 'instance-1',
  organisation: defaultOrganisationSettings,
  settings: { kinds: [] },
  lastSuccessStartedAt: null,
  paneSeenAt: null,
  debugLog: null,
  pausedAt: null,
  signInAskedAt: null,
};

export const sampleSearches: readonly SavedSearch[] = [
  { id: '300100' as SavedSearchId, kind: 'contact', name: 'My contacts', isDefault: true, isPrivate: false },
  {
    id: '300101' as SavedSearchId,
    kind: 'contact',
    name: 'Contacts in Iberia',
    isDefault: false,
    isPrivate: false,
  },
];

const signedIn = { status: 'active', error: null, term: null, isBusy: false } as const;
const signedOut = {
  status: 'signed-out',
  displayName: null,
  account: null,
  error: null,
  term: null,
  isBusy: false,
} as const;

export const newPerson: Partial<SessionSnapshot> = {
  storage: 'ready',
  microsoft: signedOut,
  sales: signedOut,
};

export const signedInPerson: Partial<SessionSnapshot> = {
  storage: 'ready',
  relay: 'reachable',
  microsoft: { ...signedIn, displayName: 'Ana Ruiz', account: 'ana.ruiz@contoso.example' },
  sales: { ...signedIn, displayName: 'Ana Ruiz', account: 'ana.ruiz' },
  me: { ...sampleMe, settings: null },
  contacts: {
    kind: 'contact',
    isOn: true,
    savedSearch: '300100',
    savedSearchName: 'My contacts',
    policy: 'sales-wins',
    setBy: 'organisation',
  },
  savedSearches: sampleSearches,
};

export const dailyPerson: Partial<SessionSnapshot> = {
  ...signedInPerson,
  me: sampleMe,
  hasChosen: true,
  lastSuccessAtMs: sampleNowMs - 2 * minuteMs,
  nextRunAtMs: sampleNowMs + 13 * minuteMs,
  counts: { links: 412, conflicts: 0, exclusions: 3, failures: 0, heldDeletes: 0, waiting: 0 },
};

function digest(text: string): Digest {
  return text as Digest;
}

export function sampleConflict(change: Partial<Conflict> = {}): Conflict {
  return {
    key: 'link-1' as LinkKey,
    kind: 'contact',
    title: 'Ana <b>Ruiz</b>',
    question: 'fields',
    units: [
      {
        unit: 'jobTitle',
        microsoft: 'Head of Purchasing',
        sales: 'Purchasing Director, Southern Europe',
        microsoftDigest: digest('aaaa000000000001'),
        salesDigest: digest('aaaa000000000002'),
      },
      {
        unit: 'phone.work',
        microsoft: '+34 91 555 0134',
        sales: null,
        microsoftDigest: digest('bbbb000000000001'),
        salesDigest: digest('bbbb000000000002'),
      },
    ],
    microsoftModifiedAtMs: sampleNowMs - 12 * minuteMs,
    salesModifiedAtMs: sampleNowMs - 9 * minuteMs,
    baseAtMs: sampleNowMs - 26 * 60 * minuteMs,
    askedAtMs: sampleNowMs - 5 * minuteMs,
    ...change,
  };
}

export function sampleKeptValue(change: Partial<KeptRow> = {}): KeptRow {
  return {
    id: 'kept-1',
    key: 'link-1' as LinkKey,
    kind: 'contact',
    title: 'Ana <b>Ruiz</b>',
    unit: 'jobTitle',
    lostOn: 'microsoft',
    value: 'Head of Purchasing',
    wonValue: 'Purchasing Director',
    keptAtMs: sampleNowMs - 90 * minuteMs,
    state: 'replaced',
    ...change,
  };
}

export function samplePlanItem(change: Partial<PlanItem> = {}): PlanItem {
  return {
    id: 'link-1:microsoft:create',
    key: 'link-1' as LinkKey,
    kind: 'contact',
    side: 'microsoft',
    action: 'create',
    title: 'Ana <b>Ruiz</b>',
    fields: [
      { unit: 'firstName', before: null, after: 'Ana' },
      { unit: 'lastName', before: null, after: 'Ruiz' },
    ],
    rule: 'A2',
    payload: 'p1',
    heldBecause: null,
    ...change,
  };
}

export function samplePlan(items: readonly PlanItem[]): StoredPlan {
  return { kind: 'contact', reason: 'first-sync', madeAtMs: sampleNowMs - minuteMs, items, approved: null };
}

export function sampleExclusion(change: Partial<ExclusionRow> = {}): ExclusionRow {
  return {
    id: 'microsoft:contact:1',
    side: 'microsoft',
    kind: 'contact',
    recordId: '1' as RecordId,
    title: 'Ben <i>Okafor</i>',
    reason: 'ambiguous-account',
    candidates: [
      { id: '900001', name: 'Northwind Traders GmbH' },
      { id: '900002', name: 'Northwind Traders S.L.' },
    ],
    subject: 'northwind traders',
    sinceMs: sampleNowMs - 60 * minuteMs,
    ...change,
  };
}

export function sampleFailure(change: Partial<FailureRow> = {}): FailureRow {
  return {
    id: 'sales:contact:7',
    kind: 'contact',
    recordKey: 'k7',
    side: 'sales',
    operation: 'update',
    cause: 'field-rejected',
    attribute: 'phone.work',
    status: 400,
    requestId: 'a1b2c3d4',
    title: 'Carla Méndez',
    sinceMs: sampleNowMs - 30 * minuteMs,
    runId: 'run-1' as RunId,
    ...change,
  };
}

export function sampleHeld(change: Partial<HeldDeletes> = {}): HeldDeletes {
  return {
    id: 'contact:microsoft',
    kind: 'contact',
    side: 'microsoft',
    keys: Array.from({ length: 48 }, (_, index) => `link-${index}` as LinkKey),
    heldAtMs: sampleNowMs - 20 * minuteMs,
    decision: null,
    ...change,
  };
}

export const sampleCounts: KindCounts = {
  microsoft: { created: 12, updated: 3, deleted: 0 },
  sales: { created: 1, updated: 5, deleted: 0 },
  inSync: 412,
  excluded: { 'ambiguous-account': 2, private: 1 },
  failing: 1,
  contested: 2,
  planned: 0,
};

export function sampleRun(change: Partial<RunReport> = {}): RunReport {
  const finishedAtMs = change.finishedAtMs ?? sampleNowMs - 2 * minuteMs;
  return {
    runId: 'run-1' as RunId,
    trigger: 'schedule',
    mode: 'routine',
    outcome: 'succeeded',
    cause: null,
    causeSide: null,
    startedAtMs: finishedAtMs - 4_200,
    finishedAtMs,
    durations: { totalMs: 4_200, microsoftMs: 1_800, salesMs: 2_100, internalMs: 300 },
    kinds: { contact: sampleCounts },
    failures: [],
    requests: { microsoft: 6, sales: 9 },
    throttledMs: 0,
    oldestWaitingAtMs: null,
    holds: 0,
    ...change,
  };
}
