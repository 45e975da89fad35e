// One request and its answer as the handlers see them: the same for a request of its own and for an item of a $batch.
import type { VerifiedToken } from '../../identity/verified-token.ts';
import type { Prefer } from './prefer.ts';
import type { Query } from './query.ts';

export const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
export type Method = (typeof methods)[number];

export interface Caller {
  /** null: no token, possible only while the scope check is off */
  readonly token: VerifiedToken | null;
}

export interface GraphRequest {
  readonly method: Method;
  /** path below the version, e.g. `/me/contacts`, still encoded */
  readonly path: string;
  readonly query: Query;
  readonly prefer: Prefer;
  readonly ifMatch: string | null;
  readonly body: unknown;
  readonly caller: Caller;
  /** address of the version root for links, e.g. `https://graph.microsoft.com/v1.0` */
  readonly root: string;
}

export interface GraphReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** undefined: no body; a string is text/plain */
  readonly body: unknown;
}

export function reply(status: number, body?: unknown, headers: Record<string, string> = {}): GraphReply {
  return { status, headers, body };
}
