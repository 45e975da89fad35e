// Opening, losing and deleting a database. `indexedDB` here is the fake one of the test environment.

import { describe, expect, it, jest } from '@jest/globals';
import { Dexie } from 'dexie';

import { databaseName } from '../../src/store/dexie/database-name.ts';
import { deleteDatabase } from '../../src/store/dexie/delete-database.ts';
import { openSyncStore } from '../../src/store/dexie/open-sync-store.ts';
import { createSyncDatabase, newestSyncVersion } from '../../src/store/dexie/sync-database.ts';
import { primaryKeys, secondaryIndexes } from '../../src/sync/ports/sync-store.ts';
import { linkRow } from '../support/store-rows.ts';

let owners = 0;
const newOwner = () => ({ instance: 'i', tenant: 't', user: `opening ${++owners}` });

async function opened(owner: ReturnType<typeof newOwner>, onLost: () => void = () => undefined) {
  const opening = await openSyncStore(owner, { onLost, blockedGraceMs: 0 });
  if (opening.state !== 'open') throw new Error(opening.reason);
  return opening;
}

/** A connection of another build: `version` of that build, deaf to requests to close where told. */
async function foreignConnection(name: string, version: number, isDeaf = false): Promise<Dexie> {
  const other = new Dexie(name, { autoOpen: false });
  other.version(version).stores({ links: 'key' });
  if (isDeaf) other.on('versionchange', () => false);
  return other.open();
}

describe('the schema of the engine database', () => {
  it('has the tables, keys and indexes of the port', async () => {
    const database = await createSyncDatabase('schema-check').open();
    const found = Object.fromEntries(
      database.tables
        .filter(({ name }) => name !== 'about')
        .map(({ name, schema }) => [
          name,
          { key: schema.primKey.keyPath, indexes: schema.indexes.map(({ keyPath }) => keyPath) },
        ]),
    );
    const indexes: Readonly<Record<string, readonly string[]>> = secondaryIndexes;
    const expected = Object.fromEntries(
      Object.entries(primaryKeys).map(([name, key]) => [name, { key, indexes: indexes[name] ?? [] }]),
    );
    expect(found).toEqual(expected);
    expect(database.verno).toBe(newestSyncVersion);
    database.close();
  });

  it('has at most three indexes a table, the key among them', () => {
    expect(Object.values(secondaryIndexes).filter((indexes) => indexes.length > 2)).toEqual([]);
  });
});

describe('database names', () => {
  it('keep apart owners whose parts run together', () => {
    const names = [
      databaseName('sync', { instance: 'a/b', tenant: 'c', user: 'd' }),
      databaseName('sync', { instance: 'a', tenant: 'b/c', user: 'd' }),
      databaseName('sync', { instance: 'a', tenant: 'b', user: 'c/d' }),
      databaseName('cache', { instance: 'a', tenant: 'b', user: 'c/d' }),
    ];
    expect(new Set(names).size).toBe(4);
  });
});

