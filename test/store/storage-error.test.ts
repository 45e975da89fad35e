import { describe, expect, it } from '@jest/globals';

import { storageError } from '../../src/store/dexie/storage-error.ts';
import { SyncError } from '../../src/sync/model/error.ts';

const named = (name: string, parts: object = {}): Error => Object.assign(new Error('x'), { name, ...parts });

describe('storageError', () => {
  it.each([
    ['QuotaExceededError', 'storage-full'],
    ['DatabaseClosedError', 'storage-lost'],
    ['InvalidStateError', 'storage-lost'],
    ['UnknownError', 'storage-lost'],
    ['AbortError', 'storage-lost'],
    ['DataError', 'unknown'],
    ['DataCloneError', 'unknown'],
    ['SomethingNew', 'unknown'],
  ])('calls %s %s', (name, code) => {
    expect(storageError(named(name), 'commit')).toMatchObject({ code, facts: { at: { step: 'commit' } } });
  });

  it('looks for the reason inside an aborted transaction', () => {
    const full = named('AbortError', { inner: named('QuotaExceededError') });
    expect(storageError(full, 'commit').code).toBe('storage-full');
    const ours = named('AbortError', { inner: named('DataError') });
    expect(storageError(ours, 'commit').code).toBe('unknown');
  });

  it('looks for the reason among the failures of a bulk write', () => {
    const bulk = named('BulkError', {
      failures: [named('AbortError', { inner: named('QuotaExceededError') })],
    });
    expect(storageError(bulk, 'commit').code).toBe('storage-full');
  });

  it('survives an error that contains itself, and what is no error', () => {
    const circular = named('UnknownError');
    Object.assign(circular, { inner: circular });
    expect(storageError(circular, 'read').code).toBe('storage-lost');
    expect(storageError('text', 'read').code).toBe('unknown');
    expect(storageError(null, 'read').code).toBe('unknown');
  });

  it('passes a SyncError through as it is', () => {
    const error = new SyncError('lease-lost');
    expect(storageError(error, 'commit')).toBe(error);
  });
});
