// What is shown comes first from this browser's memory, and goes back into it.

import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMonitor } from './monitor-context.tsx';
import { recall, type Recallable } from './recall.ts';

interface Remembered<Stored, Shown> extends Recallable<Stored, Shown> {
  readonly shown: Shown | undefined;
  /** epoch ms of the answer that is shown */
  readonly atMs: number;
  /** false: nothing is fetched from memory yet */
  readonly isWanted?: boolean;
  toStored(shown: Shown): Stored | null;
}

const calmMs = 1_000;

/** What is shown as it was answered. */
export const asIs = <Answer>(answer: Answer): Answer => answer;

/** `schema`, `toShown` and `toStored` must be the same at every render. */
export function useRemembered<Stored, Shown>(options: Remembered<Stored, Shown>): void {
  const { cache } = useMonitor();
  const queries = useQueryClient();
  const { key, schema, shown, atMs, isWanted = true, toShown, toStored } = options;
  const name = JSON.stringify(key);
  useEffect(() => {
    if (!isWanted) return;
    void recall({ queries, cache }, { key: JSON.parse(name) as QueryKey, schema, toShown });
  }, [cache, queries, name, isWanted, schema, toShown]);
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
