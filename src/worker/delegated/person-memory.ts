// What the engine remembers of one person, in a file that outlives the process: without it every start would learn all
// links anew and give each failing record another name.

import { createHash } from 'node:crypto';
import path from 'node:path';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import { openJournalStore, type JournalStore } from '../journal/journal-sync-store.ts';
import type { DelegatedOptions, DelegatedPerson } from './delegated-options.ts';

export interface PersonMemory {
  /** of this installation: links of another one are not ours; a failed opening is tried again by the next call */
  open(instance: string): Promise<SyncStore>;
  close(): Promise<void>;
}

export function createPersonMemory(
  { keptDir, tenantId, log }: Pick<DelegatedOptions, 'keptDir' | 'tenantId' | 'log'>,
  { userName, oid }: DelegatedPerson,
): PersonMemory {
  const opened = new Map<string, Promise<JournalStore>>();
  const opening = async (file: string): Promise<JournalStore> => {
    const journal = await openJournalStore(path.join(keptDir, file));
    if (journal.isAfterDamage)
      log(`the memory of background runs of ${userName} was damaged: set aside as ${file}.damaged`);
    return journal;
  };
  return {
    open: async (instance) => {
      const owner = createHash('sha256').update(`${instance}|${tenantId}|${oid}`).digest('hex').slice(0, 16);
      const file = `${userName}-${owner}.journal`;
      const journal = opened.get(file) ?? opening(file);
      opened.set(file, journal);
      try {
        return (await journal).store;
      } catch (error) {
        opened.delete(file);
        throw error;
      }
    },
    close: async () => {
      const journals = await Promise.allSettled(opened.values());
      for (const journal of journals) if (journal.status === 'fulfilled') await journal.value.close();
    },
  };
}
