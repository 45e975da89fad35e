// One person with both services and the relay: sign-up, settings, runs. Made once the Microsoft account and the
// installation are known; thrown away when the person or the installation changes.

import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import { effectiveContacts } from '../../contract/resolve-settings.ts';
import { me as meSchema, type Me } from '../../contract/runner-calls.ts';
import type { UserKindSettings } from '../../contract/settings.ts';
import { createDebugCollector, type DebugCollector } from '../../remote/debug/debug-collector.ts';
import type { RunnerClient } from '../../remote/relay/runner-client.ts';
import { isRelayError } from '../../remote/relay/relay-call.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import { isSyncError } from '../../sync/model/error.ts';
import type { MicrosoftAccount, MicrosoftSignIn } from '../sign-in/microsoft-sign-in.ts';
import type { SalesSignIn } from '../sign-in/sales-sign-in.ts';
import { openAuthorizationLog, type AuthorizationLog } from './authorization-log.ts';
import { openOwnPause, type OwnPause } from './own-pause.ts';
import type { PersonMemory } from './person-memory.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface Person {
  readonly account: MicrosoftAccount;
  readonly configuration: PaneConfiguration;
  readonly microsoft: MicrosoftSignIn;
  readonly sales: SalesSignIn;
  readonly runner: RunnerClient;
  readonly memory: PersonMemory;
  readonly authorizations: AuthorizationLog;
  readonly pause: OwnPause;
  readonly snapshots: SnapshotStore;
  readonly debug: DebugCollector;
}

export type PersonParts = Omit<Person, 'authorizations' | 'pause' | 'debug'>;

export async function createPerson(parts: PersonParts): Promise<Person> {
  const debug = createDebugCollector({
    clock: systemClock,
    put: (logId, chunk) => parts.runner.putDebugChunk(logId, chunk),
  });
  const { values } = parts.memory;
  return {
    ...parts,
    authorizations: await openAuthorizationLog(values),
    pause: await openOwnPause(values),
    debug,
  };
}

const meRow = 'me';
export const clientVersion = '0.1.0';

/** Tells the relay who is here and how the sign-ins are; takes the organisation's settings from the answer. */
export async function signUp(person: Person, interactive: boolean): Promise<Me | null> {
  const { snapshots, pause } = person;
  const question = pause.ask();
  try {
    const answer = await person.runner.signUp({
      runner: 'pane',
      clientVersion,
      authorizations: person.authorizations.get(),
      salesUserName: person.sales.userName(),
      salesDisplayName: null,
      interactive,
      isPaused: question.untold,
    });
    const me = await giveChoiceAgain(person, answer);
    const isNewRow = await isOtherRow(person, me);
    await person.memory.values.put(meRow, me);
    // A row made anew knows of no pause, and the person has not resumed.
    if (isNewRow && pause.isPaused() && me.pausedAt === null) {
      await pause.set(true);
      return await signUp(person, false);
    }
    await pause.learn(question, me.pausedAt !== null);
    showMe(person, me, 'reachable');
    await compareSalesUser(person, me);
    return me;
  } catch (error) {
    if (!isRelayError(error)) {
      if (needsSignIn(error)) await markSignIn(person, 'microsoft', 'expired');
      return null;
    }
    if (error.problem?.code === 'user-deleted') {
      snapshots.set({
        relay: 'reachable',
        problem: { cause: 'user-deleted', side: null, sinceMs: Date.now() },
      });
    } else if (error.problem?.code === 'unauthenticated') {
      await markSignIn(person, 'microsoft', 'expired');
    } else {
      snapshots.set({ relay: 'unreachable' });
    }
    return null;
  }
}

/** Signed in to Sales as somebody else than the one this user is mapped to: nothing may run until that is put right. */
async function compareSalesUser(person: Person, me: Me): Promise<void> {
  const own = person.sales.userName()?.toLowerCase() ?? null;
  const mapped = me.salesUserName?.toLowerCase() ?? null;
  const { snapshots } = person;
  const isWrong = own !== null && mapped !== null && own !== mapped;
  const wasWrong = snapshots.get().problem?.cause === 'wrong-sales-account';
  if (isWrong && !wasWrong) {
    snapshots.set({ problem: { cause: 'wrong-sales-account', side: 'sales', sinceMs: Date.now() } });
    await markSignIn(person, 'sales', 'expired', 'wrong-sales-account');
  }
  if (!isWrong && wasWrong) snapshots.set({ problem: null });
}

