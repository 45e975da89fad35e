// A runner's message as the flat row that the flush statements read. Pure: all judgement about a report happens here.

import type { RunMessage } from '../../contract/runs.ts';
import { fromInstant } from '../../contract/wire.ts';
import type { CauseCode } from '../../contract/causes.ts';

export interface IncomingReport {
  readonly tenantId: string;
  readonly oid: string;
  readonly runId: string;
  readonly message: RunMessage;
  /** the relay's time of arrival: heartbeat, and the latest that a runner's clock may claim */
  readonly receivedMs: number;
}

type Finish = Extract<RunMessage, { state: 'finished' }>;
type Failure = Finish['failures'][number];
type FailureName = NonNullable<Finish['stillFailing']>[number];

export interface ReportRow {
  readonly tenant_id: string;
  readonly oid: string;
  readonly run_id: string;
  readonly sequence: number;
  readonly state: 'running' | 'finished';
  readonly trigger: string;
  readonly mode: string;
  readonly runner: string;
  readonly client_version: string;
  readonly started_ms: number;
  readonly heartbeat_ms: number;
  readonly phase: string | null;
  readonly done: number;
  readonly total: number;
  readonly left_ms: number | null;
  readonly finish: FinishRow | null;
}

export interface FinishRow {
  readonly finished_ms: number;
  readonly outcome: string;
  /** whether the outcome moves the user to a card: success or failure, not suspended or skipped */
  readonly counts: boolean;
  readonly succeeded: boolean;
  /** whether the run looked at the records, so that its failures replace the open errors; else they only add */
  readonly replaces_errors: boolean;
  readonly touches_errors: boolean;
  readonly cause: CauseCode | null;
  readonly cause_side: string | null;
  readonly suspended_by: string | null;
  readonly microsoft_changes: number;
  readonly sales_changes: number;
  readonly conflicts: number;
  readonly failing: number;
  readonly durations: Finish['durations'];
  readonly throttled_ms: number;
  /** whether lag and holds are known at all */
  readonly counted: boolean;
  readonly oldest_waiting_ms: number | null;
  readonly holds: number;
  /** keys of all errors that stand; null: not known */
  readonly still_failing: readonly string[] | null;
  readonly next_run_ms: number | null;
  readonly kinds: Finish['kinds'];
  readonly failures: readonly (Failure & { readonly error_key: string })[];
  readonly requests: Finish['requests'];
  /** the grant the run worked under */
  readonly store_id: string | null;
  readonly epoch: number | null;
}

export function toReportRow(report: IncomingReport): ReportRow {
  const { message, receivedMs } = report;
  const progress = message.state === 'running' ? message.progress : null;
  return {
    tenant_id: report.tenantId,
    oid: report.oid,
    run_id: report.runId,
    sequence: message.sequence,
    state: message.state,
    trigger: message.trigger,
    mode: message.mode,
    runner: message.runner,
    client_version: message.clientVersion,
    started_ms: Math.min(fromInstant(message.startedAt), receivedMs),
    heartbeat_ms: receivedMs,
    phase: progress?.phase ?? null,
    done: progress?.done ?? 0,
    total: progress?.total ?? 0,
    left_ms: progress?.estimatedMsLeft ?? null,
    finish: message.state === 'finished' ? toFinishRow(message, receivedMs) : null,
  };
}

const counting: readonly string[] = ['succeeded', 'succeeded-with-conflicts', 'partly-failed', 'failed'];

function toFinishRow(message: Finish, receivedMs: number): FinishRow {
  const { outcome } = message;
  const isFailed = outcome === 'failed';
  const counts = counting.includes(outcome);
  const kinds = Object.values(message.kinds);
  const failing = kinds.reduce((sum, kind) => sum + kind.failing, 0);
  return {
    finished_ms: Math.min(fromInstant(message.finishedAt), receivedMs),
    outcome,
    counts,
    succeeded: outcome === 'succeeded' || outcome === 'succeeded-with-conflicts',
    replaces_errors: counts && !isFailed,
    touches_errors: counts,
    ...blame(message),
    suspended_by: message.outcome === 'suspended' ? message.suspendedBy : null,
    microsoft_changes: changes(kinds.map((kind) => kind.microsoft)),
    sales_changes: changes(kinds.map((kind) => kind.sales)),
    conflicts: kinds.reduce((sum, kind) => sum + kind.contested, 0),
    // the list is cut at 500, the counts are whole; a run that stopped early may list more than it counted
    failing: Math.max(failing, message.failures.length),
    durations: message.durations,
    throttled_ms: message.throttledMs,
    counted: message.counted,
    oldest_waiting_ms: message.oldestWaitingAt === null ? null : fromInstant(message.oldestWaitingAt),
    holds: message.holds,
    still_failing: message.stillFailing?.map(keyOf) ?? null,
    next_run_ms: message.nextRunAt === null ? null : fromInstant(message.nextRunAt),
    kinds: message.kinds,
    failures: message.failures.map((failure) => ({ ...failure, error_key: keyOf(failure) })),
    requests: message.requests,
    store_id: message.lease?.storeId ?? null,
    epoch: message.lease?.epoch ?? null,
  };
}

function changes(sides: readonly { created: number; updated: number; deleted: number }[]): number {
  return sides.reduce((sum, { created, updated, deleted }) => sum + created + updated + deleted, 0);
}

/** What an administrator reads as the reason: the run's own, else the one most of its failed records share. */
function blame(message: Finish): Pick<FinishRow, 'cause' | 'cause_side'> {
  if (message.cause !== null) return { cause: message.cause, cause_side: message.causeSide };
  if (message.outcome !== 'partly-failed') return { cause: null, cause_side: null };
  const votes = new Map<CauseCode, { count: number; side: string }>();
  for (const { cause, side } of message.failures)
    votes.set(cause, { count: (votes.get(cause)?.count ?? 0) + 1, side });
  const [most] = [...votes].sort(([, a], [, b]) => b.count - a.count);
  return most === undefined
    ? { cause: 'unknown', cause_side: null }
    : { cause: most[0], cause_side: most[1].side };
}

function keyOf({ kind, recordKey, side, operation }: FailureName): string {
  return [kind, recordKey, side, operation].join(':');
}

/** One row per run: what is superseded within a batch is never written. A finish ends a run whatever comes after. */
export function newestPerRun(rows: readonly ReportRow[]): ReportRow[] {
  const newest = new Map<string, ReportRow>();
  for (const row of rows) {
    const key = [row.tenant_id, row.oid, row.run_id].join(':');
    const known = newest.get(key);
    if (known === undefined || isNewer(row, known)) newest.set(key, row);
  }
  return [...newest.values()];
}

function isNewer(row: ReportRow, known: ReportRow): boolean {
  if (known.state === 'finished') return false;
  return row.state === 'finished' || row.sequence > known.sequence;
}
