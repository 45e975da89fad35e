// Telling an organisation by webhook: the body it gets, and what the administrator sees of the deliveries. The secret goes
// in and never comes out.

import { z } from 'zod';
import { count, instant } from '../wire.ts';

export const notificationRules = [
  'failing-share',
  'shared-cause',
  'disabled-by-engine',
  'credential-expiring',
  'silent-runner',
] as const;
export const notificationRule = z.enum(notificationRules);
export type NotificationRule = z.infer<typeof notificationRule>;

/**
 * Body of a delivery, also of every repetition. Header `X-Sales-Sync-Signature: t=<unix seconds>,v1=<hex>` holds the
 * HMAC-SHA-256 of `<t>.<body>` under the secret; `X-Sales-Sync-Delivery` repeats `id`, by which a receiver drops repeats.
 */
export const notification = z.object({
  id: z.uuid(),
  rule: z.union([notificationRule, z.literal('test')]),
  /** what it is about within the rule: a cause, a kind of runner, a user's id; empty for the organisation */
  subject: z.string(),
  state: z.enum(['changed', 'recovered', 'test']),
  at: instant,
  tenantId: z.uuid(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Notification = z.infer<typeof notification>;

export const deliveryState = z.enum(['waiting', 'delivered', 'dead']);

export const delivery = z.object({
  notification,
  state: deliveryState,
  attempts: count,
  lastAttemptAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
  /** HTTP status or a code of ours; never what the receiver wrote */
  lastError: z.string().nullable(),
});
export type Delivery = z.infer<typeof delivery>;

export const notificationStatus = z.object({
  hasSecret: z.boolean(),
  /** how the secret rests in the database */
  secretStorage: z.enum(['encrypted', 'plain']),
  /** the operator allows http and addresses that are not public */
  allowsPrivate: z.boolean(),
  /** what is the case now and was told */
  open: z.array(z.object({ rule: notificationRule, subject: z.string(), since: instant })),
  /** newest first, at most 50; dead ones before all others */
  deliveries: z.array(delivery),
  /** of the users whom a subject names, by id; who was deleted is missing */
  names: z.record(z.string(), z.string()),
});
export type NotificationStatus = z.infer<typeof notificationStatus>;

/** `PUT /notifications/secret`; null removes it. 16 characters are what an HMAC key should have at the very least. */
export const webhookSecret = z.strictObject({ secret: z.string().min(16).max(200).nullable() });
