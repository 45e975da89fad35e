// The life of one sample person in the background: wait, run, obey commands. Keeps off while the person's pane is open, and
// after a service refused a sign-in: a run would only fail again, unless an administrator asks to see it.
//
//   waiting -> running -> waiting; a command may ask for a run at once, stop the running one, or end the waiting for ever

import { runnerEvent } from '../../contract/events.ts';
import type { CommandKind, RefusalReason, RunnerCommand } from '../../contract/commands.ts';
import { effectiveContacts } from '../../contract/resolve-settings.ts';
import type { Me } from '../../contract/runner-calls.ts';
import type { Suspender } from '../../contract/runs.ts';
import { keptWhile } from '../../remote/kept-while.ts';
import { readEventStream } from '../../remote/relay/event-stream.ts';
import { isRelayError, type RelayOptions } from '../../remote/relay/relay-call.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import { isSyncError } from '../../sync/model/error.ts';
import type { RunReport, RunTrigger } from '../../sync/model/run-report.ts';
import {
  clientVersion,
  contactsOf,
  createRemotes,
  remoteFactsOf,
  runPerson,
  type PersonParts,
  type RemoteFacts,
} from './person-run.ts';

export interface PersonRunner {
  readonly firstRun: Promise<void>;
  stop(): Promise<void>;
}

interface Wish {
  readonly trigger: RunTrigger;
  readonly mode: 'routine' | 'full';
}

type BackgroundKind = Exclude<CommandKind, 'ask-to-sign-in'>;

export interface RunnerSurroundings extends PersonParts {
  readonly relay: RelayOptions;
  /** takes a place among the runs that may work at the same time */
  readonly inTurn: <T>(act: () => Promise<T>) => Promise<T>;
}

/** A pane that was seen this recently does the work itself. */
const paneGraceMs = 10 * 60_000;

export function startPersonRunner(around: RunnerSurroundings): PersonRunner {
  const ended = new AbortController();
  let wakeUp = new AbortController();
  let running: AbortController | null = null;
  let suspendedBy: Suspender | null = null;
  /** what the relay said last; null before it knew this person */
  let me: Me | null = null;
  let wish: Wish | null = { trigger: 'start', mode: 'routine' };
  /** a command arrived since the last round began: the next follows without a pause */
  let hasBeenAsked = false;
  /** a service asked to be left alone that long after the last run */
  let askedPauseMs = 0;
  const remotesOf = keptWhile((facts: RemoteFacts) => Promise.resolve(createRemotes(around, facts)));
  /** only a person whom the relay knows has a stream of commands */
  let isListening = false;
  let firstDone: () => void = () => undefined;
  const firstRun = new Promise<void>((resolve) => {
    firstDone = resolve;
  });

  const round = async (): Promise<void> => {
    if (ended.signal.aborted) return;
    const row = await signUp(around);
    me = row;
    if (!row) return;
    around.debug.follow(row.debugLog);
    isListening ||= listen(around, ended.signal, { obey: once, learn });
    if (isPaneOpen(row)) return;
    for (const command of await around.runner.commands()) await once(command);
    if (stopOf(row) !== null) return;
    const remotes = await remotesOf(remoteFactsOf(around, row));
    const { trigger, mode } = wish ?? { trigger: 'schedule', mode: 'routine' };
    wish = null;
    if (trigger !== 'administrator' && !isSignedIn(around)) return;
    running = new AbortController();
    suspendedBy = null;
    const signal = AbortSignal.any([running.signal, ended.signal]);
    try {
      const contacts = await contactsOf(around, row, remotes);
      const report = await runPerson(around, {
        me: row,
        remotes,
        contacts,
        trigger,
        mode,
        signal,
        nextRunAtMs: (askedMs) => {
          const pauseMs = Math.max(around.options.intervalMs, askedMs ?? 0);
          const isComing = stopOf(me ?? row) === null && isSignedIn(around);
          return isComing ? systemClock.nowMs() + pauseMs : null;
        },
        suspendedBy: () => suspendedBy,
      });
      askedPauseMs = report.nextRunInMs ?? 0;
      await settleSignIns(around, report);
    } finally {
      running = null;
    }
  };
  const live = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await around.inTurn(round).catch((error: unknown) => {
        around.options.log(`background run of ${around.person.userName} ended: ${codeOf(error)}`);
      });
      firstDone();
      wakeUp = new AbortController();
      const isAsked = hasBeenAsked;
      hasBeenAsked = false;
      if (!isAsked) {
        const until = AbortSignal.any([wakeUp.signal, ended.signal]);
        const pauseMs = Math.max(around.options.intervalMs, askedPauseMs);
        await systemClock.sleep(pauseMs, until).catch(() => undefined);
      }
    }
  };
  const known = new Set<string>();
  const once = async ({ id, kind }: RunnerCommand): Promise<void> => {
    // To ask for a sign-in takes a screen: unanswered, the command waits until the pane opens.
    if (kind === 'ask-to-sign-in' || known.has(id)) return;
    known.add(id);
    await obey(id, kind);
  };
  const obey = async (id: string, kind: BackgroundKind): Promise<void> => {
    await around.runner.answerCommand(id, { state: 'seen', reason: null }).catch(() => undefined);
    const reason = act(kind);
    const answer = reason
      ? ({ state: 'refused', reason } as const)
      : ({ state: 'done', reason: null } as const);
    await around.runner.answerCommand(id, answer).catch(() => undefined);
  };
  const stop = (by: Suspender): void => {
    suspendedBy ??= by;
    running?.abort();
  };
  /** The person did something about their sync elsewhere, e.g. paused it. */
  const learn = async (): Promise<void> => {
    me = await signUp(around).catch(() => me);
    if (me?.pausedAt) stop('user');
  };
  const ask = (next: Wish): RefusalReason | null => {
    const stopped = me === null ? null : stopOf(me);
    if (stopped !== null) return stopped;
    return wakeFor(next);
  };
  const wakeFor = (next: Wish): null => {
    wish = wish?.mode === 'full' ? { ...next, mode: 'full' } : next;
    hasBeenAsked = true;
    wakeUp.abort();
    return null;
  };
  const act = (kind: BackgroundKind): RefusalReason | null => {
    switch (kind) {
      case 'suspend':
        if (!running) return 'not-running';
        stop('administrator');
        return null;
      case 'disable':
      case 'delete':
        running?.abort();
        return null;
      case 'enable':
        return wakeFor({ trigger: 'administrator', mode: 'routine' });
      case 'sync-now':
        return ask({ trigger: 'administrator', mode: 'routine' });
      case 'full-sync':
        return ask({ trigger: 'administrator', mode: 'full' });
    }
  };

  const life = live();
  return {
    firstRun,
    stop: async () => {
      ended.abort();
      await life;
    },
  };
}

