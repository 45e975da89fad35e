// Refuses a bare query inside an open transaction: with one connection (embedded) it would wait for itself for ever,
// with a pool it would silently read outside of the transaction.

import { AsyncLocalStorage } from 'node:async_hooks';

export interface TransactionGuard {
  /** Throws when the caller runs inside `enter`. */
  check(): void;
  enter<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createTransactionGuard(): TransactionGuard {
  const inside = new AsyncLocalStorage<{ isOpen: boolean }>();
  return {
    check() {
      if (inside.getStore()?.isOpen === true)
        throw new Error('inside a transaction only the transaction itself may be used');
    },
    async enter(work) {
      const state = { isOpen: true };
      try {
        return await inside.run(state, work);
      } finally {
        state.isOpen = false;
      }
    },
  };
}
