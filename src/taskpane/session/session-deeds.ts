// What a person can do on the screens, each a small deed on the session. Deeds that need a person do nothing before one
// is there: their buttons are not shown then.

import type { UserSettings } from '../../contract/settings.ts';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import type { Side } from '../../sync/model/side.ts';
import type { OfficeHost } from '../office-host.ts';
import { askInDialog } from '../sign-in/dialog-sign-in.ts';
import type { MicrosoftSignIn } from '../sign-in/microsoft-sign-in.ts';
import type { SalesReturn } from '../sign-in/sales-sign-in.ts';
import { keepUnitPolicy } from './perform-run.ts';
import type { PersonSession } from './person-session.ts';
import type { KindChoice, Session } from './session.ts';
import { contactsFor, signUp } from './signed-in-person.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import {
  readConflicts,
  readExclusions,
  readFailures,
  readHeldDeletes,
  readKeptValues,
  readRuns,
} from './reads/store-reads.ts';

export interface DeedParts {
  readonly snapshots: SnapshotStore;
  readonly microsoft: MicrosoftSignIn;
  readonly host: OfficeHost;
  /** begin again after a sign-in that did not leave the page; `returned` where it was one at Sales */
  again(returned?: SalesReturn): Promise<void>;
  person(): PersonSession | null;
  /** the person once the start of the pane is over */
  whenReady(): Promise<PersonSession | null>;
}

type Deeds = Omit<
  Session,
  'isSandbox' | 'snapshot' | 'subscribe' | 'forgetDevice' | 'startAnew' | 'monitor' | 'relayOptions'
>;

export function createDeeds(parts: DeedParts): Deeds {
  return {
    ...signInDeeds(parts),
    ...settingsDeeds(parts),
    ...runDeeds(parts),
    ...reads(parts),
    ...answers(parts),
  };
}

function signInDeeds(parts: DeedParts): Pick<Deeds, 'signIn' | 'cancelSignIn'> {
  const { snapshots } = parts;
  const busy = (side: Side, isBusy: boolean, code: string | null = null): void => {
    const error = code === null ? null : { code, correlationId: null };
    snapshots.set({ [side]: { ...snapshots.get()[side], isBusy, error } });
  };
  return {
    signIn: async (side) => {
      busy(side, true);
      try {
        if (side === 'microsoft') {
          await parts.microsoft.signIn();
          await parts.again();
        } else {
          await signInToSales(parts);
        }
      } catch (error) {
        busy(side, false, codeOf(error));
      }
    },
    cancelSignIn: () => {
      busy('microsoft', false);
      busy('sales', false);
    },
  };
}

/** In Outlook the pane's frame cannot leave: a window signs in and hands the refresh token over. */
async function signInToSales({ host, whenReady, again }: DeedParts): Promise<void> {
  const known = (await whenReady())?.person;
  if (!known) throw new Error('unreachable');
  if (host.kind === 'browser') {
    await known.sales.signIn(location.hash.slice(1) || '/');
    return;
  }
  const message = await askInDialog(host, 'sales');
  if (message.type !== 'sales') throw new Error('unexpected_answer');
  await again({ result: 'signed-in', refreshToken: message.refreshToken, returnTo: '/' });
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'errorCode' in error) return String(error.errorCode);
  return error instanceof Error ? error.message : 'unknown';
}

function settingsDeeds(parts: DeedParts): Pick<Deeds, 'loadSavedSearches' | 'countMembers' | 'choose'> {
  const { snapshots } = parts;
  return {
    loadSavedSearches: async () => {
      const session = await parts.whenReady();
      if (!session) return;
      const { sales } = await session.remotes();
      const savedSearches = await sales.savedSearches('contact', neverCancelled());
      snapshots.set({ savedSearches });
      const { me } = snapshots.get();
      if (me) snapshots.set({ contacts: contactsFor(session.person, me) });
    },
    countMembers: async (kind, search) => {
      const session = await parts.whenReady();
      if (!session) return 0;
      const { sales } = await session.remotes();
      return (await sales.members(kind, search.id, neverCancelled())).length;
    },
    choose: async (kind, choice) => {
      const session = await parts.whenReady();
      if (!session) return;
      await session.person.runner.putSettings(settingsFor(kind, choice));
      await signUp(session.person, false);
      if (!choice.isOn) session.loop.interrupt('user');
      session.loop.ask({ trigger: 'user', mode: 'routine' });
      session.loop.reschedule();
    },
  };
}

function settingsFor(kind: 'contact' | 'appointment' | 'task' | 'mail', choice: KindChoice): UserSettings {
  const { savedSearch } = choice;
  return {
    kinds: [
      {
        kind,
        isOn: choice.isOn,
        savedSearch: savedSearch?.id ?? null,
        savedSearchName: savedSearch && !savedSearch.isPrivate ? savedSearch.name : null,
        policy: choice.policy,
        setBy: 'user',
      },
    ],
  };
}

function runDeeds(parts: DeedParts): Pick<Deeds, 'syncNow' | 'suspend' | 'resume' | 'runFull'> {
  return {
    syncNow: () => parts.person()?.loop.ask({ trigger: 'user', mode: 'routine' }),
    runFull: () => parts.person()?.loop.ask({ trigger: 'user', mode: 'full' }),
    suspend: () => parts.person()?.loop.suspend(),
    resume: () => parts.person()?.loop.resume(),
  };
}

function reads(
  parts: DeedParts,
): Pick<Deeds, 'conflicts' | 'exclusions' | 'failures' | 'keptValues' | 'heldDeletes' | 'plan' | 'runs'> {
  const store = async () => (await parts.whenReady())?.store ?? null;
  const list = async <T>(read: (from: SyncStore) => Promise<readonly T[]>) => {
    const from = await store();
    return from ? read(from) : [];
  };
  return {
    conflicts: () => list(readConflicts),
    exclusions: () => list(readExclusions),
    failures: () => list(readFailures),
    keptValues: () => list(readKeptValues),
    heldDeletes: () => list(readHeldDeletes),
    plan: async (kind) => (await (await store())?.get('plans', kind)) ?? null,
    runs: () => list(readRuns),
  };
}

function answers(
  parts: DeedParts,
): Pick<
  Deeds,
  'answer' | 'alwaysFor' | 'restore' | 'approvePlan' | 'decideDeletes' | 'chooseAccount' | 'bringBack'
> {
  /** a deed writes rows; the next run carries them out, at once */
  const deed = async (act: (session: PersonSession) => Promise<void>): Promise<void> => {
    const session = await parts.whenReady();
    if (!session) return;
    await act(session);
    session.loop.ask({ trigger: 'change', mode: 'routine' });
  };
  const engine = () => import('./engine-deeds.ts');
  return {
    answer: (answer) => deed(async (session) => (await engine()).answer(session, answer)),
    alwaysFor: (unit, policy) => deed(({ person }) => keepUnitPolicy(person, unit, policy)),
    restore: (id) => deed(async (session) => (await engine()).restore(session, id)),
    approvePlan: (kind, excluded) =>
      deed(async (session) => (await engine()).approve(session, kind, excluded)),
    decideDeletes: (held, decision) =>
      deed(async (session) => (await engine()).decide(session, held, decision)),
    chooseAccount: (company, accountId) =>
      deed(async (session) => (await engine()).takeAccount(session, company, accountId)),
    bringBack: (exclusion) => deed(async (session) => (await engine()).bringItemBack(session, exclusion)),
  };
}

function neverCancelled(): AbortSignal {
  return new AbortController().signal;
}
