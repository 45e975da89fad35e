// One run of the engine for the person in the pane: lock of the browser, ports, what the screens see while it runs, and
// what becomes of the sign-ins and the problem sentence afterwards.

import { z } from 'zod';
import { resolveSettings } from '../../contract/resolve-settings.ts';
import { runMessage, type Suspender } from '../../contract/runs.ts';
import { conflictPolicy } from '../../contract/settings.ts';
import { tracedReports } from '../../remote/debug/traced-reports.ts';
import { isRelayError } from '../../remote/relay/relay-call.ts';
import { createRelayLease, type RelayLease } from '../../remote/relay/relay-lease.ts';
import { createRelayReportSink } from '../../remote/relay/relay-report-sink.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import { runLockName } from '../../store/dexie/database-name.ts';
import { withRunLock } from '../../store/dexie/web-lock.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import { isSyncError } from '../../sync/model/error.ts';
import type { InstanceId, RunId } from '../../sync/model/ids.ts';
import type { RunReport } from '../../sync/model/run-report.ts';
import type { ConflictPolicy } from '../../sync/model/settings.ts';
import type { ReportSink } from '../../sync/ports/report-sink.ts';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import { clientVersion, markSignIn, signUp, type Person } from './signed-in-person.ts';
import type { RunWish } from './run-loop.ts';
import type { Remotes } from './remotes.ts';

export interface RunSurroundings {
  readonly person: Person;
  readonly store: SyncStore;
  readonly remotes: Remotes;
  /** null: none is planned; `askedMs`: the pause that a service asks for */
  nextRunAtMs(askedMs: number | null): number | null;
  /** whose deed it is that the run stops */
  suspendedBy(): Suspender | null;
}

const unitPoliciesRow = 'unit-policies';
const unitPolicies = z.record(z.string(), conflictPolicy);
const undeliveredRow = 'undelivered-report';
const undelivered = z.object({ runId: z.string(), message: runMessage });

/** Never rejects: what is no report of the engine becomes the problem sentence on the screens. */
export async function performRun(
  around: RunSurroundings,
  wish: RunWish,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    return await attempt(around, wish, signal);
  } catch (error) {
    const cause = isSyncError(error) && error.code === 'storage-full' ? 'storage-full' : 'unknown';
    around.person.snapshots.set({
      run: { state: 'idle' },
      problem: { cause, side: null, sinceMs: Date.now() },
    });
    return null;
  }
}

async function attempt(around: RunSurroundings, wish: RunWish, signal: AbortSignal): Promise<number | null> {
  const { person } = around;
  await deliverLeftReport(person);
  const { locks } = navigator;
  const locked = await withRunLock(runLockName(person.memory.owner), () => runLocked(around, wish, signal), {
    locks,
    ifAvailable: true,
  });
  if (locked.ran) return locked.result;
  person.snapshots.set({ run: { state: 'elsewhere' } });
  return null;
}

async function runLocked(
  around: RunSurroundings,
  wish: RunWish,
  signal: AbortSignal,
): Promise<number | null> {
  const { person, store } = around;
  const { snapshots } = person;
  const { me, contacts } = snapshots.get();
  const salesUser = person.sales.userName() ?? me?.salesUserName ?? null;
  // Without a name the database would be bound to nobody for ever.
  if (!me || !contacts || salesUser === null) return null;
  snapshots.set({ run: { state: 'running', startedAtMs: Date.now(), progress: null } });
  const lease = createRelayLease({ client: person.runner, clock: systemClock, runner: 'pane' });
  const relay = relaySink(around, wish, lease);
  const { composeRun } = await import('../compose.ts');
  const parts = {
    remotes: await around.remotes(me),
    store,
    lease,
    reports: tracedReports(withScreens(person, relay), person.debug),
  };
  const report = await composeRun(
    parts,
    {
      runId: crypto.randomUUID() as RunId,
      trigger: wish.trigger,
      mode: wish.mode,
      kinds: ['contact'],
      settings: resolveSettings(me.organisation, contacts, { unitPolicies: await ownRules(person) }),
      owner: `${person.account.tenantId}|${person.account.oid}`,
      salesUser,
      instance: me.instanceId as InstanceId,
      plans: wish.trigger === 'administrator' ? 'apply' : 'ask',
    },
    signal,
  ).finally(() => {
    relay.stop();
  });
  await takeReport(person, report);
  return report.nextRunInMs ?? null;
}

