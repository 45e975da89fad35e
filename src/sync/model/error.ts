// What stops a run. Outcomes of single records are values (write.ts); this is thrown, once, at an adapter's edge.
// Compared by `name`, not instanceof: two copies of this file may meet in one page.

import type { LinkKey } from './ids.ts';
import type { Side } from './side.ts';

export const syncErrorCodes = [
  /** the sign-in of `at.side` no longer works; a person must sign in */
  'sign-in-needed',
  /** signed in, but the service refuses this user or this kind */
  'access-denied',
  'consent-withdrawn',
  'mailbox-missing',
  /** the service cannot be reached or answers 5xx after the retries of the adapter */
  'unreachable',
  'throttled',
  /** the cursor died (410, syncStateNotFound): start the feed anew */
  'cursor-expired',
  /** an answer that is not what the contract says */
  'malformed',
  'saved-search-missing',
  'saved-search-unreadable',
  'foreign-stamp',
  'wrong-account',
  'lease-refused',
  'lease-lost',
  'user-disabled',
  'user-deleted',
  'relay-unreachable',
  'storage-full',
  'storage-lost',
  'cancelled',
  'unknown',
] as const;
export type SyncErrorCode = (typeof syncErrorCodes)[number];

export interface ErrorPlace {
  readonly side?: Side;
  readonly link?: LinkKey;
  /** what was being done, e.g. `pull-changes` */
  readonly step?: string;
}

export interface ErrorFacts {
  readonly at?: ErrorPlace;
  /** HTTP status, if there was an answer */
  readonly status?: number;
  /** request id of the service, for its support */
  readonly requestId?: string;
  /** do not try again before this many milliseconds from now */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly code: SyncErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: SyncErrorCode, facts: ErrorFacts = {}) {
    super(code, { cause: facts.cause });
    this.code = code;
    this.facts = facts;
  }
}

export function isSyncError(error: unknown): error is SyncError {
  return error instanceof Error && error.name === 'SyncError' && 'code' in error;
}
