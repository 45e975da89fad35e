// Collects entries of a debug log while one is on, and hands them in by chunks. What cannot be handed in waits in memory,
// up to a bound; a debug log never disturbs a run.

import {
  debugLimits,
  type ActiveDebugLog,
  type DebugChunk,
  type DebugChunkAnswer,
  type DebugEntry,
} from '../../contract/debug-logs.ts';
import { toInstant } from '../../contract/wire.ts';
import type { Clock } from '../../sync/ports/clock.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;
export type NewDebugEntry = WithoutTime<DebugEntry>;

export interface DebugCollector {
  /** what the relay said last; null stops the collecting */
  follow(log: ActiveDebugLog | null): void;
  isOn(): boolean;
  add(entry: NewDebugEntry): void;
  /** hands in what waits; never rejects */
  flush(): Promise<void>;
}

export interface CollectorParts {
  readonly clock: Clock;
  put(logId: string, chunk: DebugChunk): Promise<DebugChunkAnswer>;
}

/** about 2 MB of memory */
const mostWaiting = 5_000;

export function createDebugCollector({ clock, put }: CollectorParts): DebugCollector {
  const source = crypto.randomUUID();
  let log: ActiveDebugLog | null = null;
  let isFull = false;
  let waiting: DebugEntry[] = [];
  /** a chunk on its way stays as it is until it is answered: sent again it must be the same */
  let chunk: DebugChunk | null = null;
  let dropped = 0;
  let sequence = 0;
  let sending: Promise<void> = Promise.resolve();

  const isOn = (): boolean => log !== null && !isFull && Date.parse(log.endsAt) > clock.nowMs();
  const add = (entry: NewDebugEntry): void => {
    if (!isOn()) return;
    const whole = { ...entry, at: toInstant(clock.nowMs()) };
    if (waiting.length < mostWaiting) waiting.push(whole);
    else dropped += 1;
    if (waiting.length === debugLimits.entriesPerChunk) void flush();
  };
  const nextChunk = (): DebugChunk => {
    const entries = waiting.slice(0, debugLimits.entriesPerChunk);
    waiting = waiting.slice(entries.length);
    sequence += 1;
    return { source, sequence, entries };
  };
  const send = async (): Promise<void> => {
    if (log === null) return;
    const { id } = log;
    if (dropped > 0) {
      waiting.push({ type: 'dropped', at: toInstant(clock.nowMs()), entries: dropped });
      dropped = 0;
    }
    while (chunk !== null || waiting.length > 0) {
      chunk ??= nextChunk();
      const { isFull: isEnough } = await put(id, chunk);
      chunk = null;
      isFull = isEnough;
      if (isFull) waiting = [];
    }
  };
  const flush = (): Promise<void> => {
    sending = sending.then(send).catch(() => undefined);
    return sending;
  };
  return {
    follow: (next) => {
      if (next?.id === log?.id) {
        log = next ?? log;
        return;
      }
      // What was collected for a log that was stopped may still be handed in: the relay takes it for some minutes.
      void flush().then(() => {
        waiting = [];
        chunk = null;
        dropped = 0;
        isFull = false;
        log = next;
      });
    },
    isOn,
    add,
    flush,
  };
}
