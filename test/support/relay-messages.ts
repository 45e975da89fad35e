// Builders for what runners say. Each is a valid message that a test changes where it matters.

import type { Authorization } from '../../src/contract/authorization.ts';
import type { SignUp } from '../../src/contract/runner-calls.ts';
import type { RunMessage } from '../../src/contract/runs.ts';

type Start = Extract<RunMessage, { state: 'running' }>;
type Finish = Extract<RunMessage, { state: 'finished' }>;
export type Failure = Finish['failures'][number];

export const activeAuthorization: Authorization = {
  state: 'active',
  since: '2026-11-20T08:00:00.000Z',
  endsAt: null,
  cause: null,
};

export function signUpBody(changes: Partial<SignUp> = {}): SignUp {
  return {
    runner: 'pane',
    clientVersion: '0.1.0',
    authorizations: { microsoft: activeAuthorization, sales: activeAuthorization },
    salesUserName: null,
    salesDisplayName: null,
    interactive: false,
    isPaused: null,
    ...changes,
  };
}

export function startMessage(startedMs: number, changes: Partial<Start> = {}): Start {
  return {
    state: 'running',
    sequence: 0,
    trigger: 'schedule',
    mode: 'routine',
    runner: 'pane',
    clientVersion: '0.1.0',
    startedAt: new Date(startedMs).toISOString(),
    progress: null,
    ...changes,
  };
}

export function finishMessage(startedMs: number, changes: Partial<Finish> = {}): Finish {
  return {
    state: 'finished',
    sequence: 100,
    trigger: 'schedule',
    mode: 'routine',
    runner: 'pane',
    clientVersion: '0.1.0',
    startedAt: new Date(startedMs).toISOString(),
    finishedAt: new Date(startedMs + 1_000).toISOString(),
    lease: null,
    outcome: 'succeeded',
    cause: null,
    causeSide: null,
    suspendedBy: null,
    durations: { totalMs: 1_000, microsoftMs: 500, salesMs: 300, internalMs: 200 },
    kinds: {
      contact: {
        microsoft: { created: 1, updated: 2, deleted: 0 },
        sales: { created: 0, updated: 1, deleted: 0 },
        inSync: 40,
        excluded: { 'no-category': 2 },
        failing: 0,
        contested: 0,
        planned: 0,
      },
    },
    failures: [],
    requests: { microsoft: 4, sales: 3 },
    throttledMs: 0,
    counted: true,
    oldestWaitingAt: null,
    holds: 0,
    stillFailing: null,
    nextRunAt: null,
    ...changes,
  };
}

export function failure(recordKey: string, changes: Partial<Failure> = {}): Failure {
  return {
    kind: 'contact',
    recordKey,
    side: 'sales',
    operation: 'update',
    cause: 'field-rejected',
    attribute: 'EmailAddress',
    status: 400,
    requestId: 'req-1',
    ...changes,
  };
}
