// Graph's JSON batch (graph-contract.md section 7.1): at most 20 requests, answered in any order, each with its own
// status. Prefer does not carry over from the envelope, so every item says it.

import { checkedJson } from '../http/checked-json.ts';
import { backoffMs } from '../http/repeating.ts';
import { retryAfterOfItem } from '../http/retry-after.ts';
import { graphFailure } from './graph-errors.ts';
import { batchAnswer } from './wire.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { HttpAnswer, HttpMethod } from '../http/http-request.ts';
import type { GraphClient } from './graph-client.ts';

export const BATCH_SIZE = 20;
/** Rounds of a reading batch until items that are throttled are given up. */
const READ_ROUNDS = 5;

export interface BatchItem {
  readonly id: string;
  readonly method: HttpMethod;
  /** below the version, query values encoded */
  readonly path: string;
  readonly ifMatch?: string | null;
  readonly body?: unknown;
}

export interface BatchResult {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

/** The envelope's answer; a status other than 200 is the caller's to judge. */
export function sendBatch(
  client: GraphClient,
  items: readonly BatchItem[],
  signal: CancelSignal,
): Promise<HttpAnswer> {
  const isReading = items.every((item) => item.method === 'GET');
  const requests = items.map(({ id, method, path, ifMatch, body }) => ({
    id,
    method,
    url: path,
    headers: {
      Prefer: client.prefer,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(ifMatch === undefined || ifMatch === null ? {} : { 'If-Match': ifMatch }),
    },
    ...(body === undefined ? {} : { body }),
  }));
  return client.send({
    method: 'POST',
    path: '/$batch',
    body: { requests },
    signal,
    batch: { items: items.length, isReading },
  });
}

/** Results by item id; an id that the service left out is absent. Closes the queue for the longest Retry-After. */
export function batchResults(client: GraphClient, answer: HttpAnswer): Map<string, BatchResult> {
  const nowMs = client.clock.nowMs();
  const results = new Map<string, BatchResult>();
  for (const { id, status, headers, body } of checkedJson(answer, batchAnswer, { side: 'microsoft' })
    .responses) {
    const retryAfterMs = retryAfterOfItem(headers ?? undefined, nowMs);
    if (retryAfterMs !== null) client.gate.closeUntil(nowMs + retryAfterMs);
    results.set(id, { status, body, retryAfterMs });
  }
  return results;
}

/** Reads any number of paths in batches and repeats what was throttled. Results are in the order of the paths. */
export async function readBatch(
  client: GraphClient,
  paths: readonly string[],
  signal: CancelSignal,
): Promise<readonly BatchResult[]> {
  const results = new Map<number, BatchResult>();
  for (let round = 1; round <= READ_ROUNDS; round += 1) {
    const open = paths.map((_path, index) => index).filter((index) => isOpen(results.get(index)));
    if (open.length === 0) break;
    if (round > 1) await waitForMore(client, round - 1, signal);
    for (let start = 0; start < open.length; start += BATCH_SIZE)
      await readChunk(client, { paths, indexes: open.slice(start, start + BATCH_SIZE), results }, signal);
  }
  return paths.map((_path, index) => results.get(index) ?? { status: 0, body: null, retryAfterMs: null });
}

function isOpen(result: BatchResult | undefined): boolean {
  return result === undefined || result.status === 429 || result.status >= 500;
}

async function waitForMore(client: GraphClient, round: number, signal: CancelSignal): Promise<void> {
  // The gate makes the batch wait for a Retry-After; without one we back off ourselves.
  if (client.gate.opensAtMs() > client.clock.nowMs()) return;
  const waitMs = backoffMs(round, client.clock);
  await client.clock.sleep(waitMs, signal);
  client.meter.waited(waitMs);
}

async function readChunk(
  client: GraphClient,
  chunk: {
    readonly paths: readonly string[];
    readonly indexes: readonly number[];
    readonly results: Map<number, BatchResult>;
  },
  signal: CancelSignal,
): Promise<void> {
  const items = chunk.indexes.map((index): BatchItem => ({
    id: String(index),
    method: 'GET',
    path: chunk.paths[index] ?? '',
  }));
  const answer = await sendBatch(client, items, signal);
  if (answer.status !== 200) throw graphFailure(answer);
  for (const [id, result] of batchResults(client, answer)) chunk.results.set(Number(id), result);
}
