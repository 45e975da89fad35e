// What the screens know of everything behind them. One object per signed-in person; screens read snapshots and call
// deeds, they never touch a remote, a store or the engine.

import type { Me } from '../../contract/runner-calls.ts';
import type { UserKindSettings } from '../../contract/settings.ts';
import type { MonitorClient } from '../../remote/relay/monitor-client.ts';
import type { RelayOptions } from '../../remote/relay/relay-call.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import type { Answer, Conflict, KeptValue } from '../../sync/model/decision.ts';
import type { RecordKind, UnitName } from '../../sync/model/record.ts';
import type { RunProgress, RunReport } from '../../sync/model/run-report.ts';
import type { ConflictPolicy } from '../../sync/model/settings.ts';
import type { Side } from '../../sync/model/side.ts';
import type { ExclusionRow, FailureRow, HeldDeletes } from '../../sync/model/state.ts';
import type { StoredPlan } from '../../sync/model/plan.ts';
import type { KeptState } from '../../sync/plan/merge/kept-state.ts';
import type { SavedSearch } from '../../sync/ports/remote.ts';
import type { SignInTerm } from '../sign-in/sales-sign-in.ts';

export type SignInStatus = 'checking' | 'signed-out' | 'active' | 'expired';

/** Code and correlation id of a failed sign-in, shown behind *Details*. */
export interface SignInError {
  readonly code: string;
  readonly correlationId: string | null;
}

export interface SignIn {
  readonly status: SignInStatus;
  /** name of the person, null while signed out */
  readonly displayName: string | null;
  /** e-mail or user name */
  readonly account: string | null;
  readonly error: SignInError | null;
  /** of a sign-in whose end is known */
  readonly term: SignInTerm | null;
  /** a sign-in is under way (a window is open, or the page is about to leave) */
  readonly isBusy: boolean;
}

export type RunState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly startedAtMs: number; readonly progress: RunProgress | null }
  | { readonly state: 'suspended' }
  /** background runs work for this person at the moment */
  | { readonly state: 'elsewhere' };

/** States of the browser's storage that a person can do something about. */
export type StorageState = 'opening' | 'ready' | 'blocked' | 'full' | 'unavailable' | 'foreign';

export interface KeptRow extends KeptValue {
  readonly state: KeptState;
}

export interface Counts {
  readonly links: number;
  readonly conflicts: number;
  readonly exclusions: number;
  readonly failures: number;
  readonly heldDeletes: number;
  /** changes read that wait to be carried over */
  readonly waiting: number;
}

export interface SessionSnapshot {
  readonly isOnline: boolean;
  readonly microsoft: SignIn;
  readonly sales: SignIn;
  /** null until the relay answered once on this device */
  readonly me: Me | null;
  readonly relay: 'unknown' | 'reachable' | 'unreachable';
  readonly storage: StorageState;
  /** what applies to contacts; null before the relay answered */
  readonly contacts: UserKindSettings | null;
  /** the person confirmed what to sync on this device or another */
  readonly hasChosen: boolean;
  readonly savedSearches: readonly SavedSearch[] | null;
  readonly run: RunState;
  readonly lastRun: RunReport | null;
  readonly lastSuccessAtMs: number | null;
  readonly nextRunAtMs: number | null;
  /** what stops synchronization now, or null */
  readonly problem: {
    readonly cause: CauseCode;
    readonly side: Side | null;
    readonly sinceMs: number;
  } | null;
  /** kinds whose plan waits for the person */
  readonly waitingPlans: readonly RecordKind[];
  readonly counts: Counts;
  /** grows whenever rows of the store changed: screens read again */
  readonly storeVersion: number;
}

export interface KindChoice {
  readonly isOn: boolean;
  readonly savedSearch: SavedSearch | null;
  readonly policy: ConflictPolicy;
}

export interface Session {
  /** sample people and sample data instead of real services */
  readonly isSandbox: boolean;
  snapshot(): SessionSnapshot;
  subscribe(listener: () => void): () => void;

  signIn(side: Side): Promise<void>;
  cancelSignIn(): void;
  /** storage `foreign`: forget what this device knew of another installation and begin again; links are adopted (A6) */
  startAnew(): Promise<void>;
  /** deletes everything this device keeps of the person; links survive in the mailbox and the relay (A6) */
  forgetDevice(): Promise<void>;

  loadSavedSearches(): Promise<void>;
  /** number of records the search selects now */
  countMembers(kind: RecordKind, search: SavedSearch): Promise<number>;
  choose(kind: RecordKind, choice: KindChoice): Promise<void>;

  syncNow(): void;
  /** stops the running run at its next safe point and starts none until `resume` */
  suspend(): void;
  resume(): void;
  runFull(): void;

  conflicts(): Promise<readonly Conflict[]>;
  exclusions(): Promise<readonly ExclusionRow[]>;
  failures(): Promise<readonly FailureRow[]>;
  keptValues(): Promise<readonly KeptRow[]>;
  heldDeletes(): Promise<readonly HeldDeletes[]>;
  plan(kind: RecordKind): Promise<StoredPlan | null>;
  runs(): Promise<readonly RunReport[]>;

  answer(answer: Answer): Promise<void>;
  /** a choice becomes a rule for this unit on this device */
  alwaysFor(unit: UnitName, policy: ConflictPolicy): Promise<void>;
  restore(keptValueId: string): Promise<void>;
  approvePlan(kind: RecordKind, excludedItems: readonly string[]): Promise<void>;
  decideDeletes(held: HeldDeletes, decision: 'apply' | 'keep'): Promise<void>;
  chooseAccount(company: string, accountId: string): Promise<void>;
  bringBack(exclusion: ExclusionRow): Promise<void>;

  readonly monitor: MonitorClient;
  readonly relayOptions: RelayOptions;
}

/** Code of a deed that was refused because what was shown is not what there is any more. */
export const changedMeanwhile = 'changed_meanwhile';
