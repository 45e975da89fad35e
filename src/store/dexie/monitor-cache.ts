// The newest answers the Monitor showed, for its first paint and when the relay is away. Losing it is harmless, so
// nothing here ever rejects: a cache that fails is an empty cache.

import { Dexie } from 'dexie';

import type { DatabaseOwner } from './database-name.ts';
import { databaseName } from './database-name.ts';

export interface CachedDocument {
  /** plain data as it was put; the caller checks its shape, because another build may have put it */
  readonly value: unknown;
  /** epoch ms of this device */
  readonly storedAtMs: number;
}

export interface MonitorCache {
  get(key: string): Promise<CachedDocument | null>;
  put(key: string, value: unknown, nowMs: number): Promise<void>;
  /** signing out: what an administrator saw does not stay on the device */
  clear(): Promise<void>;
  close(): void;
}

interface DocumentRow extends CachedDocument {
  readonly key: string;
}

const defaultLimit = 50;

/** Keeps the `limit` documents that were put last. */
export function createMonitorCache(owner: DatabaseOwner, limit = defaultLimit): MonitorCache {
  const database = new Dexie(databaseName('cache', owner), {
    cache: 'disabled',
    chromeTransactionDurability: 'relaxed',
  });
  database.version(1).stores({ documents: 'key, storedAtMs' });
  const rows = database.table<DocumentRow, string>('documents');
  return {
    get: (key) =>
      orElse(null, async () => {
        const row = await rows.get(key);
        return row === undefined ? null : { value: row.value, storedAtMs: row.storedAtMs };
      }),
    put: (key, value, nowMs) =>
      orElse(undefined, () =>
        database.transaction('rw', rows, async () => {
          await rows.put({ key, value, storedAtMs: nowMs });
          const surplus = (await rows.count()) - limit;
          if (surplus > 0) await rows.orderBy('storedAtMs').limit(surplus).delete();
        }),
      ),
    clear: () => orElse(undefined, () => rows.clear()),
    close: () => {
      database.close();
    },
  };
}

async function orElse<Answer>(otherwise: Answer, act: () => PromiseLike<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch {
    return otherwise;
  }
}
