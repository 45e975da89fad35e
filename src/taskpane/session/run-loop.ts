// When runs happen: at an interval, when asked, when the network returns. One at a time; a request that arrives while a
// run is active is remembered once and follows it.
//
//   idle -> running -> idle            suspend: running -> (safe point) -> suspended, until resume

import type { Suspender } from '../../contract/runs.ts';
import type { RunTrigger } from '../../sync/model/run-report.ts';

export interface RunWish {
  readonly trigger: RunTrigger;
  readonly mode: 'routine' | 'full';
}

export interface RunLoopParts {
  /** null: nothing may run now (signed out, offline, disabled …) */
  canRun(): boolean;
  intervalMs(): number;
  /** resolves when the run is over, whatever became of it, with the pause that a service or the lease asked for */
  perform(wish: RunWish, signal: AbortSignal): Promise<number | null>;
  changed(state: { readonly isRunning: boolean; readonly nextRunAtMs: number | null }): void;
}

export interface RunLoop {
  /** false when nothing may run now, so that nobody reports a run that will not happen */
  ask(wish: RunWish): boolean;
  /** stop the running run at its next safe point; the schedule goes on. `by`: whose deed it is, if somebody's */
  interrupt(by?: Suspender): void;
  suspend(): void;
  /** `why`: the trigger of the run it begins with */
  resume(why?: RunTrigger): void;
  /** settings or sign-ins changed: think again about the schedule */
  reschedule(): void;
  stop(): Promise<void>;
  isRunning(): boolean;
  isSuspended(): boolean;
  /** whose deed it is that the running run stops; null: nobody's */
  suspendedBy(): Suspender | null;
  nextRunAtMs(): number | null;
}

export function createRunLoop(parts: RunLoopParts, startSuspended: boolean): RunLoop {
  let suspended = startSuspended;
  let running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;
  let wished: RunWish | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let nextAtMs: number | null = null;
  let stopper: Suspender | null = null;

  const tell = (): void => {
    parts.changed({ isRunning: running !== null, nextRunAtMs: nextAtMs });
  };
  const schedule = (askedMs: number | null = null): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    nextAtMs = null;
    if (!suspended && parts.canRun()) {
      const waitMs = askedMs ?? parts.intervalMs();
      nextAtMs = Date.now() + waitMs;
      timer = setTimeout(() => {
        start({ trigger: 'schedule', mode: 'routine' });
      }, waitMs);
    }
    tell();
  };
  const start = (wish: RunWish): boolean => {
    if (suspended) return false;
    if (running) {
      wished = wished?.mode === 'full' ? wished : wish;
      return true;
    }
    if (!parts.canRun()) return false;
    if (timer) clearTimeout(timer);
    const abort = new AbortController();
    const ended = parts.perform(wish, abort.signal).then((askedMs) => {
      running = null;
      const follow = wished;
      wished = null;
      schedule(askedMs);
      if (follow) start(follow);
    });
    running = { abort, ended };
    stopper = null;
    nextAtMs = null;
    tell();
    return true;
  };

  const interrupt = (by: Suspender | null): void => {
    wished = null;
    stopper ??= by;
    running?.abort.abort();
  };

  return {
    ask: start,
    interrupt: (by) => {
      interrupt(by ?? null);
    },
    suspend: () => {
      suspended = true;
      interrupt('user');
      schedule();
    },
    resume: (why = 'user') => {
      suspended = false;
      start({ trigger: why, mode: 'routine' });
      schedule();
    },
    reschedule: () => {
      if (!running) schedule();
    },
    stop: async () => {
      suspended = true;
      if (timer) clearTimeout(timer);
      running?.abort.abort();
      await running?.ended;
    },
    isRunning: () => running !== null,
    isSuspended: () => suspended,
    suspendedBy: () => stopper,
    nextRunAtMs: () => nextAtMs,
  };
}
