// From a Microsoft account to a person with an open memory: what this device remembers is shown while the relay is asked,
// and the relay names the installation the memory must belong to.

import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import type { Me } from '../../contract/runner-calls.ts';
import { isRelayError } from '../../remote/relay/relay-call.ts';
import type { Side } from '../../sync/model/side.ts';
import type { MicrosoftAccount, MicrosoftSignIn } from '../sign-in/microsoft-sign-in.ts';
import { createSalesSignIn, storeSalesRefreshToken, type SalesReturn } from '../sign-in/sales-sign-in.ts';
import { openPersonMemory, rememberedOwner, rememberOwner, type PersonMemory } from './person-memory.ts';
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
import { firstSnapshot, type SnapshotStore } from './snapshot-store.ts';

export interface Meeting {
  readonly account: MicrosoftAccount;
  readonly configuration: PaneConfiguration;
  readonly microsoft: MicrosoftSignIn;
  readonly snapshots: SnapshotStore;
  readonly runner: Person['runner'];
  readonly salesReturn: SalesReturn;
}

/** From an account to a person with an open memory; null where that cannot be had now (the snapshot says why). */
export async function meet(meeting: Meeting): Promise<Person | null> {
  const { account, snapshots, runner } = meeting;
  const remembered = rememberedOwner();
  const known =
    remembered?.user === account.oid && remembered.tenant === account.tenantId ? remembered : null;
  if (!known) return firstMeeting(meeting);
  // What this device remembers is shown while the relay is asked.
  const asked = runner.me().catch((error: unknown) => (isUnknown(error) ? introduce(meeting) : null));
  const person = await enter(meeting, known.instance);
  if (!person) return null;
  const me = await asked;
  if (me && me.instanceId !== known.instance) {
    person.memory.close();
    const { microsoft } = snapshots.get();
    snapshots.set({ ...firstSnapshot, isOnline: navigator.onLine, microsoft, storage: 'foreign' });
    return null;
  }
  return settle(meeting, person, me);
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
    isPaused: null,
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
  const person = await enter(meeting, me.instanceId);
  return person && settle(meeting, person, me);
}

/** A person with an open memory and what it remembers of him; null where it cannot be opened. */
async function enter(meeting: Meeting, instance: string): Promise<Person | null> {
  const { account, snapshots } = meeting;
  const owner = { instance, tenant: account.tenantId, user: account.oid };
  const opened = await openPersonMemory(owner, () => {
    snapshots.set({ storage: 'blocked' });
  });
  snapshots.set({ storage: opened.state });
  if (opened.state !== 'ready') return null;
  const person = await createPerson({
    ...meeting,
    memory: opened.memory,
    sales: salesOf(meeting, opened.memory),
  });
  await showRememberedMe(person);
  return person;
}

/** The relay has answered (null: it is away), and this is the installation the memory belongs to. */
async function settle(meeting: Meeting, person: Person, me: Me | null): Promise<Person> {
  const { salesReturn } = meeting;
  const { owner, secrets } = person.memory;
  rememberOwner(owner);
  if (salesReturn.result === 'signed-in') await storeSalesRefreshToken(secrets, salesReturn.refreshToken);
  if (me) showMe(person, me, 'reachable');
  await meetMicrosoft(person);
  await meetSales(person, salesReturn);
  await signUp(person, meeting.microsoft.isFresh || salesReturn.result === 'signed-in');
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
