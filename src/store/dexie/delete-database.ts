// Deletes one database of a person. Links are found again by adoption (A6); questions and answers in it are gone.

import { Dexie } from 'dexie';

import type { DatabaseOwner, DatabasePurpose } from './database-name.ts';
import { databaseName } from './database-name.ts';
import { storageError } from './storage-error.ts';

const defaultGraceMs = 3000;

/**
 * `blocked`: another pane did not let go within `graceMs`; it is deleted as soon as that pane closes.
 * Rejects with SyncError. Deleting what does not exist is done.
 */
export function deleteDatabase(
  purpose: DatabasePurpose,
  owner: DatabaseOwner,
  graceMs = defaultGraceMs,
): Promise<'deleted' | 'blocked'> {
  const database = new Dexie(databaseName(purpose, owner));
  return new Promise((resolve, reject) => {
    database.on('blocked', () => {
      setTimeout(resolve, graceMs, 'blocked');
      return false;
    });
    database.delete().then(
      () => {
        resolve('deleted');
      },
      (error: unknown) => {
        reject(storageError(error, 'delete'));
      },
    );
  });
}
