// The relay as a runner sees it: its own row only.

import { runnerCommands, type CommandAnswer, type RunnerCommand } from '../../contract/commands.ts';
import { debugChunkAnswer, type DebugChunk, type DebugChunkAnswer } from '../../contract/debug-logs.ts';
import {
  leaseGrant,
  me,
  releases,
  type LeaseRequest,
  type Me,
  type SignUp,
  type WireLeaseGrant,
} from '../../contract/runner-calls.ts';
import { runAccepted, type RunAccepted, type RunMessage } from '../../contract/runs.ts';
import { userSettings, type UserSettings } from '../../contract/settings.ts';
import type { RelayCall } from './relay-call.ts';

export interface RunnerClient {
  /** creates or refreshes the roster entry; 410 `user-deleted` unless interactive */
  signUp(request: SignUp): Promise<Me>;
  me(): Promise<Me>;
  putSettings(settings: UserSettings): Promise<UserSettings>;
  putRun(runId: string, message: RunMessage): Promise<RunAccepted>;
  acquireLease(request: LeaseRequest, signal?: AbortSignal): Promise<WireLeaseGrant>;
  releaseLease(storeId: string): Promise<void>;
  commands(): Promise<readonly RunnerCommand[]>;
  answerCommand(id: string, answer: CommandAnswer): Promise<void>;
  releases(): Promise<readonly string[]>;
  changeReleases(added: readonly string[], removed: readonly string[]): Promise<void>;
  putDebugChunk(logId: string, chunk: DebugChunk): Promise<DebugChunkAnswer>;
}

export function createRunnerClient(call: RelayCall): RunnerClient {
  return {
    signUp: (body) => call({ method: 'PUT', path: '/me', body, answer: me }),
    me: () => call({ path: '/me', answer: me }),
    putSettings: (body) => call({ method: 'PUT', path: '/me/settings', body, answer: userSettings }),
    putRun: (runId, body) => call({ method: 'PUT', path: `/me/runs/${runId}`, body, answer: runAccepted }),
    acquireLease: (body, signal) =>
      call({ method: 'POST', path: '/me/lease', body, answer: leaseGrant, ...(signal ? { signal } : {}) }),
    releaseLease: (storeId) =>
      call<undefined>({
        method: 'DELETE',
        path: `/me/lease?storeId=${encodeURIComponent(storeId)}`,
        answer: null,
      }),
    commands: async () => (await call({ path: '/me/commands', answer: runnerCommands })).items,
    answerCommand: (id, body) =>
      call<undefined>({ method: 'PUT', path: `/me/commands/${id}`, body, answer: null }),
    putDebugChunk: (logId, body) =>
      call({ method: 'PUT', path: `/me/debug-logs/${logId}`, body, answer: debugChunkAnswer }),
    releases: async () => (await call({ path: '/me/releases', answer: releases })).keys,
    changeReleases: (added, removed) =>
      call<undefined>({ method: 'POST', path: '/me/releases', body: { added, removed }, answer: null }),
  };
}
