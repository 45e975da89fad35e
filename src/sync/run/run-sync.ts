// One run for one user, as a table of contents. Everything between two commits may die; the next run goes on from there.

import { isSyncError } from '../model/error.ts';
import type { RunReport } from '../model/run-report.ts';
import type { CancelSignal } from '../ports/cancel-signal.ts';
import type { LeaseGrant } from '../ports/lease.ts';
import type { RunRequest } from '../ports/run-request.ts';
import type { SyncPorts } from '../ports/sync-ports.ts';
import { causeOfError, isOfKindOnly, outcomeOf } from './classify-error.ts';
import { prepareRun } from './prepare-run.ts';
import { makeReport, readMeters, type Ending } from './report/record-run.ts';
import { commit, enterPhase, type Run } from './run-context.ts';
import { newTally } from './report/run-tally.ts';
import { failedReport } from './report/failed-report.ts';
import { syncKind } from './sync-kind.ts';
import { tellReleases } from './report/untold-releases.ts';
import { tidy } from './report/tidy.ts';

/**
 * Runs once and reports. Resolves also when the run failed: the report says so. Rejects only for what is no SyncError,
 * i.e. a mistake in the engine or an adapter.
 */
export async function runSync(
  ports: SyncPorts,
  request: RunRequest,
  signal: CancelSignal,
): Promise<RunReport> {
  const startedAtMs = ports.clock.nowMs();
  const before = readMeters({ ports });
  let grant: LeaseGrant;
  try {
    grant = await ports.lease.acquire(ports.store.id, signal);
  } catch (error) {
    if (!isSyncError(error)) throw error;
    const report = failedReport(request, { startedAtMs, finishedAtMs: ports.clock.nowMs(), error });
    await tell(() => ports.reports.finished(report));
    return report;
  }
  const run: Run = {
    ports,
    request,
    signal,
    grant,
    startedAtMs,
    tally: newTally(startedAtMs),
    marked: new Map(),
    justRemoved: new Set(),
  };
  ports.reports.started(request.runId, request.trigger);
  let fault: { readonly error: unknown } | null = null;
  const ending = await work(run).catch((error: unknown): Ending => {
    // A mistake of ours: the lease goes back and the run is reported before it is thrown on.
    fault = { error };
    return { outcome: 'failed', cause: 'unknown', side: null };
  });
  const report = await finish(run, ending, before);
  await tell(() => grant.release());
  await tell(() => ports.reports.finished(report));
  rethrow(fault);
  return report;
}

function rethrow(fault: { readonly error: unknown } | null): void {
  if (fault !== null) throw fault.error;
}

async function work(run: Run): Promise<Ending> {
  try {
    enterPhase(run, 'preparing', null);
    const { kinds, settings } = run.request;
    // Nothing was looked at: no success is claimed for it.
    if (!kinds.some((kind) => settings.kinds[kind]?.isOn === true))
      return { outcome: 'skipped', cause: 'user-disabled', side: null };
    await prepareRun(run);
    let done = 0;
    let ending: Ending | null = null;
    for (const kind of run.request.kinds) {
      const settings = run.request.settings.kinds[kind];
      if (settings?.isOn !== true) continue;
      try {
        await syncKind(run, kind, settings);
        done += 1;
      } catch (error) {
        if (!isSyncError(error) || !isOfKindOnly(error)) throw error;
        ending = { outcome: 'failed', cause: causeOfError(error), side: error.facts.at?.side ?? 'sales' };
      }
    }
    if (ending !== null) return done > 0 ? { ...ending, outcome: 'partly-failed' } : ending;
    await tidy(run);
    return { outcome: null, cause: null, side: null };
  } catch (error) {
    if (!isSyncError(error)) throw error;
    const side = error.facts.at?.side ?? null;
    return { outcome: outcomeOf(error), cause: causeOfError(error), side };
  }
}

async function finish(run: Run, ending: Ending, before: ReturnType<typeof readMeters>): Promise<RunReport> {
  enterPhase(run, 'finishing', null);
  try {
    if (run.grant.isCurrent()) {
      await tellReleases(run, ({ added, removed }) => tell(() => run.ports.reports.releases(added, removed)));
    }
    const canStore = run.grant.isCurrent() && !isStorageCause(ending.cause);
    const report = await makeReport(run, { ending, before, canStore });
    // The names are for the relay; here the failures have their own table.
    const { stillFailing: _, ...kept } = report;
    if (canStore) await commit(run, [{ table: 'runs', put: [kept] }]);
    return report;
  } catch (error) {
    if (!isSyncError(error)) throw error;
    const { startedAtMs, ports, request } = run;
    return failedReport(request, { startedAtMs, finishedAtMs: ports.clock.nowMs(), error });
  }
}

function isStorageCause(cause: Ending['cause']): boolean {
  return cause === 'storage-full' || cause === 'storage-lost';
}

/** A sink or a lease that cannot be told does not undo what was done. */
async function tell(say: () => Promise<void>): Promise<boolean> {
  try {
    await say();
    return true;
  } catch (error) {
    if (!isSyncError(error)) throw error;
    return false;
  }
}
