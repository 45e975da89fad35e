// An answer that is not a success, as a value to throw: the error handler turns it into RFC 9457 problem details.

import type { ProblemCode } from '../contract/problem.ts';

export interface ProblemDetail {
  readonly detail?: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly detail: string;
    readonly otherUser?: string;
  }[];
  /** also sent as `Retry-After`, in whole seconds */
  readonly retryAfterMs?: number;
  /** where the code's usual status does not fit */
  readonly status?: number;
  /** for the log only */
  readonly cause?: unknown;
}

export const problemKinds: Readonly<
  Record<ProblemCode, { readonly status: number; readonly title: string }>
> = {
  'validation-failed': { status: 400, title: 'The request does not fit the contract' },
  unauthenticated: { status: 401, title: 'A valid access token is needed' },
  forbidden: { status: 403, title: 'The access token does not allow this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'The request conflicts with the present state' },
  'precondition-failed': { status: 412, title: 'The version in If-Match is not the present one' },
  'user-disabled': { status: 403, title: 'Synchronization of this user is disabled' },
  'user-deleted': { status: 410, title: 'This user was deleted' },
  'lease-refused': { status: 409, title: 'Another runner holds the lease' },
  'too-large': { status: 413, title: 'The body is too large' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'storage-full': { status: 507, title: 'The database cannot take more at the moment' },
  unavailable: { status: 503, title: 'The service is not available at the moment' },
  internal: { status: 500, title: 'Something went wrong' },
};

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: ProblemCode;
  readonly details: ProblemDetail;

  constructor(problem: ProblemCode, details: ProblemDetail = {}) {
    super(details.detail ?? problemKinds[problem].title, { cause: details.cause });
    this.problem = problem;
    this.details = details;
  }
}

export function isProblemError(error: unknown): error is ProblemError {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'ProblemError';
}

export function invalid(pointer: string, detail: string): ProblemError {
  return new ProblemError('validation-failed', { errors: [{ pointer, detail }] });
}
