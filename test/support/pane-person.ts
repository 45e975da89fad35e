// A person in the pane without services: sign-ins as told, a relay that keeps one row of this user, values in a map.

import type { ProblemCode } from '../../src/contract/problem.ts';
import type { Me, SignUp } from '../../src/contract/runner-calls.ts';
import type { RunMessage } from '../../src/contract/runs.ts';
import type { UserKindSettings } from '../../src/contract/settings.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import type { RunnerClient } from '../../src/remote/relay/runner-client.ts';
import type { PaneValues } from '../../src/store/dexie/pane-values.ts';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { createPerson, type Person, type PersonParts } from '../../src/taskpane/session/signed-in-person.ts';
import { createSnapshotStore } from '../../src/taskpane/session/snapshot-store.ts';
import { sampleMe } from './pane-samples.ts';

export const ownChoice: UserKindSettings = {
  kind: 'contact',
  isOn: true,
  savedSearch: '300101',
  savedSearchName: 'Contacts in Iberia',
  policy: 'ask-user',
  setBy: 'user',
};

export function refusal(status: number, code: ProblemCode, more: { retryAfterMs?: number } = {}): RelayError {
  const problem = { type: 'about:blank', title: code, status, code, requestId: 'r1', ...more };
  return new RelayError('refused', { status, problem });
}

function valuesInMap(): PaneValues {
  const rows = new Map<string, unknown>();
  return {
    get: (name) => Promise.resolve(rows.get(name)),
    put: (name, value) => {
      rows.set(name, value);
      return Promise.resolve();
    },
    putFirst: (name, value) => {
      if (!rows.has(name)) rows.set(name, value);
      return Promise.resolve(rows.get(name));
    },
    remove: (name) => {
      rows.delete(name);
      return Promise.resolve();
    },
  };
}

/**
 * The relay as one user's runner sees it: sign-ups, settings and reports are kept, the lease is another runner's for
 * 42 s, every other call fails the test.
 */
interface OneRowRelay {
  readonly client: RunnerClient;
  readonly signUps: readonly SignUp[];
  readonly reports: readonly RunMessage[];
  row(): Me | null;
  change(change: Partial<Me>): void;
  /** as an administrator does: only an interactive sign-in makes a row again, a new one without any choice */
  deleteUser(): void;
  /** the next call of this kind ends with that */
  failNext(call: 'signUp' | 'putSettings' | 'putRun', error: Error): void;
}

export const leaseWaitMs = 42_000;
/** what the row says of every pause */
export const pausedAt = '2026-11-22T09:00:00.000Z';

export function oneRowRelay(): OneRowRelay {
  let row: Me | null = null;
  let rowsMade = 0;
  const signUps: SignUp[] = [];
  const reports: RunMessage[] = [];
  const failures = new Map<string, Error>();
  const failed = (call: string): Error | null => {
    const error = failures.get(call) ?? null;
    failures.delete(call);
    return error;
  };
  const unexpected = (): never => {
    throw new Error('a call to the relay that the test did not expect');
  };
  return {
    signUps,
    reports,
    row: () => row,
    change: (change) => {
      row = row && { ...row, ...change };
    },
    deleteUser: () => {
      row = null;
    },
    failNext: (call, error) => failures.set(call, error),
    client: {
      signUp: (request) => {
        signUps.push(request);
        const error = failed('signUp');
        if (error) return Promise.reject(error);
        if (!row && rowsMade > 0 && !request.interactive) return Promise.reject(refusal(410, 'user-deleted'));
        if (!row) {
          rowsMade += 1;
          const userId = `11111111-1111-4111-8111-${String(rowsMade).padStart(12, '0')}`;
          row = { ...sampleMe, userId, settings: null };
        }
        const { isPaused } = request;
        if (isPaused !== null) row = { ...row, pausedAt: isPaused ? pausedAt : null };
        return Promise.resolve(row);
      },
      putSettings: (settings) => {
        const error = failed('putSettings');
        if (error) return Promise.reject(error);
        row = row && { ...row, settings };
        return Promise.resolve(settings);
      },
      me: unexpected,
      putRun: (_runId, message) => {
        const error = failed('putRun');
        if (error) return Promise.reject(error);
        reports.push(message);
        return Promise.resolve({ transactionNumber: reports.length, ignored: false });
      },
      acquireLease: () => Promise.reject(refusal(409, 'lease-refused', { retryAfterMs: leaseWaitMs })),
      releaseLease: unexpected,
      commands: unexpected,
      answerCommand: unexpected,
      releases: unexpected,
      changeReleases: unexpected,
      putDebugChunk: unexpected,
    },
  };
}

const nowhere: PersonParts['configuration'] = {
  buildId: 'test',
  isSandbox: true,
  microsoft: {
    clientId: 'client',
    authority: 'https://identity.test/microsoft',
    knownAuthorities: ['identity.test'],
    protocol: 'OIDC',
    graphBaseUrl: 'https://graph.test/v1.0',
    graphScopes: ['contacts'],
    relayScopes: ['relay'],
  },
  sales: {
    clientId: 'client',
    issuer: 'https://identity.test/sales',
    scope: 'consumer',
    baseUrl: 'https://sales.test',
    frameworkVersion: 9,
    signInDays: null,
  },
};

/** Both sign-ins work and both services are away: what a screen or a loop asks of a person needs neither. */
export function personAt(relay: OneRowRelay, values = valuesInMap()): Promise<Person> {
  const owner = { instance: sampleMe.instanceId, tenant: sampleMe.tenantId, user: 'oid-of-ana' };
  const token = () => Promise.resolve('token');
  const parts: PersonParts = {
    account: { tenantId: owner.tenant, oid: owner.user, name: 'Ana Ruiz', email: sampleMe.email },
    configuration: nowhere,
    microsoft: {
      account: () => parts.account,
      isFresh: false,
      signIn: () => Promise.resolve(),
      token,
      tokenWithEnd: async () => ({ token: await token(), expiresAtMs: Number.MAX_SAFE_INTEGER }),
    },
    sales: {
      isSignedIn: () => Promise.resolve(true),
      userName: () => sampleMe.salesUserName,
      signIn: () => Promise.resolve(),
      token,
      term: () => Promise.resolve(null),
      forget: () => Promise.resolve(),
    },
    runner: relay.client,
    memory: {
      owner,
      values,
      secrets: {
        get: () => Promise.resolve(null),
        put: () => Promise.resolve(),
        remove: () => Promise.resolve(),
      },
      store: createMemorySyncStore(),
      close: () => undefined,
    },
    snapshots: createSnapshotStore(),
  };
  return createPerson(parts);
}
