// Counters behind RemoteMeter. Busy time is wall time with at least one request in flight, so parallel requests count once.

import type { RemoteMeter } from '../../sync/ports/remote.ts';

export interface RequestMeter {
  begin(items: number, nowMs: number): void;
  end(nowMs: number): void;
  waited(ms: number): void;
  read(nowMs: number): RemoteMeter;
}

export function createRequestMeter(): RequestMeter {
  let requests = 0;
  let busyMs = 0;
  let throttledMs = 0;
  let inFlight = 0;
  let busySinceMs = 0;
  return {
    begin(items, nowMs) {
      requests += items;
      if (inFlight === 0) busySinceMs = nowMs;
      inFlight += 1;
    },
    end(nowMs) {
      inFlight -= 1;
      // A clock that was set back must not subtract.
      if (inFlight === 0) busyMs += Math.max(0, nowMs - busySinceMs);
    },
    waited(ms) {
      throttledMs += ms;
    },
    read(nowMs) {
      const running = inFlight > 0 ? Math.max(0, nowMs - busySinceMs) : 0;
      return { requests, busyMs: busyMs + running, throttledMs };
    },
  };
}
