// Repeats what may be repeated (GET, and batches of nothing but reads) a few times. A Retry-After is honoured whole (the
// gate closes for everybody else, see request-gate.ts); writes are never repeated here.

import { SyncError, isSyncError } from '../../sync/model/error.ts';
import { requestIdOf } from './http-request.ts';
import { LONGEST_WAIT_MS } from './request-gate.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Side } from '../../sync/model/side.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { HttpAnswer, HttpRequest, Layer, Send } from './http-request.ts';
import type { RequestGate } from './request-gate.ts';
import type { RequestMeter } from './request-meter.ts';

const TRANSIENT: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
/** With the waits below a read gives up after about 8 s of refusals that name no time. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1000;

export interface RepeatingOptions {
  readonly side: Side;
  readonly clock: Clock;
  readonly gate: RequestGate;
  readonly meter: RequestMeter;
}

export function repeating(options: RepeatingOptions): Layer {
  return (next) => async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const result = await attemptOnce(next, request, options);
      if (result.type === 'answer') return result.answer;
      if (attempt === ATTEMPTS || !request.isRepeatable) throw result.error;
      await pause(result.waitMs ?? backoffMs(attempt, options.clock), request, options);
    }
  };
}

/** Full jitter on the upper half: two clients that failed together do not come back together. */
export function backoffMs(attempt: number, clock: Clock): number {
  return Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + clock.chance() / 2));
}

type Attempt =
  | { readonly type: 'answer'; readonly answer: HttpAnswer }
  | { readonly type: 'refused'; readonly error: SyncError; readonly waitMs: number | null };

async function attemptOnce(next: Send, request: HttpRequest, options: RepeatingOptions): Promise<Attempt> {
  const { side, clock } = options;
  try {
    const answer = await next(request);
    if (!TRANSIENT.has(answer.status)) return { type: 'answer', answer };
    const waitMs = retryAfterMs(answer.headers, clock.nowMs());
    if (!request.isRepeatable) return { type: 'answer', answer };
    const requestId = requestIdOf(answer.headers);
    const error = new SyncError(answer.status === 429 ? 'throttled' : 'unreachable', {
      at: { side },
      status: answer.status,
      ...(requestId === undefined ? {} : { requestId }),
      ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
    });
    if (waitMs !== null && waitMs > LONGEST_WAIT_MS) throw error;
    return { type: 'refused', error, waitMs };
  } catch (error) {
    const isLost = isSyncError(error) && error.code === 'unreachable' && error.facts.status === undefined;
    if (isLost && request.isRepeatable) return { type: 'refused', error, waitMs: null };
    throw error;
  }
}

async function pause(waitMs: number, request: HttpRequest, options: RepeatingOptions): Promise<void> {
  // Outside the gate: whoever waits here holds no slot.
  const { clock, gate, meter } = options;
  const restMs = Math.max(waitMs, gate.opensAtMs() - clock.nowMs());
  await clock.sleep(restMs, request.signal);
  meter.waited(restMs);
}
