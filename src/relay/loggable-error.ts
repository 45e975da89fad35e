// An error as the log may keep it. A database's message quotes values (an e-mail, a name): quoted text is left out.

export interface LoggableError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly at: readonly string[];
  readonly cause?: LoggableError;
}

const deepestCause = 4;

export function loggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { name: typeof error, message: '', at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause === undefined || depth >= deepestCause
      ? {}
      : { cause: loggableError(error.cause, depth + 1) };
  return { name: error.name, message: withoutValues(error.message), ...code, at: frames(error), ...cause };
}

function withoutValues(message: string): string {
  return message.replaceAll(/"[^"]*"|'[^']*'|\([^)]*\)=\([^)]*\)|\S+@\S+/g, '…').slice(0, 500);
}

function frames(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, 8);
}
