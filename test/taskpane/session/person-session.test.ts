// A person's working life in the pane while the runner in the background holds the lease: who waits for whom, what is
// told, and what a pane does that is offline, paused or let go.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RelayError } from '../../../src/remote/relay/relay-error.ts';
import { startPersonSession, type PersonSession } from '../../../src/taskpane/session/person-session.ts';
import { signUp, type Person } from '../../../src/taskpane/session/signed-in-person.ts';
import { leaseWaitMs, oneRowRelay, ownChoice, personAt } from '../../support/pane-person.ts';
import { givePaneWindow, type PaneWindow } from '../../support/pane-window.ts';

let pane: PaneWindow;
let sessions: PersonSession[] = [];
beforeEach(() => {
  pane = givePaneWindow();
});
afterEach(async () => {
  await Promise.all(sessions.map((session) => session.stop()));
  sessions = [];
  pane.takeAway();
});

async function setUpPerson() {
  const relay = oneRowRelay();
  const person = await personAt(relay);
  await signUp(person, true);
  await relay.client.putSettings({ kinds: [ownChoice] });
  await signUp(person, false);
  const active = {
    displayName: 'Ana Ruiz',
    account: 'ana.ruiz',
    error: null,
    isBusy: false,
    status: 'active',
  } as const;
  person.snapshots.set({ storage: 'ready', microsoft: active, sales: active });
  return { relay, person, snapshot: person.snapshots.get };
}

async function begin(person: Person): Promise<PersonSession> {
  const silent: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => {
        reject(new Error('the stream is closed'));
      });
    });
  const getToken = () => Promise.resolve('token');
  const session = await startPersonSession(person, {
    baseUrl: 'https://relay.test',
    getToken,
    fetch: silent,
  });
  sessions.push(session);
  return session;
}

/** Resolves at the change of the snapshot after which it is so. */
function until(person: Person, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = person.snapshots.subscribe(look);
    look();
  });
}

/** That many runs are over and told, and none is under way. */
const runsEnded = ({ relay, person }: Awaited<ReturnType<typeof setUpPerson>>, count: number) =>
  until(person, () => relay.reports.length === count && person.snapshots.get().nextRunAtMs !== null);

function goOnline(person: Person, isOnline: boolean): void {
  person.snapshots.set({ isOnline });
  pane.goOnline(isOnline);
}

describe('a person whom the background runs at the moment', () => {
  it('is left to it: the pane says why it did not run, and plans the next run for when the relay said', async () => {
    const rep = await setUpPerson();
    const { relay, person, snapshot } = rep;
    const startedAtMs = Date.now();
    await begin(person);
    await runsEnded(rep, 1);
    expect(relay.reports[0]).toMatchObject({ outcome: 'skipped', cause: 'two-engines', runner: 'pane' });
    const nextAtMs = snapshot().nextRunAtMs ?? 0;
    expect(nextAtMs).toBeGreaterThanOrEqual(startedAtMs + leaseWaitMs);
    expect(nextAtMs).toBeLessThanOrEqual(Date.now() + leaseWaitMs);
  });

  it('has an earlier report told before the next run, once the relay takes it', async () => {
    const rep = await setUpPerson();
    const { relay, person, snapshot } = rep;
    relay.failNext('putRun', new RelayError('unreachable'));
    const session = await begin(person);
    await until(person, () => snapshot().nextRunAtMs !== null);
    expect(relay.reports).toEqual([]);
    session.loop.ask({ trigger: 'user', mode: 'routine' });
    await runsEnded(rep, 2);
    expect(relay.reports.map((report) => 'trigger' in report && report.trigger)).toEqual(['start', 'user']);
    expect(await person.memory.values.get('undelivered-report')).toBeUndefined();
  });
});

describe('a pane without a network', () => {
  it('runs nothing and plans nothing until the network is back, then runs at once', async () => {
    const rep = await setUpPerson();
    const { relay, person, snapshot } = rep;
    goOnline(person, false);
    const session = await begin(person);
    expect(session.loop.ask({ trigger: 'user', mode: 'routine' })).toBe(false);
    expect(snapshot().nextRunAtMs).toBeNull();
    goOnline(person, true);
    await runsEnded(rep, 1);
    expect(relay.reports[0]).toMatchObject({ trigger: 'change' });
  });

  it('plans no run while the network is away', async () => {
    const rep = await setUpPerson();
    await begin(rep.person);
    await runsEnded(rep, 1);
    goOnline(rep.person, false);
    expect(rep.snapshot().nextRunAtMs).toBeNull();
  });
});

describe('a pause that a person asked for', () => {
  it('outlives the pane, and ends with a run', async () => {
    const rep = await setUpPerson();
    const { person, snapshot } = rep;
    const session = await begin(person);
    await runsEnded(rep, 1);
    session.loop.suspend();
    await session.stop();
    const next = await begin(person);
    expect(snapshot().run.state).toBe('suspended');
    expect(next.loop.ask({ trigger: 'user', mode: 'routine' })).toBe(false);
    next.loop.resume();
    await runsEnded(rep, 2);
    expect(await person.memory.values.get('paused')).toBeUndefined();
  });
});

describe('a session that was stopped', () => {
  it('hears nothing more, so that two never work at once', async () => {
    const rep = await setUpPerson();
    const { relay, person } = rep;
    const session = await begin(person);
    await runsEnded(rep, 1);
    await session.stop();
    goOnline(person, false);
    goOnline(person, true);
    expect(session.loop.isRunning()).toBe(false);
    expect(session.loop.ask({ trigger: 'user', mode: 'routine' })).toBe(false);
    expect(relay.reports).toHaveLength(1);
  });
});
