// What a browser's storage says went wrong, as the engine's two words for it: full, or lost. Told apart by the names of
// the DOM exceptions (Indexed Database API 3.0, section 3.8), which Dexie wraps one inside the other.

import type { SyncErrorCode } from '../../sync/model/error.ts';
import { isSyncError, SyncError } from '../../sync/model/error.ts';

const fullNames: readonly string[] = ['QuotaExceededError'];
/** our own mistake: a row that is no plain data, or has no key */
const dataNames: readonly string[] = ['DataError', 'DataCloneError', 'ConstraintError', 'TypeError'];
/** AbortError: without a reason inside, the browser itself ended the transaction */
const lostNames: readonly string[] = [
  'AbortError',
  'DatabaseClosedError',
  'InvalidStateError',
  'MissingAPIError',
  'NotFoundError',
  'NotReadableError',
  'OpenFailedError',
  'PrematureCommitError',
  'SecurityError',
  'TransactionInactiveError',
  'UnknownError',
  'VersionError',
];

/** `step`: what was being done, e.g. `commit`. A SyncError passes through. */
export function storageError(error: unknown, step: string): SyncError {
  if (isSyncError(error)) return error;
  return new SyncError(codeOf(namesWithin(error)), { at: { step }, cause: error });
}

function codeOf(names: readonly string[]): SyncErrorCode {
  const isAnyOf = (known: readonly string[]): boolean => names.some((name) => known.includes(name));
  if (isAnyOf(fullNames)) return 'storage-full';
  if (isAnyOf(dataNames)) return 'unknown';
  return isAnyOf(lostNames) ? 'storage-lost' : 'unknown';
}

/** Names of an error and of all errors wrapped in it, outermost first. */
export function namesWithin(error: unknown): readonly string[] {
  const names: string[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [error];
  for (const current of waiting) {
    if (typeof current !== 'object' || current === null || seen.has(current)) continue;
    seen.add(current);
    const { name, inner, cause, failures } = current as Readonly<Record<string, unknown>>;
    if (typeof name === 'string') names.push(name);
    waiting.push(inner, cause, ...(Array.isArray(failures) ? (failures as readonly unknown[]) : []));
  }
  return names;
}
