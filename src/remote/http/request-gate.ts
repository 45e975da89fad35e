// One queue per mailbox (or Sales user): never more than its slots in flight, and nothing at all before a Retry-After is
// over. Weighted, which p-limit is not: a Graph batch takes all four slots, a single request one.

import { SyncError } from '../../sync/model/error.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Side } from '../../sync/model/side.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { Layer } from './http-request.ts';
import type { RequestMeter } from './request-meter.ts';

export interface RequestGate {
  /** resolves with the function that gives the slots back */
  enter(slots: number, signal: CancelSignal): Promise<() => void>;
  /** nothing may be sent before this instant, epoch ms */
  closeUntil(atMs: number): void;
  opensAtMs(): number;
}

interface Waiting {
  readonly slots: number;
  admit(): void;
}

export function createRequestGate(capacity: number): RequestGate {
  let free = capacity;
  let closedUntilMs = 0;
  const queue: Waiting[] = [];

  // First come, first served: a waiting batch is not overtaken by single requests.
  const admitNext = (): void => {
    for (let next = queue[0]; next !== undefined && next.slots <= free; next = queue[0]) {
      queue.shift();
      free -= next.slots;
      next.admit();
    }
  };
  const leave = (slots: number): (() => void) => {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      free += slots;
      admitNext();
    };
  };

  return {
    enter(wanted, signal) {
      const slots = Math.min(wanted, capacity);
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(new SyncError('cancelled'));
          return;
        }
        const cancel = (): void => {
          const place = queue.indexOf(waiting);
          if (place < 0) return;
          queue.splice(place, 1);
          reject(new SyncError('cancelled'));
          admitNext();
        };
        const waiting: Waiting = {
          slots,
          admit: () => {
            signal.removeEventListener('abort', cancel);
            resolve(leave(slots));
          },
        };
        signal.addEventListener('abort', cancel);
        queue.push(waiting);
        admitNext();
      });
    },
    closeUntil(atMs) {
      closedUntilMs = Math.max(closedUntilMs, atMs);
    },
    opensAtMs: () => closedUntilMs,
  };
}

const gates = new Map<string, RequestGate>();

/** The gate of a mailbox, the same for every adapter of this process that names it. */
export function gateNamed(name: string, capacity: number): RequestGate {
  const found = gates.get(name);
  if (found !== undefined) return found;
  const made = createRequestGate(capacity);
  gates.set(name, made);
  return made;
}

/** Longer waits are the engine's business: it ends the run and comes back. */
export const LONGEST_WAIT_MS = 10_000;

/** Layer that sends through the gate, after its pause if the service asked for one. */
export function gated(options: {
  readonly gate: RequestGate;
  readonly clock: Clock;
  readonly meter: RequestMeter;
  readonly side: Side;
}): Layer {
  const { gate, clock, meter, side } = options;
  const restMs = (): number => gate.opensAtMs() - clock.nowMs();
  return (next) => async (request) => {
    const leave = await gate.enter(request.slots, request.signal);
    try {
      // Again after each wait: another request in flight may have been told to wait longer.
      for (let waitMs = restMs(); waitMs > 0; waitMs = restMs()) {
        if (waitMs > LONGEST_WAIT_MS)
          throw new SyncError('throttled', { at: { side }, retryAfterMs: waitMs });
        await clock.sleep(waitMs, request.signal);
        meter.waited(waitMs);
      }
      const answer = await next(request);
      // Before the slot is free: whoever waits for it must find the gate closed.
      const pauseMs = answer.status >= 429 ? retryAfterMs(answer.headers, clock.nowMs()) : null;
      if (pauseMs !== null) gate.closeUntil(clock.nowMs() + pauseMs);
      return answer;
    } finally {
      leave();
    }
  };
}
