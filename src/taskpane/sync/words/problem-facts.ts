// What a thrown thing says to a person: a cause of the closed list where one fits, and the facts for support.

import { isRelayError } from '../../../remote/relay/relay-error.ts';
import { causeCodes, type CauseCode } from '../../../sync/model/cause.ts';
import { isSyncError, type SyncError, type SyncErrorCode } from '../../../sync/model/error.ts';
import type { Side } from '../../../sync/model/side.ts';

export interface ProblemFacts {
  readonly cause: CauseCode;
  /** what the program called it */
  readonly code: string;
  readonly status: number | null;
  readonly requestId: string | null;
}

type BySide = Readonly<Record<Side, CauseCode>>;

const signIn: BySide = { microsoft: 'microsoft-sign-in-expired', sales: 'sales-sign-in-expired' };
const denied: BySide = { microsoft: 'microsoft-access-policy', sales: 'sales-role-missing' };
const unreachable: BySide = { microsoft: 'microsoft-unreachable', sales: 'sales-unreachable' };
const wrongAccount: BySide = { microsoft: 'wrong-mailbox', sales: 'wrong-sales-account' };

const causes: Readonly<Record<SyncErrorCode, CauseCode | BySide>> = {
  'sign-in-needed': signIn,
  'access-denied': denied,
  'consent-withdrawn': 'microsoft-consent-withdrawn',
  'mailbox-missing': 'microsoft-mailbox-missing',
  unreachable,
  throttled: 'throttled',
  'cursor-expired': 'interrupted',
  malformed: 'malformed',
  'saved-search-missing': 'saved-search-missing',
  'saved-search-unreadable': 'saved-search-unreadable',
  'foreign-stamp': 'foreign-stamp',
  'wrong-account': wrongAccount,
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

export function problemFacts(error: unknown): ProblemFacts {
  if (isSyncError(error)) return fromSyncError(error);
  if (isRelayError(error)) {
    const code = error.problem?.code ?? error.reason;
    const cause = error.reason === 'unreachable' ? 'relay-unreachable' : causeOf(code);
    return { cause, code, status: error.status, requestId: null };
  }
  const code = error instanceof Error ? error.message : String(error);
  return { cause: causeOf(code), code, status: null, requestId: null };
}

function fromSyncError(error: SyncError): ProblemFacts {
  const found = causes[error.code];
  const { at, status, requestId } = error.facts;
  return {
    cause: typeof found === 'string' ? found : found[at?.side ?? 'sales'],
    code: error.code,
    status: status ?? null,
    requestId: requestId ?? null,
  };
}

function causeOf(code: string): CauseCode {
  return causeCodes.find((known) => known === code) ?? 'unknown';
}
