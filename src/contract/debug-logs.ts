// Debug logs of one user: switched on by an administrator, for a time. The entries are a closed schema of codes, counts,
// durations and keyed pseudonyms: what is not listed here is refused, so that no name, address or subject gets in.

import { z } from 'zod';
import { runOutcomes, runPhases, runTriggers } from '../sync/model/run-report.ts';
import { causeCode } from './causes.ts';
import { recordFailure, runDurations } from './runs.ts';
import { count, durationMs, instant, recordKind, side } from './wire.ts';

export const debugLimits = {
  minutes: { least: 5, most: 24 * 60, usual: 60 },
  entriesPerChunk: 500,
  entriesPerLog: 50_000,
  /** bundles are dropped this long after their end */
  keptMs: 7 * 86_400_000,
  /** a runner may hand in this long after the end what it collected before */
  graceMs: 10 * 60_000,
} as const;

/** What a runner asks of a service, by the name of the connector's call. */
export const debugCalls = [
  'feeds',
  'pullPage',
  'read',
  'findByMarker',
  'sentinel',
  'write',
  'listMarked',
  'savedSearches',
  'members',
  'sweep',
  'findByNaturalKey',
  'accountsNamed',
] as const;
export const debugCall = z.enum(debugCalls);
export type DebugCall = (typeof debugCalls)[number];

/** how a call ended: `ok`, or the code of the connector's error */
const callResult = z.string().regex(/^[a-z][a-z-]{0,40}$/);
const writeResult = z.enum([
  'written',
  'deleted',
  'precondition-failed',
  'gone',
  'throttled',
  'rejected',
  'unknown',
]);

const at = instant;
export const debugEntry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run-started'), at, trigger: z.enum(runTriggers) }),
  z.strictObject({
    type: z.literal('progress'),
    at,
    phase: z.enum(runPhases),
    kind: recordKind.nullable(),
    done: count,
    total: count,
  }),
  z.strictObject({
    type: z.literal('call'),
    at,
    side,
    call: debugCall,
    kind: recordKind.nullable(),
    durationMs,
    /** how many records, ids or answers came back */
    items: count,
    requests: count,
    throttledMs: durationMs,
    result: callResult,
    status: z.int().min(100).max(599).nullable(),
    writes: z.partialRecord(writeResult, count).nullable(),
  }),
  z.strictObject({ type: z.literal('failure'), at, failure: recordFailure }),
  z.strictObject({
    type: z.literal('run-finished'),
    at,
    outcome: z.enum(runOutcomes),
    cause: causeCode.nullable(),
    causeSide: side.nullable(),
    durations: runDurations,
    requests: z.strictObject({ microsoft: count, sales: count }),
    throttledMs: durationMs,
    holds: count,
  }),
  /** the runner had more to tell than it may keep */
  z.strictObject({ type: z.literal('dropped'), at, entries: count }),
]);
export type DebugEntry = z.infer<typeof debugEntry>;

/** `PUT /me/debug-logs/{id}`: idempotent by runner and sequence. */
export const debugChunk = z.strictObject({
  /** random name of the collecting process: a pane that was opened again counts from 0 */
  source: z.uuid(),
  sequence: z.int().min(0).max(1_000_000),
  entries: z.array(debugEntry).min(1).max(debugLimits.entriesPerChunk),
});
export type DebugChunk = z.infer<typeof debugChunk>;

/** `isFull`: the log takes no more, the runner stops collecting. */
export const debugChunkAnswer = z.object({ isFull: z.boolean() });
export type DebugChunkAnswer = z.infer<typeof debugChunkAnswer>;

/** In `Me`: that this runner should collect, and until when. */
export const activeDebugLog = z.object({ id: z.uuid(), endsAt: instant });
export type ActiveDebugLog = z.infer<typeof activeDebugLog>;

export const debugLogRequest = z.strictObject({
  minutes: z
    .int()
    .min(debugLimits.minutes.least)
    .max(debugLimits.minutes.most)
    .default(debugLimits.minutes.usual),
});

export const debugLog = z.object({
  id: z.uuid(),
  startedAt: instant,
  startedBy: z.string(),
  /** when it ends by itself, or when it was stopped */
  endsAt: instant,
  isActive: z.boolean(),
  entries: count,
  lastEntryAt: instant.nullable(),
  /** the bundle is dropped then */
  keptUntil: instant,
});
export type DebugLog = z.infer<typeof debugLog>;
export const debugLogs = z.object({ items: z.array(debugLog) });
export type DebugLogs = z.infer<typeof debugLogs>;

/** A download that works once, for a minute. */
export const debugLink = z.object({ url: z.string(), expiresAt: instant });
