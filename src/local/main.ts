// npm start: the whole system in one process. Prints progress, then one line `Ready: …`, and stops cleanly on Ctrl-C.
// Exit codes: 0 stopped, 1 could not start (port, folder), 2 wrong environment.
import type { Logs } from './compose.ts';
import { readConfig } from './config.ts';
import type { LocalConfig } from './config.ts';
import { onStopSignals } from './stop-signals.ts';

/** Errors whose message says it all: what is wrong, and what to do. */
const spoken = new Set(['ConfigError', 'DataFolderError', 'PortInUseError', 'CorruptStoreError']);

const say = (message: string): void => {
  process.stdout.write(`${message}\n`);
};
const complain = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

async function main(): Promise<void> {
  const config = readConfig(process.env);
  // Loading all parts takes seconds: a mistake in the environment is told before.
  const { startSystem } = await import('./compose.ts');
  const system = startSystem(config, logsAt(config));
  onStopSignals({
    // A stop that comes during the start waits for it: half-opened files would be the alternative.
    stop: async () => {
      await (await system).stop();
    },
    log: say,
    exit: (code) => {
      process.exit(code);
    },
  });
  const { origin } = await system;
  say(`Ready: ${origin}`);
}

function logsAt({ logLevel }: LocalConfig): Logs {
  const ignore = (): void => undefined;
  return {
    progress: say,
    trouble: logLevel === 'silent' ? ignore : complain,
    detail: ['info', 'debug', 'trace'].includes(logLevel) ? complain : ignore,
  };
}

main().catch((error: unknown) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  complain(spoken.has(name) ? message : (stack ?? message));
  process.exit(name === 'ConfigError' ? 2 : 1);
});