function relaySink(
  around: RunSurroundings,
  wish: RunWish,
  lease: RelayLease,
): ReturnType<typeof createRelayReportSink> {
  const { person } = around;
  return createRelayReportSink({
    client: person.runner,
    clock: systemClock,
    runner: 'pane',
    clientVersion,
    mode: wish.mode,
    granted: () => lease.granted(),
    nextRunAtMs: around.nextRunAtMs,
    suspendedBy: around.suspendedBy,
    undelivered: (runId, message) => person.memory.values.put(undeliveredRow, { runId, message }),
  });
}

/** The screens hear every step; the relay hears what its adapter lets through. */
function withScreens(person: Person, relay: ReportSink): ReportSink {
  return {
    started: (runId, trigger) => {
      relay.started(runId, trigger);
    },
    progress: (progress) => {
      const { run } = person.snapshots.get();
      if (run.state === 'running') person.snapshots.set({ run: { ...run, progress } });
      relay.progress(progress);
    },
    releases: (added, removed) => relay.releases(added, removed),
    finished: (report) => relay.finished(report),
  };
}

async function deliverLeftReport(person: Person): Promise<void> {
  const row = await person.memory.values.get(undeliveredRow);
  if (row === undefined) return;
  const left = undelivered.safeParse(row);
  try {
    // One that an older build left in another form is nothing the relay would take.
    if (left.success) await person.runner.putRun(left.data.runId, left.data.message);
  } catch (error) {
    // Unreachable: it waits for the next run. Refused: the relay has it already or wants it no more.
    if (!isRelayError(error) || error.reason !== 'refused') return;
  }
  await person.memory.values.remove(undeliveredRow);
}

const signInCauses: Readonly<Partial<Record<CauseCode, 'microsoft' | 'sales'>>> = {
  'microsoft-sign-in-expired': 'microsoft',
  'microsoft-consent-withdrawn': 'microsoft',
  'sales-sign-in-expired': 'sales',
};

async function takeReport(person: Person, report: RunReport): Promise<void> {
  const { snapshots } = person;
  const isSuccess = report.outcome === 'succeeded' || report.outcome === 'succeeded-with-conflicts';
  const before = snapshots.get().problem;
  const problem =
    report.cause && report.cause !== 'plan-waiting' && report.outcome !== 'partly-failed' && !isSuccess
      ? {
          cause: report.cause,
          side: report.causeSide,
          sinceMs: before?.cause === report.cause ? before.sinceMs : report.finishedAtMs,
        }
      : null;
  snapshots.set({
    lastRun: report,
    problem,
    run: { state: 'idle' },
    ...(isSuccess ? { lastSuccessAtMs: report.finishedAtMs } : {}),
  });
  const failedSide = report.cause ? signInCauses[report.cause] : undefined;
  if (failedSide) {
    await markSignIn(person, failedSide, 'expired');
    await signUp(person, false);
  } else if (isSuccess) {
    await markSignIn(person, 'microsoft', 'active');
    await markSignIn(person, 'sales', 'active');
  }
}

/** Rules of this device per unit; one that cannot be read is none, and the policy of the kind decides. */
async function ownRules(person: Person): Promise<Readonly<Record<string, ConflictPolicy>>> {
  return unitPolicies.catch({}).parse(await person.memory.values.get(unitPoliciesRow));
}

export async function keepUnitPolicy(person: Person, unit: string, policy: ConflictPolicy): Promise<void> {
  await person.memory.values.put(unitPoliciesRow, { ...(await ownRules(person)), [unit]: policy });
}
