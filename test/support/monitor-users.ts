// Users as the relay would list them, made up by number: every state appears, names carry what names can carry.

import type { RunDetails, RunSummary } from '../../src/contract/runs.ts';
import type { Cards, CardId, UserDetails, UserRow } from '../../src/contract/users.ts';
import { remedies } from '../../src/contract/remedies.ts';
import { toInstant } from '../../src/contract/wire.ts';

export const monitorNowMs = Date.now();
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const ago = (ms: number): string => toInstant(monitorNowMs - ms);

const firstNames = ['Ana', 'Ben', 'Chloé', 'Dmitri', 'Emeka', 'Fatima', 'Günther', 'Hana', 'Ирина', 'José'];
const lastNames = [
  'Ruiz',
  'Okafor',
  'Müller',
  'Tanaka',
  'van der Westhuizen-Konstantinopoulos',
  'Li',
  '<b>Bold</b>',
];

export const userIdOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const active = (endsInMs: number | null): UserRow['microsoft'] => ({
  state: 'active',
  since: ago(12 * dayMs),
  endsAt: endsInMs === null ? null : toInstant(monitorNowMs + endsInMs),
  cause: null,
});

export function monitorUser(n: number, change: Partial<UserRow> = {}): UserRow {
  const name = `${firstNames[n % firstNames.length] ?? ''} ${lastNames[n % lastNames.length] ?? ''}`;
  const totalMs = 1_800 + ((n * 7919) % 58_000);
  const startMs = (n % 55) * minuteMs + 40_000;
  return {
    id: userIdOf(n),
    displayName: name,
    email: `user${n}@contoso.example`,
    salesUserName: `SALES.USER${n}`,
    outcome: 'succeeded',
    badge: null,
    suspendedBy: null,
    pausedAt: null,
    cause: null,
    causeSide: null,
    running: null,
    lastStartAt: ago(startMs),
    lastFinishAt: ago(startMs - totalMs),
    lastSuccessAt: ago(startMs - totalMs),
    nextRunAt: toInstant(monitorNowMs + 9 * minuteMs),
    durations: {
      totalMs,
      microsoftMs: Math.floor(totalMs * 0.5),
      salesMs: Math.floor(totalMs * 0.35),
      internalMs: totalMs - Math.floor(totalMs * 0.5) - Math.floor(totalMs * 0.35),
    },
    microsoft: active(null),
    sales: active(null),
    isSyncEnabled: true,
    disabledBy: null,
    disabledReason: null,
    disabledAt: null,
    openErrors: 0,
    conflicts: 0,
    oldestWaitingAt: null,
    waitReason: 'none',
    isInLatestCycle: true,
    runner: n % 3 === 0 ? 'delegated' : 'pane',
    clientVersion: '0.1.0',
    paneSeenAt: ago((n % 90) * minuteMs),
    runnerSeenAt: ago((n % 9) * minuteMs),
    runnerState: 'present',
    version: 1,
    ...change,
  };
}

const expired = (side: 'microsoft' | 'sales'): Partial<UserRow> => ({
  outcome: 'failed',
  cause: `${side}-sign-in-expired`,
  causeSide: side,
  waitReason: 'sign-in-needed',
  oldestWaitingAt: ago(130 * minuteMs),
  lastSuccessAt: ago(140 * minuteMs),
  [side]: { state: 'expired', since: ago(131 * minuteMs), endsAt: null, cause: `${side}-sign-in-expired` },
});

const specials: readonly Partial<UserRow>[] = [
  expired('sales'),
  expired('sales'),
  {
    outcome: 'partly-failed',
    cause: 'field-rejected',
    causeSide: 'sales',
    openErrors: 2,
    oldestWaitingAt: ago(64 * minuteMs),
  },
  {
    outcome: null,
    lastStartAt: null,
    lastFinishAt: null,
    lastSuccessAt: null,
    durations: null,
    runner: null,
  },
  {
    running: {
      startedAt: ago(20_000),
      phase: 'writing',
      done: 1200,
      total: 2000,
      estimatedMsLeft: 14_000,
    },
  },
  {
    isSyncEnabled: false,
    disabledBy: 'administrator',
    disabledReason: 'On leave until May',
    waitReason: 'disabled',
  },
  { outcome: 'succeeded-with-conflicts', conflicts: 3, sales: active(3 * dayMs) },
  { openErrors: 1, badge: 'suspended', waitReason: 'suspended' },
];

/** The first `count` of an organisation; special cases come among the first of every fifty. */
export function monitorUsers(count: number): UserRow[] {
  return Array.from({ length: count }, (_, n) =>
    monitorUser(n, n < 50 || n % 50 < 4 ? specials[n % 50] : {}),
  );
}

