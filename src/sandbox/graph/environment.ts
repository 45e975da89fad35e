// What every handler can reach, and what it is handed for one request.
import type { Person } from '../company/person.ts';
import type { Faults } from '../faults/faults.ts';
import type { Directory } from './directory.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { Mailboxes } from './mailbox/mailboxes.ts';
import type { Switches } from './switches.ts';
import type { Throttle } from './throttle.ts';
import type { GraphReply, GraphRequest, Method } from './wire/exchange.ts';
import type { Target, TargetKind, TargetOf } from './wire/target.ts';

export interface GraphEnvironment {
  readonly now: () => number;
  readonly switches: Switches;
  readonly directory: Directory;
  readonly mailboxes: Mailboxes;
  readonly throttle: Throttle;
  readonly faults: Faults;
}

export interface Exchange<T extends Target = Target> {
  readonly env: GraphEnvironment;
  readonly request: GraphRequest;
  readonly target: T;
  /** the person named by the target, or the caller for targets without one; null: an application that names nobody */
  readonly person: Person | null;
}

export type MailboxExchange<T extends Target> = Exchange<T> & {
  readonly person: Person;
  readonly mailbox: Mailbox;
};

export type Handler<E> = (exchange: E) => GraphReply;

/** Targets about the directory need no mailbox; all others do. */
type DirectoryKind = 'users' | 'user';
type MailboxKind = Exclude<TargetKind, DirectoryKind>;

export type DirectoryHandlers = {
  readonly [K in DirectoryKind]: Partial<Record<Method, Handler<Exchange<TargetOf<K>>>>>;
};
export type MailboxHandlers = {
  readonly [K in MailboxKind]: Partial<
    Record<Method, Handler<MailboxExchange<Extract<Target, { kind: K }>>>>
  >;
};
