// The Sales application's statuses and error paths as our codes. Message texts and error codes vary by tenant and
// language, so only the status and the attribute decide (sales-contract.md section 9).

import { SyncError } from '../../sync/model/error.ts';
import { errorFacts, jsonOrNothing } from '../http/checked-json.ts';
import { requestIdOf } from '../http/http-request.ts';
import { errorBody } from './wire.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import type { SyncErrorCode } from '../../sync/model/error.ts';
import type { Refusal } from '../../sync/model/write.ts';
import type { HttpAnswer } from '../http/http-request.ts';

/** What ends the run for an answer that is no success. */
export function salesFailure(answer: HttpAnswer): SyncError {
  return new SyncError(failureCode(answer.status), errorFacts(answer, 'sales'));
}

function failureCode(status: number): SyncErrorCode {
  if (status === 403) return 'access-denied';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unreachable';
  return 'malformed';
}

/** Attribute of the first detail that names one, e.g. `LastName` for `/LastName`; null where none does. */
export function blamedAttribute(text: string): string | null {
  const parsed = errorBody.safeParse(jsonOrNothing(text));
  const details = parsed.success ? (parsed.data['o:errorDetails'] ?? []) : [];
  for (const detail of details) {
    const name = detail['o:errorPath']?.split('/').findLast((part) => part !== '') ?? '';
    if (/^[A-Za-z]\w*$/.test(name)) return name;
  }
  return null;
}

export interface RefusedPayload {
  readonly operation: 'create' | 'update' | 'delete';
  readonly payload: Readonly<Record<string, unknown>>;
  /** longest text per attribute */
  readonly limits: Readonly<Record<string, number>>;
  /** merge unit of an attribute; null where it is none of ours */
  unitOf(attribute: string): string | null;
}

export function salesRefusal(answer: HttpAnswer, refused: RefusedPayload): Refusal {
  const attribute = blamedAttribute(answer.text);
  return {
    cause: refusalCause(answer.status, attribute, refused),
    attribute: attribute === null ? null : (refused.unitOf(attribute) ?? attribute),
    status: answer.status,
    requestId: requestIdOf(answer.headers) ?? null,
  };
}

// What we sent says why: nothing where something is required, or more than fits.
function refusalCause(status: number, attribute: string | null, refused: RefusedPayload): CauseCode {
  if (status === 403) return refused.operation === 'create' ? 'sales-role-missing' : 'record-read-only';
  if (attribute === null) return status === 400 ? 'field-rejected' : 'unknown';
  const value = refused.payload[attribute];
  if (value === undefined || value === null || value === '') return 'required-field-missing';
  const limit = refused.limits[attribute];
  return typeof value === 'string' && limit !== undefined && value.length > limit
    ? 'too-long'
    : 'field-rejected';
}
