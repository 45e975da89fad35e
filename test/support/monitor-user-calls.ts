// The fake relay's answers about one user and about causes, by the rows it was given.

import { fromInstant, toInstant } from '../../src/contract/wire.ts';
import type { CauseGroup } from '../../src/contract/administration.ts';
import type { DebugLog } from '../../src/contract/debug-logs.ts';
import type { UserRow } from '../../src/contract/users.ts';
import type { UserCalls } from '../../src/remote/relay/user-calls.ts';
import { monitorNowMs, monitorRuns } from './monitor-users.ts';

const runCount = 31;
const dayMs = 86_400_000;

export type Note = <T>(name: keyof UserCalls, args: readonly unknown[], act: () => T) => Promise<T>;

export interface UserCallState {
  rows(): readonly UserRow[];
  change(row: UserRow): void;
}

export function fakeUserCalls(call: Note, state: UserCallState): UserCalls {
  const logs = new Map<string, DebugLog>();
  const logOf = (logId: string): DebugLog => {
    const log = logs.get(logId);
    if (!log) throw new Error('no such log');
    return log;
  };
  return {
    causes: () => call('causes', [], () => ({ items: causesOf(state.rows()), at: toInstant(monitorNowMs) })),
    history: (id, query) =>
      call('history', [id, query], () => {
        const runs = monitorRuns(runCount).filter(
          ({ outcome, startedAt }) =>
            (query.outcome === undefined || outcome === query.outcome) &&
            (query.from === undefined || startedAt >= query.from) &&
            (query.to === undefined || startedAt <= query.to),
        );
        const from = Number(query.after ?? 0);
        return {
          items: runs.slice(from, from + 10),
          next: from + 10 < runs.length ? String(from + 10) : null,
          total: runs.length,
        };
      }),
    days: (id, query) =>
      call('days', [id, query], () => ({
        items: Array.from({ length: query.days }, (_, at) => ({
          day: toInstant(monitorNowMs - (query.days - 1 - at) * dayMs).slice(0, 10),
          succeeded: 90 + at,
          partlyFailed: at % 3,
          failed: at % 7 === 0 ? 2 : 0,
          other: 1,
          averageMs: 12_000 + at * 100,
          longestMs: 40_000,
        })),
      })),
    dismissErrors: (id, what) =>
      call('dismissErrors', [id, what], () => {
        const row = state.rows().find((user) => user.id === id);
        const dismissed = 'all' in what ? (row?.openErrors ?? 0) : what.errors.length;
        if (row) state.change({ ...row, openErrors: row.openErrors - dismissed, version: row.version + 1 });
        return { dismissed };
      }),
    debugLogs: (id) => call('debugLogs', [id], () => ({ items: [...logs.values()] })),
    startDebugLog: (id, minutes) =>
      call('startDebugLog', [id, minutes], () => {
        const nowMs = Date.now();
        const log: DebugLog = {
          // one at a time: started again, it ends at another time
          id: [...logs.values()].find(({ isActive }) => isActive)?.id ?? crypto.randomUUID(),
          startedAt: toInstant(nowMs),
          startedBy: 'Adele Vance',
          endsAt: toInstant(nowMs + minutes * 60_000),
          isActive: true,
          entries: 3,
          lastEntryAt: toInstant(nowMs),
          keptUntil: toInstant(nowMs + 7 * dayMs),
        };
        logs.set(log.id, log);
        return log;
      }),
    stopDebugLog: (id, logId) =>
      call('stopDebugLog', [id, logId], () => {
        const log = logOf(logId);
        const stopped = { ...log, isActive: fromInstant(log.endsAt) < 0, endsAt: toInstant(Date.now()) };
        logs.set(logId, stopped);
        return stopped;
      }),
    debugLogUrl: (id, logId) =>
      call('debugLogUrl', [id, logId], () => 'https://localhost/api/v1/debug-logs/once'),
  };
}

function causesOf(rows: readonly UserRow[]): CauseGroup[] {
  const failing = rows.filter(
    ({ cause, outcome, isSyncEnabled }) => isSyncEnabled && cause !== null && outcome !== 'succeeded',
  );
  return [...new Set(failing.map(({ cause }) => cause ?? 'unknown'))]
    .map((cause) => {
      const users = failing.filter((row) => row.cause === cause);
      return {
        cause,
        users: users.length,
        failing: users.length,
        withErrors: users.filter(({ openErrors }) => openErrors > 0).length,
        trend: { day: users.length, dayBefore: 1, weekBefore: 0 },
      };
    })
    .sort((a, b) => b.users - a.users);
}
