// The administrator's lists beside the table: causes, audit, settings history, and what became of added users.

import { z } from 'zod';
import { causeCode } from './causes.ts';
import { commandKinds } from './commands.ts';
import { runOutcome } from './runs.ts';
import { organisationSettings } from './settings.ts';
import { count, instant, userId } from './wire.ts';

/** Failing users and users with open record errors, grouped by what is to blame; a user counts once per cause. */
export const causeGroups = z.object({ items: z.array(z.object({ cause: causeCode, users: count })) });
export type CauseGroups = z.infer<typeof causeGroups>;

export const auditActions = [
  ...commandKinds,
  'add-users',
  'change-credentials',
  'change-settings',
  'export',
] as const;
export const auditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof auditAction>;

export const auditEntry = z.object({
  id: z.uuid(),
  at: instant,
  administrator: z.string(),
  administratorName: z.string(),
  action: auditAction,
  /** filter or ids as they were asked for */
  selection: z.record(z.string(), z.unknown()),
  outcome: z.record(z.string(), z.unknown()),
});
export const auditPage = z.object({ items: z.array(auditEntry), next: z.string().nullable() });
export type AuditEntry = z.infer<typeof auditEntry>;
export type AuditPage = z.infer<typeof auditPage>;

export const auditQuery = z.object({
  action: auditAction.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const settingsHistory = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      settings: organisationSettings,
      changedAt: instant,
      changedBy: z.string(),
    }),
  ),
});

/** Rows that were refused name the user who has the same e-mail or Sales user name already. */
export const newUsersAnswer = z.object({
  added: z.array(userId),
  refused: z.array(z.object({ index: count, email: z.string(), otherUser: z.string() })),
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