function listen(
  around: RunnerSurroundings,
  signal: AbortSignal,
  deeds: { obey(command: RunnerCommand): Promise<void>; learn(): Promise<void> },
): true {
  void readEventStream({
    relay: around.relay,
    path: '/me/events',
    event: runnerEvent,
    signal,
    sleep: (ms, until) => systemClock.sleep(ms, until),
    onEvent: (event) => {
      void (event.type === 'command' ? deeds.obey(event.command) : deeds.learn());
    },
    // What waits comes with the stream; what a pane left behind is looked for before each round.
    onState: () => undefined,
  });
  return true;
}

/** Why no run begins, in the words of a refusal; null where one may. A run with nothing to sync would read as a success. */
function stopOf(me: Me): RefusalReason | null {
  if (!me.sync.isEnabled || !effectiveContacts(me.organisation, me.settings, null).isOn)
    return 'sync-disabled';
  return me.pausedAt === null ? null : 'paused';
}

/** A sign-in that a service refused does not come back here: only a pane can begin it again. */
function isSignedIn({ keeper }: RunnerSurroundings): boolean {
  return Object.values(keeper.authorizations()).every(({ state }) => state === 'active');
}

function isPaneOpen(me: Me): boolean {
  return me.paneSeenAt !== null && Date.now() - Date.parse(me.paneSeenAt) < paneGraceMs;
}

async function signUp({ keeper, runner }: RunnerSurroundings): Promise<Me | null> {
  try {
    return await runner.signUp({
      runner: 'delegated',
      clientVersion,
      authorizations: keeper.authorizations(),
      salesUserName: keeper.salesUserName(),
      salesDisplayName: null,
      interactive: false,
      isPaused: null,
    });
  } catch (error) {
    // Gone at Microsoft: nothing can be told any more, the relay keeps what it heard last. Deleted: stays so.
    const isGone = isRelayError(error) && error.problem?.code === 'user-deleted';
    if (isGone || (isSyncError(error) && error.code === 'sign-in-needed')) return null;
    throw error;
  }
}

/** A run that ended because a sign-in died: the keeper remembers it and the relay hears of it while it still can. */
async function settleSignIns(around: RunnerSurroundings, report: RunReport): Promise<void> {
  const side = report.causeSide;
  const isSignIn = report.cause === 'microsoft-sign-in-expired' || report.cause === 'sales-sign-in-expired';
  if (!side || !isSignIn) return;
  await around.keeper.markExpired(side);
  await signUp(around).catch(() => null);
}

function codeOf(error: unknown): string {
  // Only our own errors carry a code as their message; another's text may hold an address.
  return isSyncError(error) || isRelayError(error) ? error.message : 'unexpected';
}
