import { describe, expect, it } from '@jest/globals';
import { SyncError } from '../../../src/sync/model/error.ts';
import type { RunReport } from '../../../src/sync/model/run-report.ts';
import type { Facts } from './check.ts';
import { patienceChecks } from './patience.ts';

/** A run of the pane that met this answer, ended 10 s later, and named this wait. */
function ends(answer: unknown, error: unknown, nextRunInMs?: number): () => void {
  let nowMs = 0;
  const facts = { nowMs: () => nowMs, reach: () => undefined } as unknown as Facts;
  const check = patienceChecks();
  check.asks?.({ runner: 'pane', kind: 'lease.acquire', isLeaseLost: false }, facts);
  check.answers?.({ runner: 'pane', kind: 'sales.write', answer, error }, facts);
  nowMs = 10_000;
  const report = { cause: 'throttled', ...(nextRunInMs === undefined ? {} : { nextRunInMs }) } as RunReport;
  return () => check.runEnds?.('pane', facts, { end: 'reported', report });
}

const refused = new SyncError('throttled', { retryAfterMs: 60_000 });
const outcomes = [
  { result: 'throttled', retryAfterMs: null },
  { result: 'throttled', retryAfterMs: 60_000 },
];

describe('[I27] a run that ends because a service asked for patience', () => {
  it('has to pass it on', () => {
    expect(ends(undefined, refused)).toThrow('I27');
    expect(ends(undefined, refused, 49_999)).toThrow('a service said 50000');
    expect(ends(outcomes, null, 49_999)).toThrow('I27');
  });

  it('passes with what is left, or with nothing where nothing was asked', () => {
    expect(ends(undefined, refused, 50_000)).not.toThrow();
    expect(ends(outcomes, null, 60_000)).not.toThrow();
    expect(ends([{ result: 'throttled', retryAfterMs: null }], null)).not.toThrow();
  });
});
