// How far the server's clock is ahead of this device's, by the Date header of the newest answer. Null until one was
// readable: browsers hide it across origins.

import { serverTimeMs } from './retry-after.ts';
import type { ServerClock } from '../../sync/ports/remote.ts';

export interface ServerClockReading {
  observe(headers: Headers, nowMs: number): void;
  read(): ServerClock | null;
}

/** Date has whole seconds, so on average the server is half a second later than it says. */
const HALF_SECOND_MS = 500;

export function createServerClock(): ServerClockReading {
  let clock: ServerClock | null = null;
  return {
    observe(headers, nowMs) {
      const atMs = serverTimeMs(headers);
      if (atMs !== null) clock = { offsetMs: atMs + HALF_SECOND_MS - nowMs };
    },
    read: () => clock,
  };
}
