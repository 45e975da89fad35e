// An error as the log may keep it. A database's message quotes values (an e-mail, a name): quoted text is left out.

import { errorCode, errorMessage } from '../database/error-code.ts';

export interface LoggableError {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly at: readonly string[];
  readonly cause?: LoggableError;
}

const deepestCause = 4;

export function loggableError(error: unknown, depth = 0): LoggableError {
  const cause = part(error, 'cause');
  return {
    name: nameOf(error),
    message: withoutValues(errorMessage(error)),
    code: errorCode(error),
    at: frames(part(error, 'stack')),
    ...(cause === undefined || depth >= deepestCause ? {} : { cause: loggableError(cause, depth + 1) }),
  };
}

function nameOf(error: unknown): string {
  const name = part(error, 'name');
  return typeof name === 'string' ? name : typeof error;
}

function part(error: unknown, name: 'cause' | 'name' | 'stack'): unknown {
  return typeof error === 'object' && error !== null ? (Reflect.get(error, name) as unknown) : undefined;
}

function withoutValues(message: string): string {
  return message.replaceAll(/"[^"]*"|'[^']*'|\([^)]*\)=\([^)]*\)|\S+@\S+/g, '…').slice(0, 500);
}

function frames(stack: unknown): string[] {
  const lines = typeof stack === 'string' ? stack.split('\n').map((line) => line.trim()) : [];
  return lines.filter((line) => line.startsWith('at ')).slice(0, 8);
}
