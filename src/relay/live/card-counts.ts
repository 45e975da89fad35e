// Counts of the cards per tenant, read at most once per `maxAgeMs` however many monitors look: counting visits every user.

import { setTimeout as wait } from 'node:timers/promises';
import type { Cards } from '../../contract/users.ts';
import { readCards } from '../queries/users/cards.ts';
import type { TenantSql } from '../tenant-sql.ts';

export interface CardCounts {
  /** At most `maxAgeMs` old. */
  read(tenantId: string): Promise<Cards>;
  /** Counted after this call began, so with every change committed before it; waits until the last count is old enough. */
  readNew(tenantId: string): Promise<Cards>;
}

interface Parts {
  readonly sql: TenantSql;
  readonly clock: () => number;
  readonly maxAgeMs: number;
}

interface Count {
  /** by the monotonic clock of this process */
  readonly startedMs: number;
  readonly cards: Promise<Cards>;
}

export function createCardCounts({ sql, clock, maxAgeMs }: Parts): CardCounts {
  const last = new Map<string, Count>();
  const next = new Map<string, Promise<Cards>>();

  function count(tenantId: string): Promise<Cards> {
    const cards = sql.read(tenantId, (transaction) => readCards(transaction, tenantId, clock()));
    last.set(tenantId, { startedMs: performance.now(), cards });
    cards.catch(() => last.delete(tenantId));
    return cards;
  }

  async function countLater(tenantId: string): Promise<Cards> {
    const dueMs = (last.get(tenantId)?.startedMs ?? -Infinity) + maxAgeMs;
    await wait(Math.max(dueMs - performance.now(), 0), undefined, { ref: false });
    next.delete(tenantId);
    return count(tenantId);
  }

  return {
    read(tenantId) {
      const known = last.get(tenantId);
      return known !== undefined && performance.now() - known.startedMs < maxAgeMs
        ? known.cards
        : count(tenantId);
    },
    readNew(tenantId) {
      const waiting = next.get(tenantId) ?? countLater(tenantId);
      next.set(tenantId, waiting);
      return waiting;
    },
  };
}
