// Opens a database, or says why not. Why it has states: a pane must say "close the other window" or "free some space",
// and must never wait for ever. The trade: a grace time before `blocked` is believed, because another pane that is
// asked to close may first have to finish its transaction.
//
//   opening -> open     -> lost (another pane upgrades or deletes it, or the browser takes it away); open again
//   opening -> not open (see NotOpenReason); try again after the person acted

import type { Dexie } from 'dexie';

import { namesWithin } from './storage-error.ts';

export type NotOpenReason =
  /** an older pane holds it and does not let go: close the other windows */
  | 'blocked'
  /** no space left for this site */
  | 'full'
  /** the browser gives this page no storage: private mode, or storage of embedded pages is switched off */
  | 'unavailable'
  /** a newer build of the pane has upgraded it: reload */
  | 'newer-build'
  /** it cannot be read: delete it and begin anew; adoption finds every pair again (A6) */
  | 'broken';

export type Opening<Opened> =
  | { readonly state: 'open'; readonly opened: Opened; readonly close: () => void }
  | { readonly state: 'not-open'; readonly reason: NotOpenReason };

export interface OpenOptions {
  /** called once, when an open database went away by someone else's doing; every later call rejects `storage-lost` */
  readonly onLost?: () => void;
  /** ms to wait for other panes before `blocked`; 3000 unless told */
  readonly blockedGraceMs?: number;
}

const defaultGraceMs = 3000;

/** First match wins. */
const reasons: readonly { readonly name: string; readonly reason: NotOpenReason }[] = [
  { name: 'QuotaExceededError', reason: 'full' },
  { name: 'VersionError', reason: 'newer-build' },
  // no indexedDB at all
  { name: 'MissingAPIError', reason: 'unavailable' },
  // Chromium with storage of embedded pages switched off
  { name: 'SecurityError', reason: 'unavailable' },
  // Firefox in private mode
  { name: 'InvalidStateError', reason: 'unavailable' },
];

/** `database` comes from `newDatabase`. Never rejects. */
export async function openDatabase<Opened>(
  database: Dexie,
  options: OpenOptions & { readonly whenOpen: (database: Dexie) => PromiseLike<Opened> | Opened },
): Promise<Opening<Opened>> {
  const watch = watchLoss(database, options.onLost);
  try {
    const answer = await Promise.race([
      database.open().then(() => 'open' as const),
      blockedFor(database, options.blockedGraceMs ?? defaultGraceMs),
    ]);
    if (answer === 'blocked') return refuse(database, 'blocked');
    const opened = await options.whenOpen(database);
    watch.begin();
    return {
      state: 'open',
      opened,
      close: () => {
        watch.end();
        database.close();
      },
    };
  } catch (error) {
    return refuse(database, reasonOf(error));
  }
}

function refuse(database: Dexie, reason: NotOpenReason): Opening<never> {
  database.close();
  return { state: 'not-open', reason };
}

/** Resolves once the database was blocked and stayed so for the grace time. */
function blockedFor(database: Dexie, graceMs: number): Promise<'blocked'> {
  return new Promise((resolve) => {
    database.on('blocked', () => {
      setTimeout(resolve, graceMs, 'blocked');
      return false;
    });
  });
}

function watchLoss(database: Dexie, onLost: (() => void) | undefined): { begin(): void; end(): void } {
  let isWatching = false;
  // returning false keeps Dexie's own listener away, which would open the database again on the next call
  database.on('versionchange', () => {
    database.close();
    return false;
  });
  database.on('close', () => {
    if (!isWatching) return;
    isWatching = false;
    onLost?.();
  });
  return {
    begin: () => void (isWatching = true),
    end: () => void (isWatching = false),
  };
}

function reasonOf(error: unknown): NotOpenReason {
  const names = namesWithin(error);
  return reasons.find(({ name }) => names.includes(name))?.reason ?? 'broken';
}
