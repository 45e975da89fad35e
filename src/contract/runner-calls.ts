// Calls of a runner about its own row: sign up, lease, commands, releases.

import { z } from 'zod';
import { authorizations } from './authorization.ts';
import { activeDebugLog } from './debug-logs.ts';
import { runner } from './runs.ts';
import { organisationSettings, userSettings } from './settings.ts';
import { instant, opaqueKey, storeId, userId } from './wire.ts';

export const signUp = z.strictObject({
  runner,
  clientVersion: z.string().max(32),
  authorizations,
  /** user name at Sales as its token says; must be the mapped one, else cause `wrong-sales-account` */
  salesUserName: z.string().min(1).max(320).nullable(),
  salesDisplayName: z.string().max(200).nullable(),
  /** pane only: an interactive sign-in just happened (it alone may recreate a deleted user, and answers an administrator
   * who asked for one) */
  interactive: z.boolean(),
  /** pane only: what the person last pressed, *Pause* or *Resume*; null: nothing since the relay was told */
  isPaused: z.boolean().nullable().default(null),
});
export type SignUp = z.infer<typeof signUp>;

/** Whose deed it is that sync is off. */
export const disabler = z.enum(['administrator', 'user', 'engine']);

export const me = z.object({
  userId,
  tenantId: z.uuid(),
  displayName: z.string(),
  email: z.string(),
  salesUserName: z.string().nullable(),
  isAdministrator: z.boolean(),
  sync: z.object({
    isEnabled: z.boolean(),
    disabledBy: disabler.nullable(),
    disabledReason: z.string().nullable(),
    disabledAt: instant.nullable(),
  }),
  /** identity of this installation, stamped on Outlook items (G3) */
  instanceId: z.string(),
  organisation: organisationSettings,
  /** null until the user chose anything */
  settings: userSettings.nullable(),
  lastSuccessStartedAt: instant.nullable(),
  /** newest call of this user's pane: background runs keep off for 10 minutes */
  paneSeenAt: instant.nullable(),
  /** an administrator switched debug logs on for this user */
  debugLog: activeDebugLog.nullable().default(null),
  /** since when the person has paused sync: no runner of theirs begins a run before they resume, on whatever device */
  pausedAt: instant.nullable().default(null),
  /** since when an administrator asks this person to sign in, on either side; null once a person did */
  signInAskedAt: instant.nullable().default(null),
});
export type Me = z.infer<typeof me>;

export const leaseRequest = z.strictObject({ storeId, runner });
export const leaseGrant = z.object({
  epoch: z.int(),
  expiresAt: instant,
  ttlMs: z.int(),
  isNewStore: z.boolean(),
  lastSuccessStartedAt: instant.nullable(),
  instanceId: z.string(),
});
export type LeaseRequest = z.infer<typeof leaseRequest>;
export type WireLeaseGrant = z.infer<typeof leaseGrant>;

export const releases = z.strictObject({ keys: z.array(opaqueKey).max(50_000) });
export const releaseChanges = z.strictObject({
  added: z.array(opaqueKey).max(5_000),
  removed: z.array(opaqueKey).max(5_000),
});
export type Releases = z.infer<typeof releases>;
export type ReleaseChanges = z.infer<typeof releaseChanges>;
