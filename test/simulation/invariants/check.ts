// What a check is given and how it fails. A check looks at the ledger, at events of the services, at commits and at answers
// of ports; none of them asks the engine.

import type { HistoryEvent } from '../history.ts';
import type { Circumstances } from '../ledger/circumstances.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Fault, IoKind, Plan } from '../plan.ts';
import type { Committed, RunEnd, Runner } from '../world/engine-host.ts';

export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: string;

  constructor(invariant: string, message: string) {
    super(`${invariant}: ${message}`);
    this.invariant = invariant;
  }
}

export type ChangedEvent = Extract<HistoryEvent, { type: 'changed' }>;
export type EngineEvent = ChangedEvent & {
  readonly by: 'engine';
  readonly write: NonNullable<ChangedEvent['write']>;
  readonly runner: Runner;
};

export interface Facts {
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly circumstances: Circumstances;
  nowMs(): number;
  /** whether one of these has happened so far, not whether it is planned */
  hasStruck(...faults: readonly Fault['do'][]): boolean;
  reach(name: string): void;
}

export interface Check {
  /** before the ledger takes the engine's deed in */
  engineChanges?(event: EngineEvent, facts: Facts): void;
  /** after the ledger took a person's deed in */
  personChanges?(event: ChangedEvent, facts: Facts): void;
  commits?(commit: Committed & { readonly runner: Runner }, facts: Facts): void;
  answers?(
    answer: {
      readonly runner: Runner;
      readonly kind: IoKind;
      readonly answer: unknown;
      readonly error: unknown;
    },
    facts: Facts,
  ): void;
  asks?(
    call: { readonly runner: Runner; readonly kind: IoKind; readonly isLeaseLost: boolean },
    facts: Facts,
  ): void;
  /** a run of this runner is over, or its device crashed */
  runEnds?(runner: Runner, facts: Facts, end: RunEnd): void;
  /** the disk was wiped or set back */
  diskChanges?(runner: Runner, facts: Facts): void;
}

export type Judge<Hook extends keyof Check> = NonNullable<Check[Hook]>;
export type Judges = { readonly [Hook in keyof Check]-?: readonly Judge<Hook>[] };

/** Most checks listen to one or two things of seven. */
export function judgesOf(checks: readonly Check[]): Judges {
  const of = <Hook extends keyof Check>(hook: Hook): readonly Judge<Hook>[] =>
    checks.flatMap((check) => {
      const judge = check[hook];
      return judge === undefined ? [] : [judge.bind(check) as Judge<Hook>];
    });
  return {
    engineChanges: of('engineChanges'),
    personChanges: of('personChanges'),
    commits: of('commits'),
    answers: of('answers'),
    asks: of('asks'),
    runEnds: of('runEnds'),
    diskChanges: of('diskChanges'),
  };
}

export function violated(invariant: string, message: string): never {
  throw new Violation(invariant, message);
}
