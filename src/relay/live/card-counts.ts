// Counts of the cards per tenant, read at most once per second however many monitors look: counting visits every user.

import type { Cards } from '../../contract/users.ts';
import { readCards } from '../queries/users/cards.ts';
import type { TenantSql } from '../tenant-sql.ts';

export interface CardCounts {
  /** At most `maxAgeMs` old. */
  read(tenantId: string): Promise<Cards>;
}

interface Parts {
  readonly sql: TenantSql;
  readonly clock: () => number;
  readonly maxAgeMs: number;
}

export function createCardCounts({ sql, clock, maxAgeMs }: Parts): CardCounts {
  const known = new Map<string, { readonly atMs: number; readonly cards: Promise<Cards> }>();
  return {
    read(tenantId) {
      const atMs = clock();
      const found = known.get(tenantId);
      if (found !== undefined && Math.abs(atMs - found.atMs) < maxAgeMs) return found.cards;
      const cards = sql.read(tenantId, (transaction) => readCards(transaction, tenantId, atMs));
      known.set(tenantId, { atMs, cards });
      cards.catch(() => known.delete(tenantId));
      return cards;
    },
  };
}
