// The Monitor's calls about one user beyond the row, and about causes.

import {
  causeGroups,
  runDays,
  type CauseGroups,
  type DayQuery,
  type RunDays,
  type RunQuery,
} from '../../contract/administration.ts';
import { debugLink, debugLog, debugLogs, type DebugLog, type DebugLogs } from '../../contract/debug-logs.ts';
import { runPage, type RunPage } from '../../contract/runs.ts';
import { errorsDismissed, type ErrorDismissal, type ErrorsDismissed } from '../../contract/users.ts';
import type { RelayCall } from './relay-call.ts';
import { search, withSignal } from './query.ts';

export interface UserCalls {
  causes(signal?: AbortSignal): Promise<CauseGroups>;
  /** Transaction History, filtered by result and time */
  history(id: string, query: Partial<RunQuery>, signal?: AbortSignal): Promise<RunPage>;
  days(id: string, query: DayQuery, signal?: AbortSignal): Promise<RunDays>;
  dismissErrors(id: string, what: ErrorDismissal): Promise<ErrorsDismissed>;
  debugLogs(id: string, signal?: AbortSignal): Promise<DebugLogs>;
  startDebugLog(id: string, minutes: number): Promise<DebugLog>;
  stopDebugLog(id: string, logId: string): Promise<DebugLog>;
  /** absolute URL of a single-use download, valid for 60 s */
  debugLogUrl(id: string, logId: string): Promise<string>;
}

export function createUserCalls(call: RelayCall, baseUrl: string): UserCalls {
  const user = (id: string): string => `/users/${encodeURIComponent(id)}`;
  return {
    causes: (signal) => call({ path: '/causes', answer: causeGroups, ...withSignal(signal) }),
    history: (id, query, signal) =>
      call({ path: `${user(id)}/runs?${search(query)}`, answer: runPage, ...withSignal(signal) }),
    days: (id, query, signal) =>
      call({ path: `${user(id)}/days?${search(query)}`, answer: runDays, ...withSignal(signal) }),
    dismissErrors: (id, body) =>
      call({ method: 'POST', path: `${user(id)}/errors/dismissals`, body, answer: errorsDismissed }),
    debugLogs: (id, signal) =>
      call({ path: `${user(id)}/debug-logs`, answer: debugLogs, ...withSignal(signal) }),
    startDebugLog: (id, minutes) =>
      call({ method: 'POST', path: `${user(id)}/debug-logs`, body: { minutes }, answer: debugLog }),
    stopDebugLog: (id, logId) =>
      call({ method: 'POST', path: `${user(id)}/debug-logs/${logId}/stop`, body: {}, answer: debugLog }),
    debugLogUrl: async (id, logId) => {
      const path = `${user(id)}/debug-logs/${logId}/links`;
      const { url } = await call({ method: 'POST', path, body: {}, answer: debugLink });
      return new URL(url, baseUrl).href;
    },
  };
}
