// A Dexie database that behaves like a store, not like a convenience: it stays closed once closed, caches nothing, and
// opens at exactly the version this build knows. Left alone, Dexie opens a newer build's database as it is, adds the
// tables it misses there, and opens a closed one again, so that an evicted database comes back empty unnoticed.

import { Dexie } from 'dexie';

export interface DatabaseKind {
  readonly name: string;
  /** newest schema version of this build */
  readonly version: number;
  /** strict: on the disk when a transaction resolves; relaxed: handed to the system */
  readonly durability: 'strict' | 'relaxed';
}

/** Not opened, and without a schema yet. */
export function newDatabase({ name, version, durability }: DatabaseKind): Dexie {
  return new Dexie(name, {
    autoOpen: false,
    cache: 'disabled',
    chromeTransactionDurability: durability,
    // Dexie counts in tenths: version 1 is 10 to the browser
    indexedDB: openingOnly(version * 10),
  });
}

/** The part of IDBFactory that Dexie uses. Throws what the browser would throw. */
function openingOnly(nativeVersion: number) {
  type Factory = typeof Dexie.dependencies.indexedDB;
  const browser = (): Factory => {
    const indexedDB = Dexie.dependencies.indexedDB as Factory | undefined;
    if (indexedDB === undefined) throw namedError('MissingAPIError');
    return indexedDB;
  };
  return {
    open: (name: string, version?: number) => {
      // Dexie's second try after a VersionError names none: the database is newer than this build
      if (version === undefined) throw namedError('VersionError');
      // and its repair of tables it misses names the next one
      if (version !== nativeVersion) throw namedError('SchemaError');
      return browser().open(name, version);
    },
    deleteDatabase: (name: string) => browser().deleteDatabase(name),
    databases: () => browser().databases(),
  };
}

function namedError(name: string): Error {
  return Object.assign(new Error(name), { name });
}
