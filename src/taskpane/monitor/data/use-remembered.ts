// First paint from this browser's memory, and what is shown goes back into it. What another build stored is checked like
// any answer: a shape that does not fit counts as nothing.

import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import { useMonitor } from './monitor-context.tsx';

interface Remembered<Stored, Shown> {
  readonly key: QueryKey;
  readonly schema: z.ZodType<Stored>;
  readonly shown: Shown | undefined;
  /** epoch ms of the answer that is shown */
  readonly atMs: number;
  toShown(stored: Stored): Shown;
  toStored(shown: Shown): Stored | null;
}

const calmMs = 1_000;

/** `schema`, `toShown` and `toStored` must be the same at every render. */
export function useRemembered<Stored, Shown>(options: Remembered<Stored, Shown>): void {
  const { cache } = useMonitor();
  const client = useQueryClient();
  const { key, schema, shown, atMs, toShown, toStored } = options;
  const name = JSON.stringify(key);
  useEffect(() => {
    const queryKey = JSON.parse(name) as QueryKey;
    if (client.getQueryData(queryKey) !== undefined) return;
    void cache.get(name).then((document) => {
      const stored = schema.safeParse(document?.value);
      if (!document || !stored.success || client.getQueryData(queryKey) !== undefined) return;
      client.setQueryData(queryKey, toShown(stored.data), { updatedAt: document.storedAtMs });
    });
  }, [cache, client, name, schema, toShown]);
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setTimeout(() => {
      const stored = toStored(shown);
      if (stored !== null) void cache.put(name, stored, atMs);
    }, calmMs);
    return () => {
      clearTimeout(timer);
    };
  }, [cache, name, shown, atMs, toStored]);
}
