// Puts the session together: sign-ins, the relay, the memory of this browser, the run loop. Everything that can be away
// (network, relay, storage, either service) is a state of the snapshot, never an exception on a screen.

import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import { createMonitorClient } from '../../remote/relay/monitor-client.ts';
import { createRelayCall, type RelayOptions } from '../../remote/relay/relay-call.ts';
import { createRunnerClient } from '../../remote/relay/runner-client.ts';
import type { OfficeHost } from '../office-host.ts';
import { createDialogMicrosoftSignIn } from '../sign-in/dialog-sign-in.ts';
import { createMicrosoftSignIn, type MicrosoftAccount } from '../sign-in/microsoft-sign-in.ts';
import { keepRelayToken } from '../sign-in/relay-token.ts';
import { completeSalesSignIn, type SalesReturn } from '../sign-in/sales-sign-in.ts';
import { meet } from './meeting.ts';
import { forgetPerson, rememberedOwner } from './person-memory.ts';
import { startPersonSession, type PersonSession } from './person-session.ts';
import type { Session } from './session.ts';
import { createSnapshotStore, firstSnapshot, type SnapshotStore } from './snapshot-store.ts';
import { isSyncError } from '../../sync/model/error.ts';
import { createDeeds } from './session-deeds.ts';

export async function createSession(configuration: PaneConfiguration, host: OfficeHost): Promise<Session> {
  const snapshots = createSnapshotStore();
  watchNetwork(snapshots);
  /** used up by the first beginning: a later one must not bring an old refresh token back */
  let salesReturn = await completeSalesSignIn(configuration.sales);
  const microsoft =
    host.kind === 'outlook' && !host.canNest
      ? createDialogMicrosoftSignIn(host)
      : await createMicrosoftSignIn(configuration.microsoft, host);
  const relay: RelayOptions = {
    baseUrl: location.origin,
    getToken: keepRelayToken(microsoft, configuration.microsoft.relayScopes),
  };
  const call = createRelayCall(relay);
  const runner = createRunnerClient(call);
  let current: PersonSession | null = null;

  /** what is under way towards a person; deeds that arrive early wait for it */
  let beginning: Promise<void> = Promise.resolve();
  const begin = async (): Promise<void> => {
    const account = microsoft.account();
    if (!account) {
      snapshots.set({
        microsoft: { ...snapshots.get().microsoft, status: 'signed-out' },
        sales: { ...snapshots.get().sales, status: 'signed-out' },
        storage: 'ready',
      });
      return;
    }
    showAccount(snapshots, account);
    const person = await meet({ account, configuration, microsoft, snapshots, runner, salesReturn });
    salesReturn = { result: 'none' };
    if (person) current = await startPersonSession(person, relay);
    else whenOnline(() => void again());
  };
  const safely = (): Promise<void> =>
    begin().catch((error: unknown) => {
      // Whatever it was, the pane must say something and offer to try again.
      snapshots.set({
        storage: isStorageError(error) ? 'unavailable' : snapshots.get().storage,
        relay: 'unreachable',
      });
    });
  /** one beginning after the other: two persons at work in one pane would be two engines */
  const again = (returned: SalesReturn | null = null): Promise<void> => {
    beginning = beginning.then(async () => {
      await current?.stop();
      current = null;
      salesReturn = returned ?? salesReturn;
      snapshots.set({ ...firstSnapshot, isOnline: navigator.onLine });
      await safely();
    });
    return beginning;
  };
  beginning = safely();

  return {
    isSandbox: configuration.isSandbox,
    snapshot: snapshots.get,
    subscribe: snapshots.subscribe,
    ...createDeeds({
      snapshots,
      microsoft,
      host,
      again,
      person: () => current,
      whenReady: async () => {
        await beginning;
        return current;
      },
    }),
    startAnew: async () => {
      const owner = rememberedOwner();
      if (owner) await forgetPerson(owner);
      await again();
    },
    forgetDevice: async () => {
      const owner = current?.person.memory.owner ?? rememberedOwner();
      await current?.stop();
      if (owner) await forgetPerson(owner);
      localStorage.clear();
      sessionStorage.clear();
      location.reload();
    },
    monitor: createMonitorClient(call, location.origin),
    relayOptions: relay,
  };
}

function showAccount(snapshots: SnapshotStore, account: MicrosoftAccount): void {
  snapshots.set({
    microsoft: {
      status: 'active',
      displayName: account.name,
      account: account.email,
      error: null,
      term: null,
      isBusy: false,
    },
  });
}

function whenOnline(act: () => void): void {
  addEventListener('online', act, { once: true });
}

function isStorageError(error: unknown): boolean {
  return isSyncError(error) && (error.code === 'storage-lost' || error.code === 'storage-full');
}

function watchNetwork(snapshots: SnapshotStore): void {
  snapshots.set({ isOnline: navigator.onLine });
  addEventListener('online', () => {
    snapshots.set({ isOnline: true });
  });
  addEventListener('offline', () => {
    snapshots.set({ isOnline: false });
  });
}
