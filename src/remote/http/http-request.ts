// What every call to a service looks like before it becomes a `fetch`, and what comes back. A layer adds one duty
// (token, repetition, queue) around the next one, so that Graph's SDK chain and Sales use the same duties.

import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  readonly method: HttpMethod;
  /** absolute; its origin must be the configured one, else nothing is sent */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: CancelSignal;
  /** sending it twice changes nothing: GET, or a batch of nothing but reads */
  readonly isRepeatable: boolean;
  /** requests that the service counts: items of a batch, else 1 */
  readonly items: number;
  /** share of the queue it needs while it is in flight */
  readonly slots: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Send = (request: HttpRequest) => Promise<HttpAnswer>;
export type Layer = (next: Send) => Send;
export type Fetch = typeof fetch;

/** A finished request, for diagnosis: no address, no content, no token. */
export interface RequestTrace {
  readonly method: HttpMethod;
  /** 0 where no answer came */
  readonly status: number;
  readonly items: number;
  readonly durationMs: number;
}

/** Id under which the service's support finds the request. Absent where a browser may not read it. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get('request-id') ?? headers.get('x-oracle-dms-ecid') ?? undefined;
}
