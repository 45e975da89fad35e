// Graph's statuses and error codes as our codes. Code strings come in camelCase and PascalCase, so they are compared
// without case; message texts decide nothing and go nowhere.

import { SyncError } from '../../sync/model/error.ts';
import { errorFacts, jsonOrNothing } from '../http/checked-json.ts';
import { errorBody } from './wire.ts';
import type { SyncErrorCode } from '../../sync/model/error.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import type { Refusal } from '../../sync/model/write.ts';
import type { HttpAnswer } from '../http/http-request.ts';

export interface GraphErrorFacts {
  /** lower case; empty where there is none */
  readonly code: string;
  readonly requestId: string | null;
  /** property that the service names, if it does */
  readonly target: string | null;
}

export function graphError(body: unknown): GraphErrorFacts {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return { code: '', requestId: null, target: null };
  const { code, innerError, details } = parsed.data.error;
  return {
    code: code.toLowerCase(),
    requestId: innerError?.['request-id'] ?? null,
    target: details?.find((one) => (one.target ?? '') !== '')?.target ?? null,
  };
}

const resetCodes: ReadonlySet<string> = new Set(['syncstatenotfound', 'syncstateinvalid', 'resyncrequired']);
const noMailboxCodes: ReadonlySet<string> = new Set([
  'mailboxnotenabledforrestapi',
  'mailboxnothostedinexchangeonline',
  'mailboxinfostale',
  'errornonexistentmailbox',
  'errormailboxnotfound',
  'errorinvaliduser',
  'request_resourcenotfound',
  'resourcenotfound',
]);

/** A delta token that the service forgot: 410, or any 4xx that says so (graph-contract.md section 3.1). */
export function isExpiredCursor(answer: HttpAnswer): boolean {
  if (answer.status === 410) return true;
  return answer.status >= 400 && answer.status < 500 && resetCodes.has(codeOf(answer));
}

/** Graph uses 404 for a mailbox that does not exist and for an item; only the code tells. */
export function isMissingMailbox(answer: HttpAnswer): boolean {
  return noMailboxCodes.has(codeOf(answer));
}

function codeOf(answer: HttpAnswer): string {
  return graphError(jsonOrNothing(answer.text)).code;
}

/** What ends the run for an answer that is no success. */
export function graphFailure(answer: HttpAnswer): SyncError {
  return new SyncError(failureCode(answer), errorFacts(answer, 'microsoft'));
}

function failureCode(answer: HttpAnswer): SyncErrorCode {
  if (isMissingMailbox(answer)) return 'mailbox-missing';
  if (answer.status === 403) return 'access-denied';
  if (answer.status === 429) return 'throttled';
  if (answer.status >= 500) return 'unreachable';
  return 'malformed';
}

const missingCode = /required|missing|cannotbenull/;
const lengthCode = /toolong|toolarge|maximum|exceed|length/;

/** Why one record was refused. `attributes` are the units that were sent: one alone is the one to blame. */
export function graphRefusal(status: number, error: GraphErrorFacts, attributes: readonly string[]): Refusal {
  const sole = attributes.length === 1 ? (attributes[0] ?? null) : null;
  return {
    cause: refusalCause(status, error.code),
    attribute: error.target ?? sole,
    status,
    requestId: error.requestId,
  };
}

function refusalCause(status: number, code: string): CauseCode {
  if (status === 403) return code === 'erroraccessdenied' ? 'microsoft-access-policy' : 'record-read-only';
  if (status === 413 || lengthCode.test(code)) return 'too-long';
  if (missingCode.test(code)) return 'required-field-missing';
  return status === 400 || status === 422 ? 'field-rejected' : 'unknown';
}
