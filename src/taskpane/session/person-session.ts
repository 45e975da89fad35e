// A person's working life in this pane: the run loop, commands of administrators, and the counts on the screens.

import type { RelayOptions } from '../../remote/relay/relay-call.ts';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import { performRun } from './perform-run.ts';
import { lazyRemotes, type Remotes } from './remotes.ts';
import { createRunLoop, type RunLoop } from './run-loop.ts';
import { listenForCommands } from './runner-commands.ts';
import { signUp, type Person } from './signed-in-person.ts';
import { readCounts, readRuns } from './reads/store-reads.ts';
import { watchStore } from './reads/watched-store.ts';

export interface PersonSession {
  readonly person: Person;
  readonly store: SyncStore;
  readonly remotes: Remotes;
  readonly loop: RunLoop;
  stop(): Promise<void>;
}

/** The relay hands a person to the pane for 10 minutes after it was seen: say so well within. */
const presenceMs = 4 * 60_000;

export async function startPersonSession(person: Person, relay: RelayOptions): Promise<PersonSession> {
  const { snapshots, memory } = person;
  const stopped = new AbortController();
  const ended = new AbortController();
  // A store that went away says so elsewhere; counts are then simply the last ones.
  const refresh = (): void => void showCounts(person, store, ended.signal).catch(() => undefined);
  const store = watchStore(memory.store, refresh, ended.signal);
  const remotes = lazyRemotes(person);
  const isPaused = person.pause.isPaused();

  const loop: RunLoop = createRunLoop(
    {
      canRun: () => mayRun(person),
      intervalMs: () => intervalMs(person),
      perform: (wish, signal) =>
        performRun(
          {
            person,
            store,
            remotes,
            nextRunAtMs: (askedMs) =>
              loop.isSuspended() || !mayRun(person) ? null : Date.now() + (askedMs ?? intervalMs(person)),
            suspendedBy: () => loop.suspendedBy(),
          },
          wish,
          signal,
        ),
      changed: ({ isRunning, nextRunAtMs }) => {
        const { run } = snapshots.get();
        if (!isRunning) snapshots.set({ nextRunAtMs, run: idleState(loop, run) });
        else snapshots.set({ nextRunAtMs });
      },
    },
    isPaused,
  );
  const pausing = tellPause(person, loop);
  const online = (): void => {
    if (person.pause.isUntold()) void signUp(person, false);
    loop.ask({ trigger: 'change', mode: 'routine' });
  };
  addEventListener('online', online);
  listenForCommands({
    person,
    relay,
    loop,
    signal: stopped.signal,
    deleted: () => {
      leave();
      snapshots.set({ problem: { cause: 'user-deleted', side: null, sinceMs: Date.now() } });
    },
  });
  const presence = setInterval(() => void signUp(person, false), presenceMs);

  /** a sign-in that came back, or a relay that answered: what could not run before may run now */
  let couldRun = mayRun(person);
  const unsubscribe = snapshots.subscribe(() => {
    followPause(person, loop);
    const can = mayRun(person);
    if (can === couldRun) return;
    couldRun = can;
    if (can) loop.ask({ trigger: 'change', mode: 'routine' });
    loop.reschedule();
  });
  /** nothing more is heard or started; the links stay, only an interactive sign-in goes on (relay: user-deleted) */
  const leave = (): void => {
    stopped.abort();
    unsubscribe();
    clearInterval(presence);
    removeEventListener('online', online);
    loop.interrupt();
    loop.reschedule();
  };

  const runs = await readRuns(memory.store);
  snapshots.set({ lastRun: runs[0] ?? null });
  refresh();
  if (isPaused) snapshots.set({ run: { state: 'suspended' } });
  loop.ask({ trigger: 'start', mode: 'routine' });
  loop.reschedule();

  return {
    person,
    store,
    remotes,
    loop: pausing,
    stop: async () => {
      leave();
      await loop.stop();
      ended.abort();
      memory.close();
    },
  };
}

function mayRun(person: Person): boolean {
  const { microsoft, sales, hasChosen, me, contacts, isOnline, problem } = person.snapshots.get();
  return (
    isOnline &&
    problem?.cause !== 'user-deleted' &&
    hasChosen &&
    me?.sync.isEnabled === true &&
    // A run with nothing to sync would read as a success.
    contacts?.isOn !== false &&
    microsoft.status === 'active' &&
    sales.status === 'active'
  );
}

function idleState(loop: RunLoop | undefined, run: { readonly state: string }) {
  if (run.state === 'elsewhere') return { state: 'elsewhere' } as const;
  return loop?.isSuspended() ? ({ state: 'suspended' } as const) : ({ state: 'idle' } as const);
}

/** The person's own pause: told to the relay at once, or as soon as it can be reached. */
function tellPause(person: Person, loop: RunLoop): RunLoop {
  const tell = async (isPaused: boolean): Promise<void> => {
    await person.pause.set(isPaused);
    await signUp(person, false);
  };
  return {
    ...loop,
    suspend: () => {
      void tell(true);
      loop.suspend();
    },
    resume: () => {
      void tell(false);
      loop.resume();
    },
  };
}

/** Paused or resumed on another device of the person. */
function followPause(person: Person, loop: RunLoop): void {
  const isPaused = person.pause.isPaused();
  if (isPaused === loop.isSuspended()) return;
  if (isPaused) loop.suspend();
  else loop.resume('change');
}

function intervalMs({ snapshots }: Person): number {
  return (snapshots.get().me?.organisation.runs.paneIntervalMinutes ?? 15) * 60_000;
}

async function showCounts(person: Person, store: SyncStore, ended: AbortSignal): Promise<void> {
  const [counts, plan] = await Promise.all([readCounts(store), store.get('plans', 'contact')]);
  // The snapshot may be the next person's by now.
  if (ended.aborted) return;
  const { storeVersion } = person.snapshots.get();
  person.snapshots.set({
    counts,
    waitingPlans: plan?.approved === null ? ['contact'] : [],
    storeVersion: storeVersion + 1,
  });
}
