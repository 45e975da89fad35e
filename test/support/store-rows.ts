// Rows for the store's tests: every field present, only the telling ones given.

import type { Answer, Conflict, KeptValue } from '../../src/sync/model/decision.ts';
import type {
  Cursor,
  Digest,
  Etag,
  FeedId,
  InstanceId,
  IntentId,
  LinkKey,
  RecordId,
  RunId,
  SavedSearchId,
} from '../../src/sync/model/ids.ts';
import type { Link, LinkEnd } from '../../src/sync/model/link.ts';
import type { RunReport } from '../../src/sync/model/run-report.ts';
import type { InboxRow, StoredCursor, UnlinkedRow } from '../../src/sync/model/state.ts';
import type { TableName, Tables } from '../../src/sync/ports/sync-store.ts';

const digest = '0123456789abcdef' as Digest;
const now = Date.UTC(2026, 0, 15);

/** `microsoft` and `sales`: ids of the ends; null for no end */
export function linkRow(key: string, ids: { microsoft?: string | null; sales?: string | null } = {}): Link {
  const { microsoft = `m-${key}`, sales = `s-${key}` } = ids;
  return {
    key: key as LinkKey,
    kind: 'contact',
    status: 'active',
    bornIn: 'microsoft',
    microsoft: microsoft === null ? null : endRow(microsoft),
    sales: sales === null ? null : endRow(sales),
    isShared: true,
    title: `Title of ${key}`,
    releasedBecause: null,
    pendingUnits: [],
    changedAtMs: now,
    recentWrites: [],
  };
}

function endRow(id: string): LinkEnd {
  return {
    id: id as RecordId,
    address: null,
    etag: 'W/"1"' as Etag,
    base: { firstName: digest, lastName: digest, email: digest, 'phone.work': digest },
    ownWriteAtMs: null,
    baseAtMs: now,
    shortened: [],
  };
}

export function inboxRow(recordId: string, since = now): InboxRow {
  return {
    id: `microsoft:contact:${recordId}`,
    side: 'microsoft',
    kind: 'contact',
    recordId: recordId as RecordId,
    feed: 'folder-1' as FeedId,
    change: { type: 'removed', id: recordId as RecordId },
    since,
    attempts: 0,
    notBeforeMs: 0,
  };
}

export function cursorRow(feed: string, cursor: string): StoredCursor {
  return {
    feed: feed as FeedId,
    side: 'microsoft',
    kind: 'contact',
    cursor: cursor as Cursor,
    round: 1,
    isFullRound: false,
    completedAtMs: null,
    size: 0,
  };
}

export function unlinkedRow(id: string, naturalKeys: readonly string[]): UnlinkedRow {
  return {
    id,
    side: 'sales',
    kind: 'contact',
    recordId: id as RecordId,
    address: null,
    naturalKeys,
    isShared: false,
  };
}

export function answerRow(key: string): Answer {
  return { key: key as LinkKey, question: 'fields', choices: {}, shown: {}, fate: null, answeredAtMs: now };
}

const intent: Tables['intents'] = {
  intentId: 'intent-1' as IntentId,
  side: 'sales',
  kind: 'contact',
  operation: 'create',
  key: 'k' as LinkKey,
  target: null,
  expectedEtag: null,
  units: { firstName: 'Ada' },
  whole: { firstName: 'Ada' },
  accountId: null,
  marker: null,
  unshare: false,
  runId: 'run-1' as RunId,
  createdAtMs: now,
  attempts: 0,
  rule: 'A3',
  shortened: [],
};
const conflict: Conflict = {
  key: 'k' as LinkKey,
  kind: 'contact',
  title: 'Ada',
  question: 'fields',
  units: [],
  microsoftModifiedAtMs: now,
  salesModifiedAtMs: null,
  baseAtMs: now,
  askedAtMs: now,
};
const kept: KeptValue = {
  id: 'kept-1',
  key: 'k' as LinkKey,
  kind: 'contact',
  title: 'Ada',
  unit: 'jobTitle',
  lostOn: 'sales',
  value: 'Engineer',
  wonValue: null,
  keptAtMs: now,
};
const report: RunReport = {
  runId: 'run-1' as RunId,
  trigger: 'user',
  mode: 'routine',
  outcome: 'succeeded',
  cause: null,
  causeSide: null,
  startedAtMs: now,
  finishedAtMs: now + 1,
  durations: { totalMs: 1, microsoftMs: 0, salesMs: 0, internalMs: 1 },
  kinds: {},
  failures: [],
  requests: { microsoft: 1, sales: 1 },
  throttledMs: 0,
  oldestWaitingAtMs: null,
  holds: 0,
};
const record = { side: 'sales', kind: 'contact', recordId: 'r' as RecordId } as const;

/** One row of every table of the port. */
export const sampleRows: { readonly [T in TableName]: Tables[T] } = {
  links: linkRow('k'),
  intents: intent,
  inbox: inboxRow('r'),
  cursors: cursorRow('folder-1', 'c1'),
  seen: { id: 'folder-1:1:r', feed: 'folder-1' as FeedId, recordId: 'r' as RecordId },
  membership: {
    kind: 'contact',
    search: '300100' as SavedSearchId,
    ids: ['r' as RecordId],
    readAtMs: now,
    missingSinceMs: { q: now },
    sweptAtMs: null,
    missedOnce: [],
  },
  unlinked: unlinkedRow('sales:contact:r', ['n1', 'n2']),
  exclusions: {
    ...record,
    id: 'sales:contact:r',
    title: 'Ada',
    reason: 'read-only',
    candidates: [{ id: '1', name: 'One' }],
    subject: null,
    sinceMs: now,
  },
  failures: {
    id: 'sales:contact:r',
    kind: 'contact',
    recordKey: 'p',
    side: 'sales',
    operation: 'update',
    cause: 'field-rejected',
    attribute: 'jobTitle',
    status: 400,
    requestId: null,
    title: 'Ada',
    sinceMs: now,
    runId: 'run-1' as RunId,
  },
  conflicts: conflict,
  answers: answerRow('k'),
  keptValues: kept,
  accountChoices: { company: 'acme', accountId: '300100', chosenAtMs: now },
  journal: {
    id: 'j1',
    key: 'k' as LinkKey,
    kind: 'contact',
    side: 'sales',
    operation: 'update',
    rule: 'D4',
    runId: 'run-1' as RunId,
    atMs: now,
    before: { jobTitle: null },
    after: { jobTitle: 'Engineer' },
  },
  heldDeletes: {
    id: 'contact:sales',
    kind: 'contact',
    side: 'sales',
    keys: ['k' as LinkKey],
    heldAtMs: now,
    decision: null,
  },
  plans: { kind: 'contact', reason: 'first-sync', madeAtMs: now, items: [], approved: null },
  runs: report,
  meta: {
    name: 'binding',
    value: {
      instance: 'instance-1' as InstanceId,
      owner: 'tenant|user',
      salesUser: 'ada',
      digestKey: '000102030405060708090a0b0c0d0e0f',
      boundAtMs: now,
    },
  },
};
