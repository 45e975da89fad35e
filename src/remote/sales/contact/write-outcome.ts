// What became of one write that was sent by itself, by its status (sales-contract.md sections 5, 7, 9).

import { jsonOrNothing } from '../../http/checked-json.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { parseSales } from '../sales-client.ts';
import { salesRefusal } from '../sales-errors.ts';
import { recordOf } from './contact-record.ts';
import { attributeLimits, unitOfAttribute } from './map-contact.ts';
import type { InstanceId } from '../../../sync/model/ids.ts';
import type { Write, WriteOutcome } from '../../../sync/model/write.ts';
import type { HttpAnswer } from '../../http/http-request.ts';
import type { BatchPart } from '../adf-batch.ts';

/** A write with what is needed to send it. */
export interface ReadyWrite {
  readonly write: Write;
  readonly part: BatchPart;
}

export function judgeSingle(
  { write, part }: ReadyWrite,
  answer: HttpAnswer,
  { instance, nowMs }: { readonly instance: InstanceId; readonly nowMs: number },
): WriteOutcome {
  const { intentId, operation } = write;
  const { status } = answer;
  if (status >= 500 || status === 408) return { intentId, result: 'unknown' };
  if (status >= 200 && status < 300) {
    if (operation === 'delete') return { intentId, result: 'deleted' };
    const record = recordOf(jsonOrNothing(answer.text, parseSales), instance);
    return record === null ? { intentId, result: 'unknown' } : { intentId, result: 'written', record };
  }
  if (status === 429)
    return { intentId, result: 'throttled', retryAfterMs: retryAfterMs(answer.headers, nowMs) };
  if (status === 412) return { intentId, result: 'precondition-failed' };
  if (status === 404 && operation !== 'create') return { intentId, result: 'gone' };
  if (status === 409) return { intentId, result: operation === 'create' ? 'unknown' : 'precondition-failed' };
  // Seen in production for requests that were carried out (sales-contract.md section 9).
  if (status === 400 && answer.text.trim() === '') return { intentId, result: 'unknown' };
  const refusal = salesRefusal(answer, {
    operation,
    payload: part.payload ?? {},
    limits: attributeLimits,
    unitOf: unitOfAttribute,
  });
  return { intentId, result: 'rejected', refusal };
}
