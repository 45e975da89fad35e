// The store in a file passes the suite of its port twice: open all the time, and opened anew after each commit.

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import type { SyncStore } from '../../src/sync/ports/sync-store.ts';
import { openJournalStore, type JournalStore } from '../../src/worker/journal/journal-sync-store.ts';
import { describeSyncStore } from './sync-store.suite.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'sales-sync-journal-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let opened = 0;
const newFile = (): string => path.join(folder, `${String(++opened)}.journal`);

describeSyncStore('in a journal', async () => {
  const { store, close } = await openJournalStore(newFile());
  return { store, close: () => void close() };
});

describeSyncStore('in a journal that is opened anew after each commit', async () => {
  const file = newFile();
  let current: JournalStore = await openJournalStore(file);
  let last: Promise<void> = Promise.resolve();
  const again = async (): Promise<void> => {
    await current.close();
    current = await openJournalStore(file);
  };
  const store: SyncStore = {
    id: current.store.id,
    get: (...asked) => current.store.get(...asked),
    getMany: (...asked) => current.store.getMany(...asked),
    where: (...asked) => current.store.where(...asked),
    scan: (...asked) => current.store.scan(...asked),
    count: (...asked) => current.store.count(...asked),
    commit: (...asked) => {
      const done = last.then(() => current.store.commit(...asked)).finally(again);
      last = done.catch(() => undefined);
      return done;
    },
  };
  return { store, close: () => void current.close() };
});
