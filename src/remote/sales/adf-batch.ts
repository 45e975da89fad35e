// The ADF batch (sales-contract.md section 8): parts in order, all or none. A reported failure therefore means that
// nothing was done; a 204, a lost answer or a server error means that nobody knows.

import { isSyncError } from '../../sync/model/error.ts';
import { jsonOrNothing } from '../http/checked-json.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { RESOURCES, parseSales } from './sales-client.ts';
import { batchAnswer } from './wire.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import type { SalesClient } from './sales-client.ts';

export const BATCH_SIZE = 50;

export interface BatchPart {
  readonly id: string;
  readonly operation: 'create' | 'update' | 'delete';
  /** below the version, e.g. `/contacts/CDRM_1` */
  readonly path: string;
  readonly ifMatch: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

export type BatchOutcome =
  /** payload by part id; undefined for a part without one */
  | { readonly type: 'done'; readonly payloads: ReadonlyMap<string, unknown> }
  /** certainly nothing was committed */
  | { readonly type: 'refused' }
  | { readonly type: 'throttled'; readonly retryAfterMs: number | null }
  | { readonly type: 'unknown' };

export async function sendAdfBatch(
  client: SalesClient,
  parts: readonly BatchPart[],
  signal: CancelSignal,
): Promise<BatchOutcome> {
  const answer = await answerOrLost(client, {
    parts: parts.map(({ id, operation, path, ifMatch, payload }) => ({
      id,
      path,
      operation,
      ...(payload === null ? {} : { payload }),
      ...(ifMatch === null ? {} : { preconditions: { ifMatch: `"${ifMatch}"` } }),
    })),
    signal,
  });
  if (answer === null || answer.status >= 500 || answer.status === 408) return { type: 'unknown' };
  if (answer.status === 429)
    return { type: 'throttled', retryAfterMs: retryAfterMs(answer.headers, client.clock.nowMs()) };
  // A 400 without a body has been seen for requests that were carried out.
  if (answer.status >= 400) return answer.text.trim() === '' ? { type: 'unknown' } : { type: 'refused' };
  const parsed = batchAnswer.safeParse(jsonOrNothing(answer.text, parseSales));
  if (answer.status !== 200 || !parsed.success) return { type: 'unknown' };
  return { type: 'done', payloads: new Map(parsed.data.parts.map(({ id, payload }) => [id, payload])) };
}

async function answerOrLost(
  client: SalesClient,
  { parts, signal }: { readonly parts: readonly unknown[]; readonly signal: CancelSignal },
): Promise<HttpAnswer | null> {
  try {
    return await client.send({
      method: 'POST',
      path: `${RESOURCES}/`,
      contentType: 'application/vnd.oracle.adf.batch+json',
      body: { parts },
      items: parts.length,
      signal,
    });
  } catch (error) {
    if (isLostAnswer(error)) return null;
    throw error;
  }
}

/** The request went out and no answer came back. A token that could not be fetched is not that: nothing was sent. */
export function isLostAnswer(error: unknown): boolean {
  return isSyncError(error) && error.code === 'unreachable' && error.facts.at?.step !== 'token';
}