describe('opening the store', () => {
  it('keeps its id and its rows over closing, and shows them to nobody else', async () => {
    const owner = newOwner();
    const first = await opened(owner);
    await first.opened.commit(1, [{ table: 'links', put: [linkRow('a')] }]);
    first.close();
    const again = await opened(owner);
    const other = await opened(newOwner());
    expect(again.opened.id).toBe(first.opened.id);
    expect(await again.opened.get('links', 'a')).toEqual(linkRow('a'));
    expect(other.opened.id).not.toBe(first.opened.id);
    expect(await other.opened.count('links')).toBe(0);
    again.close();
    other.close();
  });

  it('remembers the fence over closing', async () => {
    const owner = newOwner();
    const first = await opened(owner);
    await first.opened.commit(5, []);
    first.close();
    const again = await opened(owner);
    await expect(again.opened.commit(4, [])).rejects.toMatchObject({ code: 'lease-lost' });
    again.close();
  });

  it('rejects every call with storage-lost after it was closed', async () => {
    const { opened: store, close } = await opened(newOwner());
    close();
    await expect(store.get('links', 'a')).rejects.toMatchObject({ code: 'storage-lost' });
    await expect(store.where('links', 'sales.id', ['a'])).rejects.toMatchObject({ code: 'storage-lost' });
    await expect(store.commit(1, [])).rejects.toMatchObject({ code: 'storage-lost' });
  });

  it('says newer-build of a database that a newer build has upgraded', async () => {
    const owner = newOwner();
    const other = await foreignConnection(databaseName('sync', owner), newestSyncVersion + 1);
    expect(await openSyncStore(owner)).toEqual({ state: 'not-open', reason: 'newer-build' });
    expect([other.backendDB().version, other.isOpen()]).toEqual([(newestSyncVersion + 1) * 10, true]);
    other.close();
  });

  it('says broken of a database that lacks tables of its version, and does not mend it', async () => {
    const owner = newOwner();
    const other = await foreignConnection(databaseName('sync', owner), newestSyncVersion);
    other.close();
    const warned = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    const opening = await openSyncStore(owner);
    warned.mockRestore();
    const after = await new Dexie(databaseName('sync', owner)).open();
    expect([opening, after.tables.map(({ name }) => name)]).toEqual([
      { state: 'not-open', reason: 'broken' },
      ['links'],
    ]);
    after.close();
  });

  it('says blocked while an older pane does not let go', async () => {
    const owner = newOwner();
    const other = await foreignConnection(databaseName('sync', owner), 0.1, true);
    expect(await openSyncStore(owner, { blockedGraceMs: 0 })).toEqual({
      state: 'not-open',
      reason: 'blocked',
    });
    other.close();
  });

  it('says unavailable where the browser gives no storage', async () => {
    const { indexedDB } = Dexie.dependencies;
    const refused = Object.assign(new Error('private'), { name: 'SecurityError' });
    const fails = jest.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw refused;
    });
    expect(await openSyncStore(newOwner())).toEqual({ state: 'not-open', reason: 'unavailable' });
    fails.mockRestore();
  });

  it('says full where there is no space for a new database', async () => {
    const { indexedDB } = Dexie.dependencies;
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    const fails = jest.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw full;
    });
    expect(await openSyncStore(newOwner())).toEqual({ state: 'not-open', reason: 'full' });
    fails.mockRestore();
  });
});

describe('losing the store', () => {
  it('lets go when a newer build upgrades it, and says so once', async () => {
    const owner = newOwner();
    const onLost = jest.fn();
    const { opened: store } = await opened(owner, onLost);
    const other = await foreignConnection(databaseName('sync', owner), newestSyncVersion + 1);
    expect(onLost).toHaveBeenCalledTimes(1);
    await expect(store.commit(1, [])).rejects.toMatchObject({ code: 'storage-lost' });
    other.close();
  });

  it('says nothing when it is closed on purpose', async () => {
    const onLost = jest.fn();
    const { close } = await opened(newOwner(), onLost);
    close();
    expect(onLost).not.toHaveBeenCalled();
  });

  it('gives a store that was deleted a new id, and refuses the old one', async () => {
    const owner = newOwner();
    const first = await opened(owner);
    expect(await deleteDatabase('sync', owner)).toBe('deleted');
    const again = await opened(owner);
    expect(again.opened.id).not.toBe(first.opened.id);
    await expect(first.opened.commit(1, [])).rejects.toMatchObject({ code: 'storage-lost' });
    again.close();
  });

  it('refuses to commit to a database that was made anew behind its back', async () => {
    const owner = newOwner();
    const { opened: store, close } = await opened(owner);
    const swap = new Dexie(databaseName('sync', owner));
    await swap.open();
    await swap.table('about').put({ name: 'store-id', value: 'another' });
    swap.close();
    await expect(store.commit(1, [])).rejects.toMatchObject({ code: 'storage-lost' });
    close();
  });

  it('says blocked when another pane does not let go of what is to be deleted', async () => {
    const owner = newOwner();
    const other = await foreignConnection(databaseName('sync', owner), 1, true);
    expect(await deleteDatabase('sync', owner, 0)).toBe('blocked');
    other.close();
  });

  it('deletes what does not exist', async () => {
    expect(await deleteDatabase('cache', newOwner())).toBe('deleted');
  });
});
