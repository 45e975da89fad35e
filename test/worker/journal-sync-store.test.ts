// What the store in a file adds to its port: it is there again after a crash, whatever the crash cut off.

import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SyncStore } from '../../src/sync/ports/sync-store.ts';
import { openJournalStore, type JournalOptions } from '../../src/worker/journal/journal-sync-store.ts';
import { linkRow } from '../support/store-rows.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'sales-sync-journal-')), 'background');
});
afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true });
});

const file = (): string => path.join(folder, 'ana.journal');

async function withStore<Answer>(
  act: (store: SyncStore, isAfterDamage: boolean) => Promise<Answer>,
  options?: JournalOptions,
): Promise<Answer> {
  const { store, isAfterDamage, close } = await openJournalStore(file(), options);
  try {
    return await act(store, isAfterDamage);
  } finally {
    await close();
  }
}

const put = (key: string) => [{ table: 'links' as const, put: [linkRow(key)] }];
const keys = async (store: SyncStore): Promise<string[]> =>
  (await store.scan('links', { limit: 100 })).map(({ key }) => key);

describe('the store in a file', () => {
  it('is the same one after a start: its id, its rows and its fence, for its owner only', async () => {
    const id = await withStore(async (store) => {
      await store.commit(7, put('a'));
      return store.id;
    });
    await withStore(async (store, isAfterDamage) => {
      expect([store.id, isAfterDamage]).toEqual([id, false]);
      expect(await store.get('links', 'a')).toEqual(linkRow('a'));
      await expect(store.commit(6, put('b'))).rejects.toMatchObject({ code: 'lease-lost' });
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(['ana.journal']);
  });

  it('has each commit on the disk when it resolves, and loses nothing else to a kill in the next one', async () => {
    const { store, close } = await openJournalStore(file());
    await store.commit(1, put('a'));
    const safe = readFileSync(file());
    await store.commit(1, put('b'));
    const whole = readFileSync(file());
    await close();
    for (const cut of [safe.length + 1, safe.length + 40, whole.length - 1]) {
      writeFileSync(file(), whole.subarray(0, cut));
      await withStore(async (reopened, isAfterDamage) => {
        expect([await keys(reopened), isAfterDamage]).toEqual([['a'], false]);
        await reopened.commit(1, put('c'));
      });
      await withStore(async (reopened) => {
        expect(await keys(reopened)).toEqual(['a', 'c']);
      });
    }
  });

  it('believes nothing of a file that is broken in the middle: it is set aside, and a new store begins', async () => {
    const id = await withStore(async (store) => {
      await store.commit(1, put('a'));
      await store.commit(1, put('b'));
      return store.id;
    });
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('Title of a', 'Title of z'));
    await withStore(async (store, isAfterDamage) => {
      expect([await keys(store), isAfterDamage]).toEqual([[], true]);
      expect(store.id).not.toBe(id);
    });
    expect(readdirSync(folder).sort()).toEqual(['ana.journal', 'ana.journal.damaged']);
  });

  it('is written anew when it has grown, and loses no row by it', async () => {
    await withStore(
      async (store) => {
        for (let round = 0; round < 200; round += 1) await store.commit(round, put(`k${String(round % 3)}`));
        expect(statSync(file()).size).toBeLessThan(20_000);
        expect(await keys(store)).toEqual(['k0', 'k1', 'k2']);
      },
      { leastBytes: 1_000 },
    );
    appendFileSync(file(), 'x');
    await withStore(async (store) => {
      expect(await keys(store)).toEqual(['k0', 'k1', 'k2']);
      await expect(store.commit(198, [])).rejects.toMatchObject({ code: 'lease-lost' });
    });
  });

  it('refuses what it cannot write, and says that the storage is lost', async () => {
    const { store, close } = await openJournalStore(file());
    await close();
    await expect(store.commit(1, put('a'))).rejects.toMatchObject({ code: 'storage-lost' });
    expect(await store.count('links')).toBe(0);
  });
});
