// The administrator's lists beside the table: causes, audit, settings history, and what became of added users.

import { z } from 'zod';
import { causeCode } from './causes.ts';
import { commandKinds } from './commands.ts';
import { runOutcome } from './runs.ts';
import { longestSearch } from './user-filters.ts';
import { longestCredential } from './users.ts';
import { count, durationMs, instant, userId } from './wire.ts';

/** Failing users and users with open record errors, grouped by what is to blame; a user counts once per cause. */
export const causeGroup = z.object({
  cause: causeCode,
  users: count,
  /** of these: whose newest finished run failed for it, and who has an open record error of it */
  failing: count,
  withErrors: count,
  /**
   * users with at least one run that failed mainly for it, per day of 24 hours, ending now, a day ago and a week ago: a run
   * has one main cause, its records may fail for others, which only `withErrors` counts
   */
  trend: z.object({ day: count, dayBefore: count, weekBefore: count }),
});
export const causeGroups = z.object({ items: z.array(causeGroup), at: instant });
export type CauseGroup = z.infer<typeof causeGroup>;
export type CauseGroups = z.infer<typeof causeGroups>;

export const auditActions = [
  ...commandKinds,
  'add-users',
  'change-credentials',
  'change-settings',
  'change-notification-secret',
  'test-notification',
  'resend-notification',
  'export',
  'export-audit',
  'start-debug-log',
  'stop-debug-log',
  'download-debug-log',
  'dismiss-errors',
] as const;
export const auditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof auditAction>;

export const auditEntry = z.object({
  id: z.uuid(),
  at: instant,
  administrator: z.string(),
  administratorName: z.string(),
  action: auditAction,
  /** filter or ids as they were asked for; of ids the first 50 */
  selection: z.record(z.string(), z.unknown()),
  /** whole number of ids, where the selection names users */
  idCount: count.nullable(),
  /** names of the ids shown; of deleted users as they were called last */
  users: z.array(z.object({ userId, displayName: z.string(), isDeleted: z.boolean().optional() })),
  outcome: z.record(z.string(), z.unknown()),
});
export const auditPage = z.object({ items: z.array(auditEntry), next: z.string().nullable() });
export type AuditEntry = z.infer<typeof auditEntry>;
export type AuditPage = z.infer<typeof auditPage>;

const auditFilterShape = {
  action: auditAction.optional(),
  /** part of the administrator's name */
  administrator: z.string().trim().max(longestSearch).optional(),
  /** a user's id or part of the name, also of deleted users; or part of an address of users who still exist */
  user: z.string().trim().max(longestCredential).optional(),
  from: instant.optional(),
  to: instant.optional(),
};

export const auditQuery = z.object({
  ...auditFilterShape,
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** `POST /audit/exports` */
export const auditFilter = z.strictObject(auditFilterShape);
export type AuditFilter = z.infer<typeof auditFilter>;

/**
 * Rows that were refused name the user who has the same e-mail or Sales user name already; with both the same it is the
 * user who was asked for, there already.
 */
export const newUsersAnswer = z.object({
  added: z.array(userId),
  refused: z.array(
    z.object({
      index: count,
      email: z.string(),
      otherUser: z.string(),
      same: z.enum(['email', 'salesUserName', 'both']),
    }),
  ),
});
export type NewUsersAnswer = z.infer<typeof newUsersAnswer>;

/** `GET /users/{id}/runs` */
export const runQuery = z.object({
  outcome: runOutcome.optional(),
  from: instant.optional(),
  to: instant.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RunQuery = z.infer<typeof runQuery>;

/** `GET /users/{id}/days`: runs per day of the administrator's clock. */
export const dayQuery = z.object({
  days: z.coerce.number().int().min(1).max(90).default(30),
  /** minutes that the administrator's clock is ahead of UTC */
  offsetMinutes: z.coerce.number().int().min(-840).max(840).default(0),
});
export type DayQuery = z.infer<typeof dayQuery>;

export const runDay = z.object({
  day: z.iso.date(),
  succeeded: count,
  partlyFailed: count,
  failed: count,
  /** suspended, skipped, interrupted, or still running */
  other: count,
  /** of finished runs; null on a day without one */
  averageMs: durationMs.nullable(),
  longestMs: durationMs.nullable(),
});
/** Every day, oldest first, also those without a run. */
export const runDays = z.object({ items: z.array(runDay) });
export type RunDay = z.infer<typeof runDay>;
export type RunDays = z.infer<typeof runDays>;
