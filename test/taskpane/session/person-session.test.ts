// A person's working life in the pane while the runner in the background holds the lease: who waits for whom, what is
// told, and what a pane does that is offline, paused or let go.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RelayError } from '../../../src/remote/relay/relay-error.ts';
import type { OfficeHost } from '../../../src/taskpane/office-host.ts';
import { startPersonSession, type PersonSession } from '../../../src/taskpane/session/person-session.ts';
import { createDeeds } from '../../../src/taskpane/session/session-deeds.ts';
import { signUp, type Person } from '../../../src/taskpane/session/signed-in-person.ts';
import { leaseWaitMs, oneRowRelay, ownChoice, pausedAt, personAt } from '../../support/pane-person.ts';
import { sampleMe } from '../../support/pane-samples.ts';
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
    term: null,
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

describe('a pause and the relay', () => {
  /** a run that has just begun: it gets its lease, and looks at what it was asked, when `give` is called */
  async function withWaitingRun() {
    const rep = await setUpPerson();
    let give: () => void = () => undefined;
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const grant = {
      epoch: 1,
      expiresAt: pausedAt,
      ttlMs: 90_000,
      isNewStore: false,
      lastSuccessStartedAt: null,
      instanceId: sampleMe.instanceId,
    };
    const runner: Person['runner'] = {
      ...rep.person.runner,
      acquireLease: () => given.then(() => grant),
      releases: () => Promise.resolve([]),
      releaseLease: () => Promise.resolve(),
    };
    const person: Person = { ...rep.person, runner };
    const session = await begin(person);
    await until(person, () => rep.snapshot().run.state === 'running');
    return { ...rep, person, session, give };
  }
  const lastFinished = ({ reports }: ReturnType<typeof oneRowRelay>) =>
    reports.findLast(({ state }) => state === 'finished');
  const isTold = ({ relay }: Pick<Awaited<ReturnType<typeof setUpPerson>>, 'relay'>) =>
    relay.signUps.some(({ isPaused }) => isPaused === true);

  it('[M11] is told at once, without waiting for a run', async () => {
    const rep = await setUpPerson();
    const session = await begin(rep.person);
    await runsEnded(rep, 1);
    session.loop.suspend();
    await until(rep.person, () => rep.snapshot().me?.pausedAt === pausedAt);
    expect(rep.relay.reports).toHaveLength(1);
    session.loop.resume();
    await runsEnded(rep, 2);
    await until(rep.person, () => rep.snapshot().me?.pausedAt === null);
  });

  it('[M11] of a running run names no next run and says whose deed it was', async () => {
    const { relay, person, session, give } = await withWaitingRun();
    session.loop.suspend();
    give();
    await until(person, () => lastFinished(relay) !== undefined);
    expect(lastFinished(relay)).toMatchObject({ outcome: 'suspended', suspendedBy: 'user', nextRunAt: null });
  });

  it('of sync that is switched off meanwhile stops the run, which names no next one', async () => {
    const { relay, person, session, give } = await withWaitingRun();
    const nobody = () => Promise.reject(new Error('nothing else is asked of the services'));
    const { choose } = createDeeds({
      snapshots: person.snapshots,
      microsoft: person.microsoft,
      host: { kind: 'browser' } as OfficeHost,
      again: nobody,
      person: () => session,
      whenReady: () => Promise.resolve(session),
    });
    await choose('contact', { isOn: false, savedSearch: null, policy: 'sales-wins' });
    give();
    await until(person, () => lastFinished(relay) !== undefined);
    expect(lastFinished(relay)).toMatchObject({ outcome: 'suspended', suspendedBy: 'user', nextRunAt: null });
    expect(relay.row()?.settings).toMatchObject({ kinds: [{ isOn: false, setBy: 'user' }] });
  });

  it('of an administrator leaves the schedule as it is and says so', async () => {
    const { relay, person, session, give } = await withWaitingRun();
    session.loop.interrupt('administrator');
    give();
    await until(person, () => lastFinished(relay) !== undefined);
    expect(lastFinished(relay)).toMatchObject({ outcome: 'suspended', suspendedBy: 'administrator' });
    expect(lastFinished(relay)).not.toMatchObject({ nextRunAt: null });
  });

  it('is told when the network is back', async () => {
    const rep = await setUpPerson();
    const session = await begin(rep.person);
    await runsEnded(rep, 1);
    goOnline(rep.person, false);
    rep.relay.failNext('signUp', new RelayError('unreachable'));
    session.loop.suspend();
    await until(rep.person, () => rep.snapshot().relay === 'unreachable');
    expect(rep.relay.row()?.pausedAt).toBeNull();
    goOnline(rep.person, true);
    await until(rep.person, () => rep.snapshot().me?.pausedAt === pausedAt);
    expect(isTold(rep)).toBe(true);
  });

  it('on another device of the person pauses this one, and resumes it', async () => {
    const rep = await setUpPerson();
    const session = await begin(rep.person);
    await runsEnded(rep, 1);
    rep.relay.change({ pausedAt });
    await signUp(rep.person, false);
    expect(session.loop.isSuspended()).toBe(true);
    expect(rep.snapshot()).toMatchObject({ run: { state: 'suspended' }, nextRunAtMs: null });
    rep.relay.change({ pausedAt: null });
    await signUp(rep.person, false);
    await runsEnded(rep, 2);
    expect(rep.relay.reports[1]).toMatchObject({ trigger: 'change' });
  });

  it('that an earlier build kept on this device is told, too', async () => {
    const rep = await setUpPerson();
    await rep.person.memory.values.put('paused', true);
    const person = await personAt(rep.relay, rep.person.memory.values);
    await signUp(person, false);
    expect(rep.relay.row()?.pausedAt).toBe(pausedAt);
    expect(person.pause.isPaused()).toBe(true);
  });
});

describe('sync that is switched off', () => {
  it.each(['the person', 'the organisation'])('by %s runs nothing and plans nothing', async (who) => {
    const rep = await setUpPerson();
    const { organisation } = sampleMe;
    const off = { ...organisation.scope.contacts, isOn: false };
    if (who === 'the person') rep.relay.change({ settings: { kinds: [{ ...ownChoice, isOn: false }] } });
    else
      rep.relay.change({
        organisation: { ...organisation, scope: { ...organisation.scope, contacts: off } },
      });
    await signUp(rep.person, false);
    const session = await begin(rep.person);
    expect(session.loop.ask({ trigger: 'user', mode: 'routine' })).toBe(false);
    expect(rep.snapshot().nextRunAtMs).toBeNull();
    expect(rep.relay.reports).toEqual([]);
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
