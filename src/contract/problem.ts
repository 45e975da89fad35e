// RFC 9457 problem details, the only form of an error of the relay.

import { z } from 'zod';

export const problemCodes = [
  'validation-failed',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'precondition-failed',
  'user-disabled',
  'user-deleted',
  'lease-refused',
  'too-large',
  'rate-limited',
  'storage-full',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string().optional(),
  requestId: z.string(),
  /** JSON pointers into the body or query, for validation-failed */
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        detail: z.string(),
        /** for a conflict: who has this value already */
        otherUser: z.string().optional(),
      }),
    )
    .optional(),
  retryAfterMs: z.int().optional(),
});
export type Problem = z.infer<typeof problem>;
export const problemMediaType = 'application/problem+json';