export function isOnCard(row: UserRow, card: CardId): boolean {
  switch (card) {
    case 'all':
      return true;
    case 'disabled':
      return !row.isSyncEnabled;
    case 'failed':
      return row.isSyncEnabled && (row.outcome === 'failed' || row.outcome === 'partly-failed');
    case 'never':
      return row.isSyncEnabled && row.outcome === null;
    case 'succeeded':
      return row.isSyncEnabled && (row.outcome === 'succeeded' || row.outcome === 'succeeded-with-conflicts');
    case 'in-progress':
      return row.running !== null;
    case 'expired':
      return row.microsoft.state !== 'active' || row.sales.state !== 'active';
    case 'errors':
      return row.openErrors > 0;
    case 'behind':
      return row.oldestWaitingAt !== null && row.waitReason === 'none';
    case 'stopping':
      return [row.microsoft, row.sales].some(({ state, endsAt }) => state === 'active' && endsAt !== null);
  }
}

export function monitorCards(rows: readonly UserRow[]): Cards {
  const count = (card: CardId): number => rows.filter((row) => isOnCard(row, card)).length;
  const failed = rows.filter((row) => isOnCard(row, 'failed'));
  const needing = failed.filter(({ cause }) => cause !== null && remedies[cause].fixer !== 'wait');
  const usersOf = (code: UserRow['cause']): number => needing.filter(({ cause }) => cause === code).length;
  const [top = null] = needing.map(({ cause }) => cause).sort((a, b) => usersOf(b) - usersOf(a));
  return {
    counts: {
      failed: failed.length,
      never: count('never'),
      'in-progress': count('in-progress'),
      succeeded: count('succeeded'),
      all: rows.length,
      expired: count('expired'),
      disabled: count('disabled'),
      errors: count('errors'),
      behind: count('behind'),
      stopping: count('stopping'),
    },
    failed: {
      failed: failed.filter(({ outcome }) => outcome === 'failed').length,
      partlyFailed: failed.filter(({ outcome }) => outcome === 'partly-failed').length,
    },
    needYou: { users: needing.length, topCause: top, topCauseUsers: usersOf(top) },
    lastReportAt: ago(90_000),
    at: ago(0),
  };
}

export function monitorRun(transactionNumber: number, change: Partial<RunDetails> = {}): RunDetails {
  const startMs = (100 - (transactionNumber % 100)) * 15 * minuteMs;
  return {
    transactionNumber,
    runId: `10000000-0000-4000-8000-${String(transactionNumber).padStart(12, '0')}`,
    outcome: 'partly-failed',
    trigger: 'schedule',
    mode: 'routine',
    runner: 'pane',
    clientVersion: '0.1.0',
    startedAt: ago(startMs),
    finishedAt: ago(startMs - 42_000),
    cause: 'field-rejected',
    causeSide: 'sales',
    microsoftChanges: 12,
    salesChanges: 4,
    conflicts: 1,
    failing: 2,
    durations: { totalMs: 42_000, microsoftMs: 21_000, salesMs: 15_000, internalMs: 6_000 },
    kinds: {
      contact: {
        microsoft: { created: 8, updated: 4, deleted: 0 },
        sales: { created: 1, updated: 3, deleted: 0 },
        inSync: 412,
        excluded: { 'not-in-search': 3, private: 2 },
        failing: 2,
        contested: 1,
        planned: 0,
      },
    },
    failures: [
      {
        kind: 'contact',
        recordKey: 'k2r7q0aa91',
        side: 'sales',
        operation: 'update',
        cause: 'field-rejected',
        attribute: 'jobTitle',
        status: 400,
        requestId: 'e6c0-4d11-92aa',
      },
      {
        kind: 'contact',
        recordKey: 'k2r7q0aa92',
        side: 'sales',
        operation: 'create',
        cause: 'ambiguous-account',
        attribute: null,
        status: null,
        requestId: null,
      },
    ],
    requests: { microsoft: 6, sales: 9 },
    throttledMs: 0,
    ...change,
  };
}

export function monitorRuns(count: number): RunSummary[] {
  const outcomes = ['succeeded', 'succeeded', 'partly-failed', 'failed', 'suspended'] as const;
  return Array.from({ length: count }, (_, at) => {
    const number = count - at;
    const outcome = outcomes[at % outcomes.length] ?? 'succeeded';
    const isGood = outcome === 'succeeded';
    return monitorRun(number, {
      outcome,
      cause: isGood ? null : 'field-rejected',
      failing: isGood ? 0 : 2,
      startedAt: ago(at * 15 * minuteMs + 60_000),
      finishedAt: ago(at * 15 * minuteMs + 18_000),
    });
  });
}

export function monitorDetails(user: UserRow): UserDetails {
  const { kinds } = monitorRun(1);
  return {
    user,
    signInMail: null,
    disabledByName: user.disabledBy === 'administrator' ? 'Adele Vance' : null,
    kinds: [
      {
        kind: 'contact',
        settings: {
          kind: 'contact',
          isOn: true,
          savedSearch: '300100',
          savedSearchName: 'My contacts',
          policy: 'sales-wins',
          setBy: 'user',
        },
        counts: kinds.contact ?? null,
      },
    ],
    latestRuns: monitorRuns(3),
  };
}
