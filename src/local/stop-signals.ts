// Ctrl-C: the first signal stops cleanly, a second one at once, and nobody waits longer than ten seconds.

export interface StopSignals {
  /** called once, with the first signal */
  readonly stop: () => Promise<void>;
  readonly log: (message: string) => void;
  readonly exit: (code: number) => void;
}

const mostMs = 9_500;
/** A terminal sends Ctrl-C to npm and to us, and npm passes it on: two signals for one key. */
const sameKeyMs = 500;

/** Listens to SIGINT and SIGTERM until the process ends. */
export function onStopSignals({ stop, log, exit }: StopSignals): void {
  let firstAtMs: number | undefined;
  const onSignal = (): void => {
    const nowMs = Date.now();
    if (firstAtMs === undefined) {
      firstAtMs = nowMs;
      log('Stopping …');
      setTimeout(() => {
        log('Stopping took too long; some connections were cut.');
        exit(1);
      }, mostMs).unref();
      stop().then(
        () => {
          exit(0);
        },
        (error: unknown) => {
          log(`Stopping failed: ${error instanceof Error ? error.message : String(error)}`);
          exit(1);
        },
      );
    } else if (nowMs - firstAtMs > sameKeyMs) exit(130);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
