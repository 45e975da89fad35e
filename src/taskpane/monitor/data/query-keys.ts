// Names of what is kept in memory. The list's name holds everything that changes which rows come, and nothing else.

import type { AuditFilter } from '../../../contract/administration.ts';
import type { View } from './view.ts';

export const queryKeys = {
  cards: ['cards'],
  anyUsers: ['users'],
  users: ({ columns: _, ...list }: View) => ['users', list],
  news: ({ columns: _, ...list }: View) => ['news', list],
  versions: ['versions'],
  causes: ['causes'],
  removed: ['removed'],
  user: (id: string) => ['user', id],
  runs: (id: string) => ['runs', id],
  run: (id: string, transactionNumber: number) => ['run', id, transactionNumber],
  errors: (id: string) => ['errors', id],
  days: (id: string) => ['days', id],
  debugLogs: (id: string) => ['debug-logs', id],
  settings: ['settings'],
  settingsHistory: ['settings', 'history'],
  notifications: ['notifications'],
  permission: ['permission'],
  audit: (filter: AuditFilter) => ['audit', filter],
  anyProgress: (batchId: string) => ['progress', batchId],
  progress: (batchId: string, limit: number) => ['progress', batchId, limit],
} as const;
