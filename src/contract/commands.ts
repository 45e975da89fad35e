// Commands of an administrator to runners, with what becomes of them per user.

import { z } from 'zod';
import { causeCode } from './causes.ts';
import { runOutcome } from './runs.ts';
import { longestSearch, userFilters } from './user-filters.ts';
import { cardId } from './users.ts';
import { count, instant, userId } from './wire.ts';

export const commandKinds = [
  'suspend',
  'disable',
  'enable',
  'delete',
  'sync-now',
  'full-sync',
  'ask-to-sign-in',
] as const;
export const commandKind = z.enum(commandKinds);
export type CommandKind = z.infer<typeof commandKind>;

export const commandState = z.enum(['sent', 'seen', 'done', 'refused', 'expired']);
export type CommandState = z.infer<typeof commandState>;

export const refusalReason = z.enum([
  'not-running',
  'not-disabled',
  'already-disabled',
  'sync-disabled',
  'switched-off-by-user',
  'paused',
  'user-deleted',
  'sign-in-needed',
  'signed-in',
  'not-found',
  'failed',
]);
export type RefusalReason = z.infer<typeof refusalReason>;

/** named one by one; more are selected by a filter */
export const mostSelectedIds = 10_000;

export const selection = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('ids'), ids: z.array(userId).min(1).max(mostSelectedIds) }),
  z.strictObject({
    by: z.literal('filter'),
    card: cardId,
    q: z.string().max(longestSearch).optional(),
    ...userFilters.shape,
    except: z.array(userId).max(mostSelectedIds),
  }),
]);
export type Selection = z.infer<typeof selection>;

/** characters of a reason */
export const longestReason = 500;

export const commandRequest = z.strictObject({
  kind: commandKind,
  selection,
  /** shown to the user with disable */
  reason: z.string().trim().max(longestReason).optional(),
  /** 409 with this pointer, and nothing done, where another number of users is hit by now than the preview said */
  expectedHits: count.optional(),
});
export type CommandRequest = z.infer<typeof commandRequest>;

/** Answer of `?dryRun=true` and, with ids of commands, of the real call. Lists are cut at 200; the counts are whole. */
export const commandPreview = z.object({
  kind: commandKind,
  hits: count,
  skips: count,
  hitUsers: z.array(z.object({ userId, displayName: z.string() })),
  skippedUsers: z.array(z.object({ userId, displayName: z.string(), reason: refusalReason })),
  /** sync-now and full-sync: how many of the hits have no runner at the moment and wait for their pane */
  queued: count,
  /** enable: how many of the hits still do not sync, because they paused it or switched it off themselves */
  stayOff: count.default(0),
  /** ask-to-sign-in: how many of the hits get a mail, too; none where no mail is set up */
  mails: count.default(0),
});
export type CommandPreview = z.infer<typeof commandPreview>;

export const commandAccepted = commandPreview.extend({ batchId: z.uuid() });
export type CommandAccepted = z.infer<typeof commandAccepted>;

/** One command as its runner gets it. */
export const runnerCommand = z.object({
  id: z.uuid(),
  kind: commandKind,
  reason: z.string().nullable(),
  sentAt: instant,
});
export type RunnerCommand = z.infer<typeof runnerCommand>;
export const runnerCommands = z.object({ items: z.array(runnerCommand) });

export const commandAnswer = z.strictObject({
  state: z.enum(['seen', 'done', 'refused']),
  reason: refusalReason.nullable(),
});
export type CommandAnswer = z.infer<typeof commandAnswer>;

/** users on one page of a batch */
export const mostProgressUsers = 1_000;

export const progressQuery = z.object({
  /** opaque position from the page before */
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(mostProgressUsers).default(200),
});
export type ProgressQuery = z.infer<typeof progressQuery>;

/** The run that Sync Now or Run Full Sync brought: `done` of a command says only that the runner took it. */
const commandRun = z.object({
  transactionNumber: z.int().min(1),
  /** null while it runs */
  outcome: runOutcome.nullable(),
  cause: causeCode.nullable(),
});
export type CommandRun = z.infer<typeof commandRun>;

export const commandProgress = z.object({
  batchId: z.uuid(),
  kind: commandKind,
  /** of the whole batch */
  counts: z.partialRecord(commandState, count),
  /** of the whole batch: the runs it brought that have ended */
  runs: z.partialRecord(runOutcome, count).default({}),
  /** one page: those first whom somebody must look after, refused, expired and failed again, done last; then by name */
  users: z.array(
    z.object({
      userId,
      displayName: z.string(),
      state: commandState,
      reason: refusalReason.nullable(),
      /** null: none has begun, or this command brings none */
      run: commandRun.nullable().default(null),
    }),
  ),
  next: z.string().nullable(),
});
export type CommandProgress = z.infer<typeof commandProgress>;
