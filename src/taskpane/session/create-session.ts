// Puts the session together: sign-ins, the relay, the memory of this browser, the run loop. Everything that can be away
// (network, relay, storage, either service) is a state of the snapshot, never an exception on a screen.

import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import type { Me } from '../../contract/runner-calls.ts';
import { createMonitorClient } from '../../remote/relay/monitor-client.ts';
import { createRelayCall, isRelayError, type RelayOptions } from '../../remote/relay/relay-call.ts';
import { createRunnerClient } from '../../remote/relay/runner-client.ts';
import type { OfficeHost } from '../office-host.ts';
import { createDialogMicrosoftSignIn } from '../sign-in/dialog-sign-in.ts';
import {
  createMicrosoftSignIn,
  type MicrosoftAccount,
  type MicrosoftSignIn,
} from '../sign-in/microsoft-sign-in.ts';
import {
  completeSalesSignIn,
  createSalesSignIn,
  storeSalesRefreshToken,
  type SalesReturn,
} from '../sign-in/sales-sign-in.ts';
import {
  forgetPerson,
  openPersonMemory,
  rememberedOwner,
  rememberOwner,
  type PersonMemory,
} from './person-memory.ts';
import { startPersonSession, type PersonSession } from './person-session.ts';
import type { Session } from './session.ts';
import {
  clientVersion,
  createPerson,
  markSignIn,
  needsSignIn,
  showMe,
  showRememberedMe,
  signUp,
  type Person,
} from './signed-in-person.ts';
import { createSnapshotStore, firstSnapshot, type SnapshotStore } from './snapshot-store.ts';
import { isSyncError } from '../../sync/model/error.ts';
import type { Side } from '../../sync/model/side.ts';
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
    getToken: (options) => microsoft.token(configuration.microsoft.relayScopes, options ?? {}),
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
  const again = (): Promise<void> => {
    beginning = beginning.then(async () => {
      await current?.stop();
      current = null;
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

interface Meeting {
  readonly account: MicrosoftAccount;
  readonly configuration: PaneConfiguration;
  readonly microsoft: MicrosoftSignIn;
  readonly snapshots: SnapshotStore;
  readonly runner: Person['runner'];
  readonly salesReturn: SalesReturn;
}

/** From an account to a person with an open memory; null where that cannot be had now (the snapshot says why). */
async function meet(meeting: Meeting): Promise<Person | null> {
  const { account, snapshots, runner } = meeting;
  const remembered = rememberedOwner();
  const known =
    remembered?.user === account.oid && remembered.tenant === account.tenantId ? remembered : null;
  if (!known) return firstMeeting(meeting);
  const me = await runner.me().catch((error: unknown) => (isUnknown(error) ? introduce(meeting) : null));
  if (me && me.instanceId !== known.instance) {
    snapshots.set({ storage: 'foreign' });
    return null;
  }
  return open(meeting, known.instance, me);
}

/** A relay without a row of this person may be another installation: it says so in its answer to a sign-up. */
function isUnknown(error: unknown): boolean {
  return isRelayError(error) && error.problem?.code === 'not-found';
}

function introduce({ runner, microsoft }: Meeting): Promise<Me | null> {
  return firstSignUp(runner, microsoft).catch(() => null);
}

function firstSignUp(runner: Person['runner'], { isFresh }: MicrosoftSignIn): Promise<Me> {
  const missing = { state: 'missing', since: new Date().toISOString(), endsAt: null, cause: null } as const;
  return runner.signUp({
    runner: 'pane',
    clientVersion,
    authorizations: { microsoft: { ...missing, state: 'active' }, sales: missing },
    salesUserName: null,
    salesDisplayName: null,
    interactive: isFresh,
  });
}

/** Nothing is known of this person here: the relay must answer once, because it names the installation. */
async function firstMeeting(meeting: Meeting): Promise<Person | null> {
  const { snapshots, runner, microsoft } = meeting;
  const me = await firstSignUp(runner, microsoft).catch((error: unknown) =>
    needsSignIn(error) ? 'signed-out' : 'away',
  );
  if (typeof me === 'string') {
    const { sales, microsoft: known } = snapshots.get();
    snapshots.set({
      sales: { ...sales, status: 'signed-out' },
      storage: 'ready',
      ...(me === 'signed-out' ? { microsoft: { ...known, status: 'signed-out' } } : { relay: 'unreachable' }),
    });
    return null;
  }
  return open(meeting, me.instanceId, me);
}

async function open(meeting: Meeting, instance: string, me: Me | null): Promise<Person | null> {
  const { account, snapshots, salesReturn } = meeting;
  const owner = { instance, tenant: account.tenantId, user: account.oid };
  const opened = await openPersonMemory(owner, () => {
    snapshots.set({ storage: 'blocked' });
  });
  snapshots.set({ storage: opened.state });
  if (opened.state !== 'ready') return null;
  rememberOwner(owner);
  const person = await createPerson({
    ...meeting,
    memory: opened.memory,
    sales: salesOf(meeting, opened.memory),
  });
  if (salesReturn.result === 'signed-in')
    await storeSalesRefreshToken(opened.memory.secrets, salesReturn.refreshToken);
  await showRememberedMe(person);
  if (me) showMe(person, me, 'reachable');
  await meetMicrosoft(person);
  await meetSales(person, salesReturn);
  await signUp(person, meeting.microsoft.isFresh);
  return person;
}

/** An account in the cache is no proof: a token for Graph is, and a network that is away proves nothing. */
async function meetMicrosoft(person: Person): Promise<void> {
  try {
    await person.microsoft.token(person.configuration.microsoft.graphScopes);
    await markSignIn(person, 'microsoft', 'active');
  } catch (error) {
    await markSignIn(person, 'microsoft', needsSignIn(error) ? 'expired' : remembered(person, 'microsoft'));
  }
}

/** What was known of a sign-in before, when it cannot be asked now. */
function remembered(person: Person, side: Side): 'active' | 'expired' {
  return person.authorizations.get()[side].state === 'expired' ? 'expired' : 'active';
}

function salesOf(meeting: Meeting, memory: PersonMemory) {
  return createSalesSignIn(meeting.configuration.sales, memory.secrets);
}

async function meetSales(person: Person, returned: SalesReturn): Promise<void> {
  const { snapshots } = person;
  if (returned.result === 'refused') {
    const { sales } = snapshots.get();
    snapshots.set({ sales: { ...sales, error: { code: returned.code, correlationId: null } } });
  }
  if (!(await person.sales.isSignedIn())) {
    await markSignIn(person, 'sales', 'signed-out');
    return;
  }
  try {
    await person.sales.token();
    await markSignIn(person, 'sales', 'active');
  } catch (error) {
    await markSignIn(person, 'sales', needsSignIn(error) ? 'expired' : remembered(person, 'sales'));
  }
  const name = person.sales.userName() ?? snapshots.get().me?.salesUserName ?? null;
  snapshots.set({ sales: { ...snapshots.get().sales, displayName: name, account: name } });
}

function showAccount(snapshots: SnapshotStore, account: MicrosoftAccount): void {
  snapshots.set({
    microsoft: {
      status: 'active',
      displayName: account.name,
      account: account.email,
      error: null,
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
