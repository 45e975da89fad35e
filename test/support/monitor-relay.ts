// A relay in memory behind the Monitor: the client's calls, and the event stream through a fetch of its own. Everything
// asked of it is noted; it can be made silent, slow to answer, or refuse.

import { problemMediaType, type ProblemCode } from '../../src/contract/problem.ts';
import type { CommandProgress, CommandRequest, RefusalReason } from '../../src/contract/commands.ts';
import type { MonitorEvent } from '../../src/contract/events.ts';
import type { UserQuery, UserRow } from '../../src/contract/users.ts';
import type { MonitorClient } from '../../src/remote/relay/monitor-client.ts';
import { RelayError, type RelayOptions } from '../../src/remote/relay/relay-call.ts';
import { fakeUserCalls } from './monitor-user-calls.ts';
import { createFakeAdministration, type FakeAdministration } from './monitor-administration.ts';
import { isOnCard, monitorCards, monitorDetails, monitorRun } from './monitor-users.ts';

export interface NotedCall {
  readonly name: keyof MonitorClient;
  readonly with: readonly unknown[];
}

export interface FakeRelay {
  readonly client: MonitorClient;
  readonly options: RelayOptions;
  readonly administration: FakeAdministration;
  readonly calls: NotedCall[];
  rows: UserRow[];
  /** null: answers; otherwise every call fails with it */
  failure: RelayError | null;
  /** errors by the name of the call, taken once */
  readonly failNext: Map<keyof MonitorClient, RelayError>;
  emit(event: MonitorEvent): void;
  /** ends the stream, and refuses it until `isStreamOpen` */
  isStreamOpen: boolean;
  dropStream(): void;
  /** state of every command from then on */
  readonly progressed: Map<string, CommandProgress>;
}

export function refusal(
  code: ProblemCode,
  status: number,
  facts: { detail?: string; errors?: { pointer: string; detail: string }[] } = {},
): RelayError {
  const problem = { type: 'about:blank', title: code, status, code, requestId: 'request-1', ...facts };
  return new RelayError('refused', { status, problem });
}

const runCount = 31;
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function createFakeRelay(rows: UserRow[]): FakeRelay {
  const stream = createStream();
  const state = { rows, failure: null as RelayError | null };
  const calls: NotedCall[] = [];
  const failNext = new Map<keyof MonitorClient, RelayError>();
  const progressed = new Map<string, CommandProgress>();
  const sent = new Map<string, string>();

  /** Rejects as told, else answers what `act` makes. */
  async function call<T>(name: keyof MonitorClient, args: readonly unknown[], act: () => T): Promise<T> {
    calls.push({ name, with: args });
    await Promise.resolve();
    const failure = failNext.get(name) ?? state.failure;
    failNext.delete(name);
    if (failure) throw failure;
    return act();
  }

  const one = (id: string): UserRow => {
    const row = state.rows.find((user) => user.id === id);
    if (!row) throw refusal('not-found', 404);
    return row;
  };

  const administration = createFakeAdministration();
  const client: MonitorClient = {
    administration: administration.client,
    ...fakeUserCalls(call, {
      rows: () => state.rows,
      change: (row) => {
        state.rows = state.rows.map((known) => (known.id === row.id ? row : known));
      },
    }),
    cards: () => call('cards', [], () => monitorCards(state.rows)),
    users: (query) => call('users', [query], () => pageOf(state.rows, query)),
    user: (id) => call('user', [id], () => monitorDetails(one(id))),
    run: (id, number) =>
      call('run', [id, number], () => {
        if (number > runCount) throw refusal('not-found', 404);
        return monitorRun(number);
      }),
    errors: (id) =>
      call('errors', [id], () => ({
        items: monitorRun(1).failures.map((failure) => ({
          ...failure,
          since: one(id).lastStartAt ?? new Date(0).toISOString(),
          transactionNumber: 1,
        })),
      })),
    preview: (request) => call('preview', [request], () => previewOf(state.rows, request)),
    send: (request, key) =>
      call('send', [request, key], () => {
        const preview = previewOf(state.rows, request);
        const batchId = sent.get(key) ?? crypto.randomUUID();
        sent.set(key, batchId);
        progressed.set(batchId, {
          batchId,
          kind: request.kind,
          counts: { sent: preview.hits },
          runs: {},
          users: preview.hitUsers.map((user) => ({ ...user, state: 'sent', reason: null, run: null })),
          next: null,
        });
        return { ...preview, batchId };
      }),
    progress: (batchId, query) =>
      call('progress', [batchId, query], () => {
        const progress = progressed.get(batchId);
        if (!progress) throw refusal('not-found', 404);
        return { ...progress, users: progress.users.slice(0, query?.limit ?? 200) };
      }),
    changeCredentials: (id, change) =>
      call('changeCredentials', [id, change], () => {
        const row = one(id);
        return { ...row, version: row.version + 1, email: change.email ?? row.email };
      }),
    clientVersions: () =>
      call('clientVersions', [], () => [
        ...new Set(state.rows.flatMap(({ clientVersion }) => clientVersion ?? [])),
      ]),
    addUsers: (request) =>
      call('addUsers', [request], () => {
        const refused = request.users.flatMap(({ email }, index) => {
          const other = state.rows.find((row) => row.email === email);
          return other ? [{ index, email, otherUser: other.displayName, same: 'email' as const }] : [];
        });
        const added = request.users.filter(({ email }) => !refused.some((one) => one.email === email));
        return { added: added.map(() => crypto.randomUUID()), refused };
      }),
    exportUrl: (request) => call('exportUrl', [request], () => 'https://localhost/api/v1/exports/once'),
  };

  return {
    client,
    administration,
    calls,
    failNext,
    progressed,
    options: { baseUrl: 'https://localhost', getToken: () => Promise.resolve('token'), fetch: stream.fetch },
    emit: stream.emit,
    dropStream: stream.drop,
    get rows() {
      return state.rows;
    },
    set rows(next) {
      state.rows = next;
    },
    get failure() {
      return state.failure;
    },
    set failure(next) {
      state.failure = next;
    },
    get isStreamOpen() {
      return stream.isOpen();
    },
    set isStreamOpen(isOpen) {
      stream.setOpen(isOpen);
    },
  };
}

