// Waits that an end of the screen cuts short, or somebody who does not want to wait.

/** Resolves after `ms`, or early when the signal says so; never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

export interface WakeablePause {
  pause(ms: number, signal: AbortSignal): Promise<'woken' | 'slept'>;
  /** ends the waits that go on now */
  wake(): void;
}

export function createWakeablePause(): WakeablePause {
  const waits = new Set<AbortController>();
  return {
    pause: async (ms, signal) => {
      const woken = new AbortController();
      waits.add(woken);
      await pause(ms, AbortSignal.any([signal, woken.signal]));
      waits.delete(woken);
      return woken.signal.aborted ? 'woken' : 'slept';
    },
    wake: () => {
      for (const wait of waits) wait.abort();
    },
  };
}
