// What is said between the measuring process and the server's.

import type { StatementTimes } from './timed-database.ts';

/** The first message to the server. */
export interface ServerOptions {
  /** of four in a row */
  readonly port: number;
  readonly dataDir: string;
  /** null: the embedded database */
  readonly databaseUrl: string | null;
  readonly users: number;
  readonly paneDirectory: string;
  readonly pagesDirectory: string;
}

/** Each but `stop` is answered by one message of the same type. */
export type ServerAsk =
  | { readonly type: 'administrator' }
  | { readonly type: 'reporters'; readonly count: number }
  | { readonly type: 'statements'; readonly count: number }
  | { readonly type: 'stop' };

export type ServerTell =
  | { readonly type: 'progress'; readonly line: string }
  | { readonly type: 'ready'; readonly front: string; readonly relayOrigin: string }
  | { readonly type: 'administrator'; readonly token: string }
  | { readonly type: 'reporters'; readonly tokens: readonly string[] }
  | { readonly type: 'statements'; readonly times: readonly StatementTimes[] };
