// The one place that calls `fetch`: origin check, timeout, cancellation, no redirects. Answers of every status are
// returned; only the absence of an answer is thrown, as `unreachable` (it may have been applied all the same).

import { SyncError } from '../../sync/model/error.ts';
import { requestIdOf } from './http-request.ts';
import type { Side } from '../../sync/model/side.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { Fetch, HttpAnswer, HttpRequest, RequestTrace, Send } from './http-request.ts';
import type { RequestMeter } from './request-meter.ts';
import type { ServerClockReading } from './server-clock.ts';

/** A batch of 20 on a slow mailbox needs more than the usual 10 s; beyond this the answer is not coming. */
export const REQUEST_TIMEOUT_MS = 60_000;

export interface SendOnceOptions {
  readonly side: Side;
  /** requests go here and nowhere else, so a token cannot leak through a link in an answer */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly meter: RequestMeter;
  readonly serverClock: ServerClockReading;
  readonly timeoutMs?: number;
  readonly onRequest?: ((trace: RequestTrace) => void) | undefined;
}

export function createSendOnce(options: SendOnceOptions): Send {
  const { side, clock, meter, onRequest } = options;
  const { origin } = new URL(options.baseUrl);
  return async (request) => {
    if (new URL(request.url).origin !== origin) throw new SyncError('malformed', { at: { side } });
    const startedAtMs = clock.nowMs();
    let status = 0;
    meter.begin(request.items, startedAtMs);
    try {
      const answer = await fetchWithin(options.timeoutMs ?? REQUEST_TIMEOUT_MS, request, options);
      status = answer.status;
      options.serverClock.observe(answer.headers, clock.nowMs());
      return answer;
    } finally {
      const nowMs = clock.nowMs();
      meter.end(nowMs);
      onRequest?.({
        method: request.method,
        status,
        items: request.items,
        durationMs: Math.max(0, nowMs - startedAtMs),
      });
    }
  };
}

async function fetchWithin(
  timeoutMs: number,
  request: HttpRequest,
  { side, fetch }: SendOnceOptions,
): Promise<HttpAnswer> {
  const abort = abortOn(request.signal, timeoutMs);
  try {
    // Node's types know no cache; browsers have one, and must not answer for the service.
    const init: RequestInit & { readonly cache: 'no-store' } = {
      method: request.method,
      headers: { ...request.headers },
      body: request.body,
      signal: abort.signal,
      // A redirect could carry the token to another host, and browsers hide where it leads.
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    };
    const response = await fetch(request.url, init);
    if (response.type === 'opaqueredirect' || isRedirect(response.status)) {
      const requestId = requestIdOf(response.headers);
      throw new SyncError('malformed', {
        at: { side },
        status: response.status,
        ...(requestId === undefined ? {} : { requestId }),
      });
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (cause instanceof SyncError) throw cause;
    if (request.signal.aborted) throw new SyncError('cancelled', { at: { side } });
    throw new SyncError('unreachable', { at: { side }, cause });
  } finally {
    abort.done();
  }
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function abortOn(signal: CancelSignal, timeoutMs: number): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  const timer = setTimeout(abort, timeoutMs);
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}
