// Dexie over a fake IndexedDB: quick, and close to the real thing; test/browser/dexie-store.test.ts is the proof.

import { openSyncStore } from '../../src/store/dexie/open-sync-store.ts';
import { describeSyncStore } from './sync-store.suite.ts';

let opened = 0;

describeSyncStore('Dexie over a fake IndexedDB', async () => {
  const opening = await openSyncStore({ instance: 'i', tenant: 't', user: `user ${++opened}` });
  if (opening.state !== 'open') throw new Error(opening.reason);
  return { store: opening.opened, close: opening.close };
});
