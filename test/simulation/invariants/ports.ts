// I27 the law of throttling at the port: batches of at most 20, and nothing is sent before a service asked for it. I31 a feed
// whose pages bring nothing new is left (F33).

import { isSyncError } from '../../../src/sync/model/error.ts';
import type { FeedPage } from '../../../src/sync/model/change.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { WriteOutcome } from '../../../src/sync/model/write.ts';
import type { IoKind } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';
import { violated, type Check } from './check.ts';

/** Empty pages with a next link are documented, a few dozen of them in a row are not. */
const barrenPages = 25;

/** What the reading of a feed that is under way has brought so far. */
interface Reading {
  readonly seen: Set<string>;
  barren: number;
}

export function portChecks(): Check {
  const readings = new Map<string, Reading>();
  /** virtual time before which a runner may not ask a side again */
  const notBefore = new Map<string, number>();
  return {
    asks({ runner, kind }, facts) {
      const side = sideOf(kind);
      const until = side === null ? undefined : notBefore.get(`${runner}:${side}`);
      // the gate itself takes 10 ms of virtual time
      if (until === undefined || facts.nowMs() >= until) return;
      violated('I27', `${kind} ${String(until - facts.nowMs())} ms before ${String(side)} allowed it`);
    },
    answers({ runner, kind, answer, error }, facts) {
      const side = sideOf(kind);
      if (side === null) return;
      if (kind.endsWith('.pullPage')) readOn(readings, `${runner}:${kind}`, answer as FeedPage | undefined);
      const waitMs = Math.max(waitOf(error), kind.endsWith('.write') ? waitOfOutcomes(answer) : 0);
      if (waitMs > 0) notBefore.set(`${runner}:${side}`, facts.nowMs() + waitMs);
      if (kind.endsWith('.write') && Array.isArray(answer)) {
        if (answer.length > 20) violated('I27', `${String(answer.length)} writes in one batch`);
        if (new Set((answer as readonly WriteOutcome[]).map(({ result }) => result)).size > 1) {
          facts.reach('batch with mixed results');
        }
      }
    },
    runEnds(runner) {
      forget(notBefore, runner);
      forget(readings, runner);
    },
  };
}

function forget(rows: Map<string, unknown>, runner: Runner): void {
  for (const name of [...rows.keys()]) if (name.startsWith(`${runner}:`)) rows.delete(name);
}

function readOn(readings: Map<string, Reading>, name: string, page: FeedPage | undefined): void {
  if (page === undefined || page.isComplete) {
    readings.delete(name);
    return;
  }
  const reading = readings.get(name) ?? { seen: new Set<string>(), barren: 0 };
  readings.set(name, reading);
  const before = reading.seen.size;
  for (const change of page.changes)
    reading.seen.add(
      change.type === 'removed' ? change.id : `${change.record.id} ${change.record.etag ?? ''}`,
    );
  reading.barren = reading.seen.size > before ? 0 : reading.barren + 1;
  if (reading.barren > barrenPages)
    violated('I31', `${name} was asked on after ${String(reading.barren)} pages that brought nothing new`);
}

function sideOf(kind: IoKind): Side | null {
  if (kind.startsWith('microsoft.')) return 'microsoft';
  return kind.startsWith('sales.') ? 'sales' : null;
}

function waitOf(error: unknown): number {
  return isSyncError(error) && error.code === 'throttled' ? (error.facts.retryAfterMs ?? 0) : 0;
}

function waitOfOutcomes(answer: unknown): number {
  if (!Array.isArray(answer)) return 0;
  const waits = (answer as readonly WriteOutcome[]).map((outcome) =>
    outcome.result === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0,
  );
  return Math.max(0, ...waits);
}
