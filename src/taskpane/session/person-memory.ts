// Everything this browser keeps of one person: small values and sealed tokens, and the engine's own memory.
// The owner of the last visit is remembered in localStorage, so that the pane can show its cache without the relay.

import { z } from 'zod';
import type { DatabaseOwner } from '../../store/dexie/database-name.ts';
import { deleteDatabase } from '../../store/dexie/delete-database.ts';
import { openPaneValues, type PaneValues } from '../../store/dexie/pane-values.ts';
import { openSyncStore } from '../../store/dexie/open-sync-store.ts';
import type { NotOpenReason } from '../../store/dexie/open-database.ts';
import { createSecretBox, type SecretBox } from '../../store/dexie/secret-box.ts';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import type { StorageState } from './session.ts';

export interface PersonMemory {
  readonly owner: DatabaseOwner;
  readonly values: PaneValues;
  readonly secrets: SecretBox;
  readonly store: SyncStore;
  close(): void;
}

export type OpenedMemory =
  | { readonly state: 'ready'; readonly memory: PersonMemory }
  | { readonly state: Exclude<StorageState, 'ready' | 'opening'> };

export async function openPersonMemory(owner: DatabaseOwner, onLost: () => void): Promise<OpenedMemory> {
  const [values, store] = await Promise.all([
    openPaneValues(owner, { onLost }),
    openSyncStore(owner, { onLost }),
  ]);
  if (values.state === 'not-open') return { state: storageStates[values.reason] };
  if (store.state === 'not-open') {
    values.close();
    return { state: storageStates[store.reason] };
  }
  return {
    state: 'ready',
    memory: {
      owner,
      values: values.opened,
      secrets: createSecretBox(values.opened),
      store: store.opened,
      close: () => {
        values.close();
        store.close();
      },
    },
  };
}

const storageStates: Readonly<Record<NotOpenReason, Exclude<StorageState, 'ready' | 'opening'>>> = {
  blocked: 'blocked',
  full: 'full',
  unavailable: 'unavailable',
  'newer-build': 'blocked',
  broken: 'unavailable',
};

const ownerName = 'sales-sync.owner';
const storedOwner = z.object({ instance: z.string(), tenant: z.string(), user: z.string() });

/** The person who used this pane last and the installation then; null at the first visit. */
export function rememberedOwner(): DatabaseOwner | null {
  const text = localStorage.getItem(ownerName);
  if (text === null) return null;
  try {
    return storedOwner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function rememberOwner(owner: DatabaseOwner): void {
  localStorage.setItem(ownerName, JSON.stringify(owner));
}

export async function forgetPerson(owner: DatabaseOwner): Promise<void> {
  localStorage.removeItem(ownerName);
  await Promise.all((['sync', 'cache', 'pane'] as const).map((purpose) => deleteDatabase(purpose, owner)));
}