/** No token for the relay can be had without a person. */
export function needsSignIn(error: unknown): boolean {
  return isSyncError(error) && (error.code === 'sign-in-needed' || error.code === 'consent-withdrawn');
}

/**
 * Deleting a user takes the choice at the relay away with the row; the links stay here. A row made anew gets the choice
 * that this device remembers, or the person would have to choose again before the links are of use. The old row is
 * remembered until that worked.
 */
async function giveChoiceAgain(person: Person, me: Me): Promise<Me> {
  const before = await rememberedMe(person);
  if (!before || before.userId === me.userId || hasOwnChoice(me)) return me;
  const kinds = before.settings?.kinds.filter(({ setBy }) => setBy === 'user') ?? [];
  return kinds.length === 0 ? me : { ...me, settings: await person.runner.putSettings({ kinds }) };
}

/** The one remembered here was deleted. */
async function isOtherRow(person: Person, me: Me): Promise<boolean> {
  const before = await rememberedMe(person);
  return before !== null && before.userId !== me.userId;
}

async function rememberedMe(person: Person): Promise<Me | null> {
  const parsed = meSchema.safeParse(await person.memory.values.get(meRow));
  return parsed.success ? parsed.data : null;
}

/** The relay's last answer, for a start without it. */
export async function showRememberedMe(person: Person): Promise<void> {
  const me = await rememberedMe(person);
  if (me) showMe(person, me, 'unknown');
}

/** Background runs note the default they follow; only a person's own word counts as a choice. */
function hasOwnChoice({ settings }: Me): boolean {
  return settings?.kinds.some((kind) => kind.setBy !== 'organisation') ?? false;
}

export function showMe(person: Person, me: Me, relay: 'reachable' | 'unknown'): void {
  const { snapshots } = person;
  person.debug.follow(me.debugLog);
  const before = snapshots.get();
  const successAtMs = me.lastSuccessStartedAt ? Date.parse(me.lastSuccessStartedAt) : null;
  snapshots.set({
    me,
    relay,
    contacts: contactsFor(person, me),
    hasChosen: hasOwnChoice(me),
    lastSuccessAtMs: Math.max(before.lastSuccessAtMs ?? 0, successAtMs ?? 0) || null,
    ...(me.sync.isEnabled || me.sync.disabledBy === 'user'
      ? before.problem?.cause === 'user-disabled'
        ? { problem: null }
        : {}
      : {
          problem: {
            cause: 'user-disabled',
            side: null,
            sinceMs: Date.parse(me.sync.disabledAt ?? '') || Date.now(),
          },
        }),
  });
}

export function contactsFor(person: Person, me: Me): UserKindSettings {
  const searches = person.snapshots.get().savedSearches ?? [];
  const standard = searches.find((search) => search.kind === 'contact' && search.isDefault);
  return effectiveContacts(me.organisation, me.settings, standard?.id ?? null);
}

/** A sign-in changed its state: the snapshot, the log on the device, and the relay hear of it. */
export async function markSignIn(
  person: Person,
  side: 'microsoft' | 'sales',
  status: 'active' | 'expired' | 'signed-out',
  why?: CauseCode,
): Promise<void> {
  const { snapshots } = person;
  const term = side === 'sales' && status === 'active' ? await person.sales.term() : null;
  const current = snapshots.get()[side];
  snapshots.set({
    [side]: { ...current, status, term, isBusy: false, ...(status === 'active' ? { error: null } : {}) },
  });
  const state = status === 'signed-out' ? 'missing' : status;
  const cause = why ?? (side === 'microsoft' ? 'microsoft-sign-in-expired' : 'sales-sign-in-expired');
  await person.authorizations.set(side, state, { cause: state === 'expired' ? cause : null, term });
}
