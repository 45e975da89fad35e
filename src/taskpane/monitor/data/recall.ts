// What this browser remembers of an answer, put where the screens look for it. What another build stored is checked like
// any answer: a shape that does not fit counts as nothing. An answer that came meanwhile is never replaced.

import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { z } from 'zod';
import type { MonitorCache } from '../../../store/dexie/monitor-cache.ts';

export interface Recallable<Stored, Shown> {
  readonly key: QueryKey;
  readonly schema: z.ZodType<Stored>;
  toShown(stored: Stored): Shown;
}

export async function recall<Stored, Shown>(
  { queries, cache }: { readonly queries: QueryClient; readonly cache: MonitorCache },
  { key, schema, toShown }: Recallable<Stored, Shown>,
): Promise<void> {
  if (queries.getQueryData(key) !== undefined) return;
  const document = await cache.get(JSON.stringify(key));
  const stored = schema.safeParse(document?.value);
  if (!document || !stored.success || queries.getQueryData(key) !== undefined) return;
  queries.setQueryData(key, toShown(stored.data), { updatedAt: document.storedAtMs });
}