type Query = { readonly [Name in keyof UserQuery]?: UserQuery[Name] | undefined };

function pageOf(rows: readonly UserRow[], query: Query) {
  const { card = 'failed', q = '', cause, runner, version, sort, direction, after, limit = 50 } = query;
  const matches = rows
    .filter((row) => isOnCard(row, card))
    .filter((row) => fold(`${row.displayName} ${row.email} ${row.salesUserName ?? ''}`).includes(fold(q)))
    .filter((row) => cause === undefined || row.cause === cause)
    .filter((row) => runner === undefined || (row.runner ?? 'none') === runner)
    .filter((row) => version === undefined || row.clientVersion === version);
  if (sort === 'name' || (sort === undefined && card === 'all'))
    matches.sort((a, b) => (fold(a.displayName) < fold(b.displayName) ? -1 : 1));
  if (direction === 'desc' && sort === 'name') matches.reverse();
  const from = Number(after ?? 0);
  return {
    items: matches.slice(from, from + limit),
    next: from + limit < matches.length ? String(from + limit) : null,
    total: matches.length,
    isCut: false,
    isSortTooWide: false,
  };
}

function previewOf(rows: readonly UserRow[], { kind, selection }: CommandRequest) {
  const chosen =
    selection.by === 'ids'
      ? rows.filter(({ id }) => selection.ids.includes(id))
      : pageOf(rows, { ...selection, limit: rows.length }).items.filter(
          ({ id }) => !selection.except.includes(id),
        );
  const reasonOf = (row: UserRow): RefusalReason | null => {
    if (kind === 'disable' && !row.isSyncEnabled && row.disabledBy !== 'user') return 'already-disabled';
    if ((kind === 'sync-now' || kind === 'full-sync') && row.pausedAt !== null) return 'paused';
    if (kind === 'enable' && row.isSyncEnabled) return row.pausedAt === null ? 'not-disabled' : 'paused';
    if (kind === 'enable' && row.disabledBy === 'user') return 'switched-off-by-user';
    if (kind === 'suspend' && !row.running) return 'not-running';
    return null;
  };
  const hit = chosen.filter((row) => reasonOf(row) === null);
  const skipped = chosen.flatMap((row) => {
    const reason = reasonOf(row);
    return reason === null ? [] : [{ userId: row.id, displayName: row.displayName, reason }];
  });
  return {
    kind,
    hits: hit.length,
    skips: skipped.length,
    hitUsers: hit.slice(0, 200).map(({ id, displayName }) => ({ userId: id, displayName })),
    skippedUsers: skipped.slice(0, 200),
    queued: kind === 'sync-now' ? hit.filter(({ runner }) => runner === null).length : 0,
    stayOff: kind === 'enable' ? hit.filter(({ pausedAt }) => pausedAt !== null).length : 0,
    mails: 0,
  };
}

/** A fetch that answers with an event stream which stays open. */
function createStream() {
  const encoder = new TextEncoder();
  let isOpen = true;
  let current: ReadableStreamDefaultController<Uint8Array> | null = null;
  const fetchStream: typeof fetch = async (_, init) => {
    if (!isOpen) return new Response('{}', { status: 503, headers: { 'content-type': problemMediaType } });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        current = controller;
        init?.signal?.addEventListener('abort', () => {
          if (current === controller) current = null;
        });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return {
    fetch: fetchStream,
    emit: (event: MonitorEvent): void => {
      current?.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
    },
    drop: (): void => {
      isOpen = false;
      current?.close();
      current = null;
    },
    isOpen: () => isOpen,
    setOpen: (next: boolean): void => {
      isOpen = next;
    },
  };
}
