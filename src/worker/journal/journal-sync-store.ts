// The engine's memory in a file: a store in memory, and a journal of its commits that is played back when it is opened.
// A commit is on the disk before it is seen. The journal is written anew as what is there now whenever it has grown to
// several times that. One process at a time; the data folder's lock sees to it.

import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fenceName, isFenced } from '../../store/fence.ts';
import { frozenCopy } from '../../store/memory/frozen-copy.ts';
import { createMemorySyncStore } from '../../store/memory/memory-sync-store.ts';
import { keyOf, tableNames } from '../../store/rows.ts';
import { newStoreId } from '../../store/store-id.ts';
import { SyncError } from '../../sync/model/error.ts';
import type { StoreId } from '../../sync/model/ids.ts';
import type { StoreOperation, SyncStore } from '../../sync/ports/sync-store.ts';
import { appendLine, codeOf, readJournal, writeJournal, type Journal } from './journal-file.ts';

export interface JournalStore {
  readonly store: SyncStore;
  /** an earlier journal could not be believed: it was set aside, and this store is new to the relay's lease */
  readonly isAfterDamage: boolean;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** a journal below this is never written anew */
  readonly leastBytes?: number;
}

interface Commit {
  readonly epoch: number | null;
  readonly operations: readonly StoreOperation[];
}

const header = z.object({ format: z.literal(1), storeId: z.string().min(1) });
const rowsInLine = 500;
/** of what is there now */
const growth = 4;
const fullCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

export async function openJournalStore(file: string, options: JournalOptions = {}): Promise<JournalStore> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const found = await readJournal(file);
  const played = await playBack(found);
  const isAfterDamage = played === null && found.state !== 'absent';
  if (isAfterDamage) await rename(file, `${file}.damaged`);
  const memory = played ?? createMemorySyncStore({ id: newStoreId() });
  const leastBytes = options.leastBytes ?? 1_000_000;
  let bytes = await writeJournal(file, await textsOf(memory), () => Promise.resolve());
  let leastGrown = Math.max(leastBytes, growth * bytes);
  let handle = await open(file, 'r+');
  let isLost = false;
  let last: Promise<unknown> = Promise.resolve();
  const inOrder = <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    const next = last.then(act);
    last = next.catch(() => undefined);
    return next;
  };

  const append = async (text: string): Promise<void> => {
    const length = await appendLine(handle, bytes, text);
    await handle.datasync();
    bytes += length;
  };
  const shorten = async (): Promise<void> => {
    bytes = await writeJournal(file, await textsOf(memory), async () => {
      // Until the new one is open there is nothing to write to.
      isLost = true;
      await handle.close();
    });
    handle = await open(file, 'r+');
    isLost = false;
  };
  const commit = async ({ epoch, operations }: Commit): Promise<void> => {
    if (isLost) throw new SyncError('storage-lost', { at: { step: 'commit' } });
    if (isFenced(await memory.get('meta', fenceName), epoch))
      throw new SyncError('lease-lost', { at: { step: 'commit' } });
    try {
      await append(JSON.stringify({ epoch, operations } satisfies Commit));
    } catch (cause) {
      // What was refused here must not be there after the next start.
      await handle.truncate(bytes).catch(() => (isLost = true));
      throw storageError(cause);
    }
    await memory.commit(epoch, operations);
    // This commit is safe whatever becomes of it; a journal that is lost is told by the next one.
    if (bytes <= leastGrown) return;
    await shorten().catch(() => undefined);
    leastGrown = Math.max(leastBytes, growth * bytes);
  };

  return {
    store: {
      ...memory,
      commit: async (epoch, operations) => {
        const taken = { epoch, operations: taking(operations) };
        await inOrder(() => commit(taken));
      },
    },
    isAfterDamage,
    close: () => inOrder(() => handle.close()),
  };
}

/** null where there is nothing to believe */
async function playBack(journal: Journal): Promise<SyncStore | null> {
  if (journal.state !== 'whole') return null;
  const [first = '', ...commits] = journal.texts;
  const about = header.safeParse(JSON.parse(first));
  if (!about.success) return null;
  const memory = createMemorySyncStore({ id: about.data.storeId as StoreId });
  for (const text of commits) {
    // The line's digest says that it is as we wrote it.
    const { epoch, operations } = JSON.parse(text) as Commit;
    await memory.commit(epoch, operations);
  }
  return memory;
}

/** The shortest journal of a store; the fence is a row of it like the others. */
async function textsOf(memory: SyncStore): Promise<string[]> {
  const texts = [JSON.stringify({ format: 1, storeId: memory.id } satisfies z.infer<typeof header>)];
  for (const table of tableNames) {
    let after: string | undefined;
    for (;;) {
      const rows = await memory.scan(table, { limit: rowsInLine, ...(after === undefined ? {} : { after }) });
      const lastRow = rows.at(-1);
      if (lastRow === undefined) break;
      texts.push(JSON.stringify({ epoch: null, operations: [{ table, put: rows }] }));
      after = keyOf(table, lastRow);
    }
  }
  return texts;
}

/** Copies of all that is to be committed; nothing of it can be refused later. Throws SyncError `unknown`. */
function taking(operations: readonly StoreOperation[]): readonly StoreOperation[] {
  try {
    for (const operation of operations)
      if ('put' in operation) for (const row of operation.put) keyOf(operation.table, row);
    return frozenCopy(operations);
  } catch (cause) {
    throw new SyncError('unknown', { at: { step: 'commit' }, cause });
  }
}

function storageError(cause: unknown): SyncError {
  const code = fullCodes.includes(codeOf(cause)) ? 'storage-full' : 'storage-lost';
  return new SyncError(code, { at: { step: 'commit' }, cause });
}
