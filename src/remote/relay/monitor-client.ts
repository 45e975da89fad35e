// The relay as the Monitor sees it. Every call needs the role `Monitor.Admin`; the relay refuses everyone else.

import {
  commandAccepted,
  commandPreview,
  commandProgress,
  type CommandAccepted,
  type CommandPreview,
  type CommandProgress,
  type CommandRequest,
  type ProgressQuery,
} from '../../contract/commands.ts';
import { runDetails, type RunDetails } from '../../contract/runs.ts';
import {
  cards,
  exportLink,
  openErrors,
  userDetails,
  userPage,
  userRow,
  type Cards,
  type CredentialsChange,
  type ExportRequest,
  type OpenErrors,
  type UserDetails,
  type UserPage,
  type UserQuery,
  type UserRow,
} from '../../contract/users.ts';
import { createAdministrationClient, type AdministrationClient } from './administration-client.ts';
import type { RelayCall } from './relay-call.ts';
import { search, withSignal } from './query.ts';
import { createUserCalls, type UserCalls } from './user-calls.ts';
import { createRosterCalls, type RosterCalls } from './roster-calls.ts';

export interface MonitorClient extends RosterCalls, UserCalls {
  /** settings, audit, notifications, application permission */
  readonly administration: AdministrationClient;
  cards(signal?: AbortSignal): Promise<Cards>;
  users(query: Partial<UserQuery>, signal?: AbortSignal): Promise<UserPage>;
  user(id: string, signal?: AbortSignal): Promise<UserDetails>;
  run(id: string, transactionNumber: number, signal?: AbortSignal): Promise<RunDetails>;
  errors(id: string, signal?: AbortSignal): Promise<OpenErrors>;
  preview(request: CommandRequest): Promise<CommandPreview>;
  /** the same key again returns the first answer and sends nothing twice */
  send(request: CommandRequest, idempotencyKey: string): Promise<CommandAccepted>;
  /** one page of a batch */
  progress(batchId: string, query?: Partial<ProgressQuery>, signal?: AbortSignal): Promise<CommandProgress>;
  changeCredentials(id: string, change: CredentialsChange): Promise<UserRow>;
  /** absolute URL of a single-use download, valid for 60 s */
  exportUrl(request: ExportRequest): Promise<string>;
}

export function createMonitorClient(call: RelayCall, baseUrl: string): MonitorClient {
  return {
    administration: createAdministrationClient(call, baseUrl),
    ...createUserCalls(call, baseUrl),
    ...createRosterCalls(call),
    cards: (signal) => call({ path: '/cards', answer: cards, ...withSignal(signal) }),
    users: (query, signal) =>
      call({ path: `/users?${search(query)}`, answer: userPage, ...withSignal(signal) }),
    user: (id, signal) => call({ path: `/users/${id}`, answer: userDetails, ...withSignal(signal) }),
    run: (id, number, signal) =>
      call({ path: `/users/${id}/runs/${number}`, answer: runDetails, ...withSignal(signal) }),
    errors: (id, signal) => call({ path: `/users/${id}/errors`, answer: openErrors, ...withSignal(signal) }),
    preview: (body) => call({ method: 'POST', path: '/commands?dryRun=true', body, answer: commandPreview }),
    send: (body, idempotencyKey) =>
      call({
        method: 'POST',
        path: '/commands',
        body,
        headers: { 'idempotency-key': idempotencyKey },
        answer: commandAccepted,
      }),
    progress: (batchId, query = {}, signal) =>
      call({ path: `/commands/${batchId}?${search(query)}`, answer: commandProgress, ...withSignal(signal) }),
    changeCredentials: (id, body) => call({ method: 'PATCH', path: `/users/${id}`, body, answer: userRow }),
    exportUrl: async (body) => {
      const link = await call({ method: 'POST', path: '/exports', body, answer: exportLink });
      return new URL(link.url, baseUrl).href;
    },
  };
}
