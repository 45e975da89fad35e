import { describe, expect, it } from '@jest/globals';
import { debugChunk, type DebugChunk, type DebugEntry } from '../../src/contract/debug-logs.ts';
import { createDebugCollector } from '../../src/remote/debug/debug-collector.ts';
import { tracedRemotes } from '../../src/remote/debug/traced-remotes.ts';
import { SyncError } from '../../src/sync/model/error.ts';
import type { MicrosoftRemote, SalesRemote } from '../../src/sync/ports/remote.ts';

const logId = '00000000-0000-4000-8000-00000000000a';
const secret = 'Zebrawood Industries';

function rig({ isFull = false, failures = 0 } = {}) {
  const chunks: DebugChunk[] = [];
  const clock = { now: 1_000, nowMs: () => clock.now, sleep: () => Promise.resolve(), chance: () => 0 };
  let left = failures;
  const collector = createDebugCollector({
    clock,
    put: (_, chunk) => {
      chunks.push(debugChunk.parse(chunk));
      if (left > 0) {
        left -= 1;
        return Promise.reject(new Error('away'));
      }
      return Promise.resolve({ isFull });
    },
  });
  const turnOn = async (): Promise<void> => {
    collector.follow({ id: logId, endsAt: new Date(60_000).toISOString() });
    await collector.flush();
  };
  return { chunks, clock, collector, turnOn };
}

const progress = { type: 'progress', phase: 'reading', kind: 'contact', done: 1, total: 2 } as const;
const entriesOf = (chunks: readonly DebugChunk[]): DebugEntry[] => chunks.flatMap(({ entries }) => entries);

describe('a debug collector', () => {
  it('collects nothing unless it is on, and nothing after the end', async () => {
    const { chunks, clock, collector, turnOn } = rig();
    collector.add(progress);
    await turnOn();
    collector.add(progress);
    clock.now = 61_000;
    collector.add(progress);
    await collector.flush();
    expect(entriesOf(chunks)).toHaveLength(1);
    expect(collector.isOn()).toBe(false);
  });

  it('sends the very same chunk again after a failure', async () => {
    const { chunks, collector, turnOn } = rig({ failures: 1 });
    await turnOn();
    collector.add(progress);
    await collector.flush();
    collector.add(progress);
    await collector.flush();
    expect(chunks).toHaveLength(3);
    expect(chunks[1]).toEqual(chunks[0]);
    expect(chunks[2]?.sequence).not.toBe(chunks[0]?.sequence);
  });

  it('stops when the log is full, and when the relay says there is none', async () => {
    const full = rig({ isFull: true });
    await full.turnOn();
    full.collector.add(progress);
    await full.collector.flush();
    expect(full.collector.isOn()).toBe(false);
    const stopped = rig();
    await stopped.turnOn();
    stopped.collector.follow(null);
    await stopped.collector.flush();
    await Promise.resolve();
    expect(stopped.collector.isOn()).toBe(false);
  });
});

describe('connectors with a debug log', () => {
  const meter = () => ({ requests: 3, busyMs: 0, throttledMs: 0 });
  const remotes = {
    microsoft: { side: 'microsoft', meter } as unknown as MicrosoftRemote,
    sales: {
      side: 'sales',
      meter,
      batchSize: 7,
      savedSearches: () => Promise.resolve([{ name: secret }]),
      write: () => Promise.resolve([{ result: 'written', record: { title: secret } }, { result: 'unknown' }]),
      members: () => Promise.reject(new SyncError('access-denied', { status: 403, requestId: secret })),
      read: () => Promise.reject(new Error(secret)),
    } as unknown as SalesRemote,
  };

  it('note names, counts and codes of calls, and nothing of what went through them', async () => {
    const { chunks, clock, collector, turnOn } = rig();
    await turnOn();
    const { sales } = tracedRemotes(remotes, collector, clock);
    const signal = new AbortController().signal;
    expect(sales.batchSize).toBe(7);
    await sales.savedSearches('contact', signal);
    await sales.write([{ kind: 'contact', units: { notes: secret } }] as never, signal);
    await expect(sales.members('contact', secret as never, signal)).rejects.toThrow('access-denied');
    await expect(sales.read('contact', [{ id: secret, address: null }] as never, signal)).rejects.toThrow();
    await collector.flush();
    const calls = entriesOf(chunks).flatMap((entry) => (entry.type === 'call' ? [entry] : []));
    expect(
      calls.map(({ call, items, result, status, writes }) => [call, items, result, status, writes]),
    ).toEqual([
      ['savedSearches', 1, 'ok', null, null],
      ['write', 2, 'ok', null, { written: 1, unknown: 1 }],
      ['members', 0, 'access-denied', 403, null],
      ['read', 0, 'unknown', null, null],
    ]);
    expect(calls.map(({ kind }) => kind)).toEqual(['contact', 'contact', 'contact', 'contact']);
    expect(JSON.stringify(chunks)).not.toContain('Zebrawood');
  });
});
