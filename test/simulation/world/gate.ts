// The one gate of the simulation: every call of an engine's port passes it, and here faults and other people's deeds happen.

import type { IoKind, SideFault } from '../plan.ts';

export interface IoCall<Answer> {
  /** what the service does; `trouble` where the plan wants this service to misbehave now */
  act(trouble: SideFault | null): Answer;
  /** what the port answers when the response never arrived; without it SyncError `unreachable` */
  lost?(): Answer;
  /** the machine slept before the request left: throws where an adapter looks once more before it sends */
  wakes?(): void;
}

/** The gate as one engine sees it. */
export interface Gate {
  /** virtual time of the world, epoch ms; never an engine's own clock */
  nowMs(): number;
  /** which engine asks, for monitors */
  readonly runner: 'pane' | 'worker';
  io<Answer>(kind: IoKind, call: IoCall<Answer>): Promise<Answer>;
}
