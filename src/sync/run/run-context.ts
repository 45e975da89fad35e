// What one run carries along: its ports, its lease, its counters, its patience. Made once, mutated only by the counters.

import { SyncError } from '../model/error.ts';
import type { RecordId } from '../model/ids.ts';
import type { RecordKind } from '../model/record.ts';
import type { RunPhase } from '../model/run-report.ts';
import type { KindSettings } from '../model/settings.ts';
import type { Side } from '../model/side.ts';
import { crossingUnits, type PlanContext } from '../plan/plan-context.ts';
import type { CancelSignal } from '../ports/cancel-signal.ts';
import type { LeaseGrant } from '../ports/lease.ts';
import type { MarkedItem, Remote } from '../ports/remote.ts';
import type { RunRequest } from '../ports/run-request.ts';
import type { SyncPorts } from '../ports/sync-ports.ts';
import type { StoreOperation } from '../ports/sync-store.ts';
import { gatherOperations } from './gather-operations.ts';
import { keepSince } from './keep-since.ts';
import type { RunTally } from './report/run-tally.ts';

export interface Run {
  readonly ports: SyncPorts;
  readonly request: RunRequest;
  readonly signal: CancelSignal;
  readonly grant: LeaseGrant;
  readonly startedAtMs: number;
  readonly tally: RunTally;
  /** every item that carries our marker, once it was listed in this run (A1) */
  readonly marked: Map<RecordKind, readonly MarkedItem[]>;
  /** items without a mark whose removal the newest reading of the feeds told: a new place (F21) comes with the next one */
  readonly justRemoved: Set<RecordId>;
}

/**
 * A write that was begun is never torn off: cancelling takes effect at the next safe point. But what still waits in an
 * adapter, for its turn or while the machine sleeps, must not leave once the lease is over (F28): another runner may have
 * made the same record since, and no service would know the second one for what it is.
 */
export function underLease(run: Run): CancelSignal {
  return {
    get aborted() {
      return !run.grant.isCurrent();
    },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
}

export function remoteOf(run: Run, side: Side): Remote {
  return side === 'microsoft' ? run.ports.microsoft : run.ports.sales;
}

/** A safe point: everything that was done is durable, nothing is in flight. */
export function checkpoint(run: Run): void {
  if (run.signal.aborted) throw new SyncError('cancelled');
  ensureLease(run);
}

export function ensureLease(run: Run): void {
  if (!run.grant.isCurrent()) throw new SyncError('lease-lost');
}

/** One transaction under the lease. Rows of the same table are gathered; the last word about a row counts. */
export async function commit(run: Run, operations: readonly StoreOperation[]): Promise<void> {
  const gathered = await keepSince(run.ports.store, gatherOperations(operations));
  if (gathered.length === 0) return;
  const isChange = gathered.some(({ table }) => table !== 'cursors' && table !== 'runs');
  const isFirstChange = isChange && !run.tally.isDirty;
  ensureLease(run);
  // Counts of the last report are void from the first change on, even if this run never gets to count again.
  const voided: readonly StoreOperation[] = isFirstChange ? [{ table: 'meta', remove: ['tally'] }] : [];
  await run.ports.store.commit(run.grant.epoch, [...voided, ...gathered]);
  if (isFirstChange) run.tally.isDirty = true;
}

export interface ContextFacts {
  readonly kind: RecordKind;
  readonly settings: KindSettings;
  readonly adoption: PlanContext['adoption'];
  readonly members: ReadonlySet<RecordId>;
}

export function planContext(run: Run, facts: ContextFacts): PlanContext {
  const { ports, request, grant } = run;
  const mappings = { microsoft: ports.microsoft.mapping(facts.kind), sales: ports.sales.mapping(facts.kind) };
  return {
    kind: facts.kind,
    runId: request.runId,
    owner: request.owner,
    instance: request.instance,
    settings: request.settings,
    kindSettings: facts.settings,
    mappings,
    digests: ports.digests,
    units: crossingUnits(facts.kind, mappings, request.settings),
    nowMs: ports.clock.nowMs(),
    adoption: facts.adoption,
    clocks: {
      microsoft: ports.microsoft.serverClock?.()?.offsetMs ?? null,
      sales: ports.sales.serverClock?.()?.offsetMs ?? null,
    },
    members: facts.members,
    removedByUser: new Set(grant.removedByUser),
  };
}

export interface Step {
  readonly phase: RunPhase;
  readonly kind: RecordKind | null;
  readonly done: number;
  readonly total: number;
}

export function progress(run: Run, step: Step): void {
  const { clock, reports } = run.ports;
  const elapsedMs = clock.nowMs() - run.tally.phaseStartedAtMs;
  const isKnown = step.total > 0 && step.done > 0 && elapsedMs > 0;
  reports.progress({
    runId: run.request.runId,
    ...step,
    estimatedMsLeft: isKnown ? Math.round((elapsedMs / step.done) * (step.total - step.done)) : null,
  });
}

export function enterPhase(run: Run, phase: RunPhase, kind: RecordKind | null): void {
  run.tally.phaseStartedAtMs = run.ports.clock.nowMs();
  progress(run, { phase, kind, done: 0, total: 0 });
}
