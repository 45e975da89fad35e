// The Monitor's reads: cards, rows, details.

import { z } from 'zod';
import { authorization } from './authorization.ts';
import { causeCode } from './causes.ts';
import { disabler } from './runner-calls.ts';
import { runDurations, runner, runOutcome, runSummary, suspender } from './runs.ts';
import { failureName, kindCounts, recordFailure } from './runs.ts';
import { userKindSettings } from './settings.ts';
import { count, instant, recordKind, side, userId, visibleName } from './wire.ts';
import { runPhases } from '../sync/model/run-report.ts';
import { longestSearch, sortKey, userFilters } from './user-filters.ts';

export { sortKeys, type SortKey } from './user-filters.ts';

export const cardIds = [
  'failed',
  'never',
  'in-progress',
  'succeeded',
  'all',
  'expired',
  'disabled',
  'errors',
  'behind',
  'stopping',
] as const;
export const cardId = z.enum(cardIds);
export type CardId = z.infer<typeof cardId>;

export const cards = z.object({
  counts: z.record(cardId, count),
  /** the Failed card says how many of each */
  failed: z.object({ failed: count, partlyFailed: count }),
  /** one sentence on top: users that need a person, and the largest cause they share */
  needYou: z.object({ users: count, topCause: causeCode.nullable(), topCauseUsers: count }),
  lastReportAt: instant.nullable(),
  at: instant,
});
export type Cards = z.infer<typeof cards>;

export const userQuery = z.object({
  card: cardId.default('failed'),
  q: z.string().trim().max(longestSearch).default(''),
  ...userFilters.shape,
  sort: sortKey.optional(),
  direction: z.enum(['asc', 'desc']).optional(),
  /** opaque keyset position from the page before */
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type UserQuery = z.infer<typeof userQuery>;

export const waitReason = z.enum([
  'none',
  'throttled',
  'pane-closed',
  'worker-silent',
  'suspended',
  'disabled',
  'sign-in-needed',
  'held',
  'failing',
]);
export type WaitReason = z.infer<typeof waitReason>;

/**
 * Whether the runner that last spoke for a user is still there: `pane-closed` and `worker-silent` mean that what the row
 * says may be old. `none`: no runner ever spoke.
 */
export const runnerState = z.enum(['present', 'pane-closed', 'worker-silent', 'none']);
export type RunnerState = z.infer<typeof runnerState>;

export const userRow = z.object({
  id: userId,
  displayName: z.string(),
  email: z.string(),
  salesUserName: z.string().nullable(),
  outcome: runOutcome.nullable(),
  /** newest run was suspended, skipped or interrupted: shown as a badge beside the outcome that counts */
  badge: z.enum(['suspended', 'skipped', 'interrupted']).nullable(),
  /** who suspended: the person by a pause that lasts, or whoever stopped the newest run; null: nobody, or not known */
  suspendedBy: suspender.nullable().default(null),
  /** since when the person has paused sync, until *Resume*; no next run is due meanwhile */
  pausedAt: instant.nullable().default(null),
  cause: causeCode.nullable(),
  causeSide: side.nullable(),
  /** a run is active and its heartbeat is younger than 90 s */
  running: z
    .object({
      startedAt: instant,
      phase: z.enum(runPhases),
      done: count,
      total: count,
      estimatedMsLeft: z.int().nullable(),
    })
    .nullable(),
  lastStartAt: instant.nullable(),
  lastFinishAt: instant.nullable(),
  lastSuccessAt: instant.nullable(),
  nextRunAt: instant.nullable(),
  durations: runDurations.nullable(),
  microsoft: authorization,
  sales: authorization,
  isSyncEnabled: z.boolean(),
  disabledBy: disabler.nullable(),
  disabledReason: z.string().nullable(),
  disabledAt: instant.nullable(),
  openErrors: count,
  conflicts: count,
  oldestWaitingAt: instant.nullable(),
  waitReason,
  isInLatestCycle: z.boolean(),
  runner: runner.nullable(),
  clientVersion: z.string().nullable(),
  paneSeenAt: instant.nullable(),
  /** newest word of any runner of this user, by the relay's clock */
  runnerSeenAt: instant.nullable(),
  runnerState,
  /** grows with every change of the row; an event with a smaller one is older than what is shown */
  version: z.int(),
});
export type UserRow = z.infer<typeof userRow>;

export const userPage = z.object({
  items: z.array(userRow),
  next: z.string().nullable(),
  /** whole number of matches; cut says that the search stopped at 2,000 */
  total: count,
  isCut: z.boolean(),
  /** more than 20,000 users match: the asked column cannot sort them, they stand in the card's usual order */
  isSortTooWide: z.boolean().default(false),
});
export type UserPage = z.infer<typeof userPage>;

export const kindState = z.object({
  kind: recordKind,
  settings: userKindSettings.nullable(),
  counts: kindCounts.nullable(),
});

/** The newest mail that asked a user to sign in. */
export const signInMail = z.object({
  state: z.enum(['waiting', 'sent', 'failed']),
  /** of the newest attempt; before one, when it was asked for */
  at: instant,
  /** a code, e.g. `smtp-550`; `unknown`: nobody knows whether it was taken */
  error: z.string().nullable(),
});
export type SignInMail = z.infer<typeof signInMail>;

export const userDetails = z.object({
  user: userRow,
  /** null where nobody asked by mail */
  signInMail: signInMail.nullable().default(null),
  /** the administrator who disabled sync; null where the user did, or where it is not known any more */
  disabledByName: z.string().nullable().default(null),
  kinds: z.array(kindState),
  latestRuns: z.array(runSummary),
});
export type UserDetails = z.infer<typeof userDetails>;

export const openErrors = z.object({
  items: z.array(recordFailure.extend({ since: instant, transactionNumber: z.int() })),
});
export type OpenErrors = z.infer<typeof openErrors>;

/** `POST /users/{id}/errors/dismissals`: these, or all that are open. They come back when a run reports them again. */
export const errorDismissal = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ errors: z.array(failureName).min(1).max(500) }),
]);
export const errorsDismissed = z.object({ dismissed: count });
export type ErrorDismissal = z.infer<typeof errorDismissal>;
export type ErrorsDismissed = z.infer<typeof errorsDismissed>;

/** characters of an e-mail address or a Sales user name */
export const longestCredential = 320;

export const credentialsChange = z.strictObject({
  email: z.email().max(longestCredential).optional(),
  salesUserName: visibleName(longestCredential).optional(),
});
export type CredentialsChange = z.infer<typeof credentialsChange>;

export const newUsers = z.strictObject({
  users: z
    .array(
      z.strictObject({
        email: z.email().max(longestCredential),
        salesUserName: visibleName(longestCredential),
        displayName: visibleName(200).optional(),
      }),
    )
    .min(1)
    .max(5_000),
});
export type NewUsers = z.infer<typeof newUsers>;

export const exportRequest = z.strictObject({
  card: cardId,
  q: z.string().max(longestSearch).default(''),
  ...userFilters.shape,
  ids: z.array(userId).max(10_000).optional(),
  except: z.array(userId).max(10_000).optional(),
});
export const exportLink = z.object({ url: z.string(), expiresAt: instant });
export type ExportRequest = z.input<typeof exportRequest>;
