// Hears of committed changes of every process and hands them to this process's subscribers of that tenant. A lost
// notification only delays: after a reconnect everything since the last known change is read from the table.

import { z } from 'zod';
import type { SqlDatabase } from '../../database/sql-database.ts';
import { changesAfter, changesChannel } from '../queries/changes.ts';
import type { Change } from '../queries/changes.ts';
import type { TenantSql } from '../tenant-sql.ts';

export interface ChangeFeed {
  /** Answers the function that unsubscribes. */
  subscribe(tenantId: string, onChange: (change: Change) => void): () => void;
  close(): Promise<void>;
}

interface Parts {
  readonly database: SqlDatabase;
  readonly sql: TenantSql;
  onError(error: unknown): void;
}

const ids = z.array(z.string());
const content = z.object({
  users: ids.optional(),
  removed: ids.optional(),
  batches: ids.optional(),
  commandsFor: z.union([ids, z.literal('everybody')]).optional(),
  reload: z.literal(true).optional(),
  me: z.union([ids, z.literal('everybody')]).optional(),
});
const notification = z.array(
  z.object({
    sequence: z.int(),
    tenantId: z.string(),
    atMs: z.int().optional(),
    what: content.optional(),
  }),
);

/** Transactions of several processes may commit in another order than their numbers: look this far behind. */
export const lookBehind = 100;
const catchUpLimit = 5_000;

export async function createChangeFeed({ database, sql, onError }: Parts): Promise<ChangeFeed> {
  const tenants = new Map<string, { readonly subscribers: Set<(change: Change) => void>; last: number }>();

  function deliver(change: Change): void {
    const tenant = tenants.get(change.tenantId);
    if (tenant === undefined) return;
    tenant.last = Math.max(tenant.last, change.sequence);
    for (const subscriber of tenant.subscribers) subscriber(change);
  }

  async function catchUp(tenantId: string, after: number): Promise<void> {
    const position = { sequence: after, limit: catchUpLimit };
    for (const change of await sql.read(tenantId, (read) => changesAfter(read, tenantId, position)))
      deliver(change);
  }

  function hear(payload: string): void {
    for (const { sequence, tenantId, atMs, what } of notification.parse(JSON.parse(payload))) {
      if (!tenants.has(tenantId)) continue;
      if (what !== undefined && atMs !== undefined) deliver({ sequence, tenantId, atMs, what });
      else catchUp(tenantId, sequence - 1).catch(onError);
    }
  }

  const stop = await database.listen(changesChannel, {
    onPayload(payload) {
      try {
        hear(payload);
      } catch (error) {
        onError(error);
      }
    },
    onResume() {
      for (const [tenantId, { last }] of tenants) catchUp(tenantId, last - lookBehind).catch(onError);
    },
  });

  return {
    subscribe(tenantId, onChange) {
      const tenant = tenants.get(tenantId) ?? { subscribers: new Set(), last: 0 };
      tenants.set(tenantId, tenant);
      tenant.subscribers.add(onChange);
      return () => {
        tenant.subscribers.delete(onChange);
        // Whoever unsubscribes twice may meet those who came since.
        if (tenant.subscribers.size === 0 && tenants.get(tenantId) === tenant) tenants.delete(tenantId);
      };
    },
    close: stop,
  };
}
