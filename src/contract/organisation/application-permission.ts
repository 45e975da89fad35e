// What the worker reports about its permission to act for everybody, and how an administrator sees it.

import { z } from 'zod';
import { causeCode } from '../causes.ts';
import { instant } from '../wire.ts';

const permissionError = z.strictObject({
  cause: causeCode,
  /** e.g. `AADSTS700027`; never the service's text */
  code: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/)
    .nullable(),
  status: z.int().min(100).max(599).nullable(),
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .nullable(),
});
export type PermissionError = z.infer<typeof permissionError>;

/** `PUT /application-permission` by the worker, at least every `permissionSilenceMs`. */
export const permissionReport = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('active'),
    error: z.null(),
    certificateEndsAt: instant.nullable(),
  }),
  z.strictObject({
    state: z.literal('inactive'),
    error: permissionError,
    certificateEndsAt: instant.nullable(),
  }),
]);
export type PermissionReport = z.infer<typeof permissionReport>;

/** after this long without a report nobody knows whether it is still active */
export const permissionSilenceMs = 15 * 60_000;

export const applicationPermission = z.object({
  state: z.enum(['not-enabled', 'active', 'inactive']),
  error: permissionError.nullable(),
  certificateEndsAt: instant.nullable(),
  reportedAt: instant.nullable(),
  /** the worker fell silent: `state` is what it said last */
  isSilent: z.boolean(),
});
export type ApplicationPermission = z.infer<typeof applicationPermission>;
