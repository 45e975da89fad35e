// What the background runs are given by whoever starts them.

import type { IssuerClient } from './walk-sign-in.ts';
import type { Side } from '../../sync/model/side.ts';

export interface DelegatedPerson {
  readonly userName: string;
  readonly oid: string;
}

export interface DelegatedOptions {
  /** people to be run; each is signed in once */
  readonly people: readonly DelegatedPerson[];
  readonly tenantId: string;
  readonly clients: Readonly<Record<Side, IssuerClient>>;
  readonly graph: { readonly baseUrl: string; readonly scope: string };
  readonly sales: {
    readonly baseUrl: string;
    readonly scope: string;
    readonly frameworkVersion: 4 | 5 | 6 | 7 | 8 | 9;
  };
  readonly relay: { readonly baseUrl: string; readonly scope: string };
  /** folder for refresh tokens and the engine's memory, made with mode 0700; one process at a time */
  readonly keptDir: string;
  /** pause between two runs of one person */
  readonly intervalMs: number;
  /** runs at the same time */
  readonly concurrency: number;
  readonly fetch: typeof fetch;
  /** one line for the operator; never a token, an address or a subject */
  readonly log: (line: string) => void;
}

export interface DelegatedRuns {
  /** people whose first run of this process is over, whatever became of it */
  readonly firstRound: Promise<void>;
  stop(): Promise<void>;
}
