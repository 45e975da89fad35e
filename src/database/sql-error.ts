// Reads a driver's error once, at the edge: both drivers carry PostgreSQL's five-character state in `code`.

import { errorCode, errorMessage } from './error-code.ts';
import { SqlError, isSqlError } from './sql-database.ts';
import type { SqlErrorCode } from './sql-database.ts';

/** SQLSTATE or system code -> ours, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states: Readonly<Record<string, SqlErrorCode>> = {
  '23505': 'unique-violation',
  '53100': 'storage-full',
  '53300': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ENOTFOUND: 'unavailable',
  ETIMEDOUT: 'unavailable',
  EPIPE: 'unavailable',
  ENOSPC: 'storage-full',
};

/** What pg says without any code when the connection is gone. */
const terminated =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** A driver's or the system's error becomes ours; what the work inside a transaction threw for its own reasons passes. */
export function translated(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const isDrivers = 'severity' in error || 'errno' in error || terminated.test(errorMessage(error));
  return isDrivers ? toSqlError(error) : error;
}

export function toSqlError(error: unknown): Error {
  if (isSqlError(error)) return error;
  const message = errorMessage(error);
  return new SqlError(codeOf(errorCode(error), message), message, { cause: error });
}

function codeOf(state: string | null, message: string): SqlErrorCode {
  if (state === null) return terminated.test(message) ? 'unavailable' : 'failed';
  // class 08: connection exception
  return states[state] ?? (state.startsWith('08') ? 'unavailable' : 'failed');
}
