// From the closed list of error codes to what a person is told and what becomes of the run.

import type { CauseCode } from '../model/cause.ts';
import type { SyncError, SyncErrorCode } from '../model/error.ts';
import type { RunOutcome } from '../model/run-report.ts';
import type { Side } from '../model/side.ts';

type CauseOf = CauseCode | Readonly<Record<Side, CauseCode>>;

const bySide = (microsoft: CauseCode, sales: CauseCode): CauseOf => ({ microsoft, sales });

const causes: Readonly<Record<SyncErrorCode, CauseOf>> = {
  'sign-in-needed': bySide('microsoft-sign-in-expired', 'sales-sign-in-expired'),
  'access-denied': bySide('microsoft-access-policy', 'sales-role-missing'),
  'consent-withdrawn': bySide('microsoft-consent-withdrawn', 'sales-role-missing'),
  'mailbox-missing': 'microsoft-mailbox-missing',
  unreachable: bySide('microsoft-unreachable', 'sales-unreachable'),
  throttled: 'throttled',
  'cursor-expired': 'unknown',
  malformed: 'malformed',
  'saved-search-missing': 'saved-search-missing',
  'saved-search-unreadable': 'saved-search-unreadable',
  'foreign-stamp': 'foreign-stamp',
  'wrong-account': bySide('wrong-mailbox', 'wrong-sales-account'),
  'lease-refused': 'two-engines',
  'lease-lost': 'two-engines',
  'user-disabled': 'user-disabled',
  'user-deleted': 'user-deleted',
  'relay-unreachable': 'relay-unreachable',
  'storage-full': 'storage-full',
  'storage-lost': 'storage-lost',
  cancelled: 'interrupted',
  unknown: 'unknown',
};

export function causeOfError(error: SyncError, fallback: Side | null = null): CauseCode {
  const cause = causes[error.code];
  if (typeof cause === 'string') return cause;
  const side = error.facts.at?.side ?? fallback;
  return side === null ? 'unknown' : cause[side];
}

/** Codes that concern one kind only; the other kinds of the run go on (C3). */
export function isOfKindOnly(error: SyncError): boolean {
  return error.code === 'saved-search-missing' || error.code === 'saved-search-unreadable';
}

export function outcomeOf(error: SyncError): RunOutcome {
  switch (error.code) {
    case 'cancelled':
      return 'suspended';
    case 'lease-refused':
    case 'user-disabled':
    case 'user-deleted':
    case 'relay-unreachable':
      return 'skipped';
    default:
      return 'failed';
  }
}
