// Names of what is kept in memory. The list's name holds everything that changes which rows come, and nothing else.

import type { View } from './view.ts';

export const queryKeys = {
  cards: ['cards'],
  anyUsers: ['users'],
  users: ({ card, q, cause, sort, direction }: View) => ['users', { card, q, cause, sort, direction }],
  removed: ['removed'],
  user: (id: string) => ['user', id],
  runs: (id: string) => ['runs', id],
  run: (id: string, transactionNumber: number) => ['run', id, transactionNumber],
  errors: (id: string) => ['errors', id],
  progress: (batchId: string) => ['progress', batchId],
} as const;
