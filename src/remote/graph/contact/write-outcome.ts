// What became of one contact write, by the status of its batch item. A write that may have been applied is `unknown`;
// one that certainly was not and may be sent again is `throttled`.

import { graphError, graphRefusal } from '../graph-errors.ts';
import type { RemoteRecord } from '../../../sync/model/record.ts';
import type { Write, WriteOutcome } from '../../../sync/model/write.ts';
import type { BatchResult } from '../json-batch.ts';

/** `check`: only a read can tell whether the item is gone (403 on a second DELETE under an immutable id). */
export type Judged = WriteOutcome | { readonly intentId: Write['intentId']; readonly result: 'check' };

/** `record` is the answer's body mapped; null where the service sent none, which only a read can settle. */
export function judge(write: Write, result: BatchResult | undefined, record: RemoteRecord | null): Judged {
  const { intentId, operation } = write;
  const status = result?.status ?? 0;
  if (result === undefined || status === 0 || status >= 500) return { intentId, result: 'unknown' };
  if (status >= 200 && status < 300) {
    if (operation === 'delete') return { intentId, result: 'deleted' };
    return record === null ? { intentId, result: 'check' } : { intentId, result: 'written', record };
  }
  return judgeRefusal(write, result);
}

function judgeRefusal(write: Write, { status, body, retryAfterMs }: BatchResult): Judged {
  const { intentId, operation } = write;
  const error = graphError(body);
  switch (status) {
    // 401: the token ended inside the batch; 424: a request it depended on failed. Neither was carried out.
    case 401:
    case 424:
    case 429:
      return { intentId, result: 'throttled', retryAfterMs };
    case 412:
      return { intentId, result: 'precondition-failed' };
    case 409:
      return { intentId, result: operation === 'create' ? 'unknown' : 'precondition-failed' };
    case 404:
      if (operation !== 'create') return { intentId, result: 'gone' };
      break;
    case 403:
      if (operation === 'delete' && error.code === 'errorcannotdeleteobject')
        return { intentId, result: 'check' };
      break;
  }
  return { intentId, result: 'rejected', refusal: graphRefusal(status, error, Object.keys(write.units)) };
}
