// Reads a driver's error once, at the edge: both drivers carry PostgreSQL's five-character state in `code`.

import { SqlError, isSqlError } from './sql-database.ts';
import type { SqlErrorCode } from './sql-database.ts';

/** SQLSTATE -> ours, https://www.postgresql.org/docs/current/errcodes-appendix.html */
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

/** A driver's or the system's error becomes ours; what the work inside a transaction threw for its own reasons passes. */
export function translated(error: unknown): unknown {
  const isDrivers =
    error instanceof Error && ('severity' in error || 'errno' in error || terminated.test(error.message));
  return isDrivers ? toSqlError(error) : error;
}

const terminated =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

export function toSqlError(error: unknown): Error {
  if (isSqlError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const state = driverCode(error);
  if (state !== null) return new SqlError(states[state] ?? classOf(state), message, { cause: error });
  if (terminated.test(message)) return new SqlError('unavailable', message, { cause: error });
  return new SqlError('failed', message, { cause: error });
}

function classOf(state: string): SqlErrorCode {
  return state.startsWith('08') ? 'unavailable' : 'failed';
}

function driverCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
