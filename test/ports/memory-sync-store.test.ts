import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { describeSyncStore } from './sync-store.suite.ts';

const opened = () => ({ store: createMemorySyncStore(), close: () => undefined });

describeSyncStore('in memory', () => Promise.resolve(opened()));
