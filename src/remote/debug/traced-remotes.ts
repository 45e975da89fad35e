// Connectors that note their calls in a debug log: name, duration, counts, codes. Arguments and answers are only counted,
// never read, so that nothing of a record can get in.

import { debugCalls, type DebugCall } from '../../contract/debug-logs.ts';
import { isSyncError } from '../../sync/model/error.ts';
import { recordKinds, type RecordKind } from '../../sync/model/record.ts';
import type { WriteOutcome } from '../../sync/model/write.ts';
import type { MicrosoftRemote, Remote, SalesRemote } from '../../sync/ports/remote.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { DebugCollector } from './debug-collector.ts';

export interface TracedRemotes {
  readonly microsoft: MicrosoftRemote;
  readonly sales: SalesRemote;
}

export function tracedRemotes(
  remotes: TracedRemotes,
  collector: DebugCollector,
  clock: Clock,
): TracedRemotes {
  return {
    microsoft: traced(remotes.microsoft, collector, clock),
    sales: traced(remotes.sales, collector, clock),
  };
}

const callNames: ReadonlySet<string> = new Set(debugCalls);

function isCall(name: string | symbol): name is DebugCall {
  return typeof name === 'string' && callNames.has(name);
}

function traced<T extends Remote>(remote: T, collector: DebugCollector, clock: Clock): T {
  return new Proxy(remote, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (!isCall(name) || typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, args);
        if (!collector.isOn() || !(answer instanceof Promise)) return answer;
        return noted({ remote: target, collector, clock, call: name, args }, answer);
      };
    },
  });
}

interface Noting {
  readonly remote: Remote;
  readonly collector: DebugCollector;
  readonly clock: Clock;
  readonly call: DebugCall;
  readonly args: readonly unknown[];
}

async function noted(noting: Noting, answer: Promise<unknown>): Promise<unknown> {
  const { remote, collector, clock, call, args } = noting;
  const startMs = clock.nowMs();
  const before = remote.meter();
  const add = (
    items: number,
    result: string,
    facts: { status: number | null; writes: WriteCounts },
  ): void => {
    const after = remote.meter();
    collector.add({
      type: 'call',
      side: remote.side,
      call,
      kind: kindOf(args[0]),
      durationMs: Math.max(0, Math.round(clock.nowMs() - startMs)),
      items,
      requests: Math.max(0, after.requests - before.requests),
      throttledMs: Math.max(0, Math.round(after.throttledMs - before.throttledMs)),
      result,
      ...facts,
    });
  };
  try {
    const value = await answer;
    add(sizeOf(value), 'ok', { status: null, writes: call === 'write' ? countOutcomes(value) : null });
    return value;
  } catch (error) {
    const isOurs = isSyncError(error);
    add(0, isOurs ? error.code : 'unknown', {
      status: isOurs ? (error.facts.status ?? null) : null,
      writes: null,
    });
    throw error;
  }
}

type WriteCounts = Partial<Record<WriteOutcome['result'], number>> | null;

function countOutcomes(value: unknown): WriteCounts {
  if (!Array.isArray(value)) return null;
  const counts: Partial<Record<WriteOutcome['result'], number>> = {};
  for (const { result } of value as readonly WriteOutcome[]) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null && 'changes' in value && Array.isArray(value.changes))
    return value.changes.length;
  return 0;
}

function kindOf(value: unknown): RecordKind | null {
  const isObject = typeof value === 'object' && value !== null;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const named: unknown =
    isObject && typeof first === 'object' && first !== null && 'kind' in first ? first.kind : value;
  return recordKinds.find((kind) => kind === named) ?? null;
}
