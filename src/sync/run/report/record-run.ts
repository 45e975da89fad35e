// The report of a run: counts and codes only. A run that stored nothing but cursors reports the counts of the last one.

import type { CauseCode, ExclusionReason } from '../../model/cause.ts';
import type { RecordKind } from '../../model/record.ts';
import type { FailureName, KindCounts, RunOutcome, RunReport } from '../../model/run-report.ts';
import type { Side } from '../../model/side.ts';
import type { RemoteMeter } from '../../ports/remote.ts';
import { commit, type Run } from '../run-context.ts';
import { countsOf } from './run-tally.ts';
import { forEachRow } from '../tables.ts';

export interface Ending {
  /** null: the run went through; its outcome follows from its counts */
  readonly outcome: RunOutcome | null;
  readonly cause: CauseCode | null;
  readonly side: Side | null;
}

export type Meters = Readonly<Record<Side, RemoteMeter>>;

export function readMeters(run: Pick<Run, 'ports'>): Meters {
  return { microsoft: { ...run.ports.microsoft.meter() }, sales: { ...run.ports.sales.meter() } };
}

interface Standing {
  readonly kinds: Readonly<
    Partial<Record<RecordKind, Pick<KindCounts, 'inSync' | 'excluded' | 'failing' | 'contested'>>>
  >;
  /** one of the records that still fail, so that a run which did not try them again can say why */
  readonly failure: { readonly cause: CauseCode; readonly side: Side } | null;
  readonly oldestWaitingAtMs: number | null;
  readonly holds: number;
  /** null: more than can be named */
  readonly stillFailing: readonly FailureName[] | null;
}

/** As many as a report lists. */
const mostNamed = 500;

export async function makeReport(
  run: Run,
  facts: { readonly ending: Ending; readonly before: Meters; readonly canStore: boolean },
): Promise<RunReport> {
  const { ending, before, canStore } = facts;
  const { request, tally, startedAtMs } = run;
  const standing = await standingOf(run, canStore);
  const finishedAtMs = run.ports.clock.nowMs();
  const after = readMeters(run);
  const { outcome, cause, side } = finalOutcome(run, ending, standing);
  return {
    runId: request.runId,
    trigger: request.trigger,
    mode: request.mode,
    outcome,
    cause,
    causeSide: side,
    startedAtMs,
    finishedAtMs,
    durations: durationsOf(Math.max(0, finishedAtMs - startedAtMs), before, after),
    kinds: kindCounts(run, standing),
    failures: tally.failures,
    requests: {
      microsoft: after.microsoft.requests - before.microsoft.requests,
      sales: after.sales.requests - before.sales.requests,
    },
    throttledMs:
      tally.throttledMs +
      (after.microsoft.throttledMs - before.microsoft.throttledMs) +
      (after.sales.throttledMs - before.sales.throttledMs),
    oldestWaitingAtMs: standing.oldestWaitingAtMs,
    holds: standing.holds,
    stillFailing: standing.stillFailing,
    ...(tally.nextRunInMs === null ? {} : { nextRunInMs: tally.nextRunInMs }),
  };
}

function finalOutcome(
  run: Run,
  ending: Ending,
  standing: Standing,
): { readonly outcome: RunOutcome; readonly cause: CauseCode | null; readonly side: Side | null } {
  if (ending.outcome !== null) return { outcome: ending.outcome, cause: ending.cause, side: ending.side };
  const [trouble] = run.tally.troubles;
  if (trouble !== undefined) return { outcome: 'partly-failed', cause: trouble.cause, side: trouble.side };
  const counts = Object.values(standing.kinds);
  const failure = run.tally.failures[0] ?? standing.failure;
  if (failure !== null) return { outcome: 'partly-failed', cause: failure.cause, side: failure.side };
  // A plan that waits for a person wrote nothing: no success is claimed for it (P2).
  if ([...run.tally.planned.values()].some((items) => items > 0)) {
    return { outcome: 'skipped', cause: 'plan-waiting', side: null };
  }
  const isContested = counts.some((kind) => kind.contested > 0);
  return { outcome: isContested ? 'succeeded-with-conflicts' : 'succeeded', cause: null, side: null };
}

/** Wall time per side; where both were in flight at once each gets half of the overlap, so that the three sum up. */
function durationsOf(totalMs: number, before: Meters, after: Meters): RunReport['durations'] {
  const busy = (side: Side): number =>
    Math.min(totalMs, Math.max(0, after[side].busyMs - before[side].busyMs));
  const overlap = Math.max(0, busy('microsoft') + busy('sales') - totalMs);
  const microsoftMs = busy('microsoft') - overlap / 2;
  const salesMs = busy('sales') - overlap / 2;
  return { totalMs, microsoftMs, salesMs, internalMs: totalMs - microsoftMs - salesMs };
}

function kindCounts(run: Run, standing: Standing): RunReport['kinds'] {
  return Object.fromEntries(
    run.request.kinds.map((kind): [RecordKind, KindCounts] => {
      const now = standing.kinds[kind] ?? { inSync: 0, excluded: {}, failing: 0, contested: 0 };
      const written = countsOf(run.tally, kind);
      return [
        kind,
        {
          microsoft: { ...written.microsoft },
          sales: { ...written.sales },
          ...now,
          planned: run.tally.planned.get(kind) ?? 0,
        },
      ];
    }),
  );
}

async function standingOf(run: Run, canStore: boolean): Promise<Standing> {
  const stored = (await run.ports.store.get('meta', 'tally'))?.value;
  if (!run.tally.isDirty && typeof stored === 'string') {
    const known = JSON.parse(stored) as Standing | Omit<Standing, 'stillFailing'>;
    // An earlier build counted less.
    if ('stillFailing' in known) return known;
  }
  const standing = await count(run);
  if (canStore)
    await commit(run, [{ table: 'meta', put: [{ name: 'tally', value: JSON.stringify(standing) }] }]);
  return standing;
}

async function count(run: Run): Promise<Standing> {
  const { store } = run.ports;
  const kinds: Partial<Record<RecordKind, MutableCounts>> = {};
  const of = (kind: RecordKind): MutableCounts =>
    (kinds[kind] ??= { inSync: 0, excluded: {}, failing: 0, contested: 0 });
  const troubled = new Set<string>();
  await forEachRow(store, 'conflicts', (row) => {
    of(row.kind).contested += 1;
    troubled.add(row.key);
  });
  let oldest: number | null = null;
  const waits = (sinceMs: number): void => {
    oldest = Math.min(oldest ?? sinceMs, sinceMs);
  };
  let failure: Standing['failure'] = null;
  const failing: FailureName[] = [];
  await forEachRow(store, 'failures', (row) => {
    failure ??= { cause: row.cause, side: row.side };
    const { kind, recordKey, side, operation } = row;
    if (failing.length <= mostNamed) failing.push({ kind, recordKey, side, operation });
    waits(row.sinceMs);
    of(row.kind).failing += 1;
    troubled.add(row.id.slice(row.id.lastIndexOf(':') + 1));
  });
  await forEachRow(store, 'links', (link) => {
    if (link.status === 'active' && !troubled.has(link.key)) of(link.kind).inSync += 1;
  });
  await forEachRow(store, 'exclusions', (row) => {
    const { excluded } = of(row.kind);
    excluded[row.reason] = (excluded[row.reason] ?? 0) + 1;
  });
  await forEachRow(store, 'inbox', (row) => {
    if (row.change.type === 'upserted') waits(row.change.record.modifiedAtMs);
  });
  const undecided = (await store.scan('heldDeletes', { limit: 100 })).filter((row) => row.decision === null);
  for (const row of undecided) waits(row.heldAtMs);
  const holds = undecided.reduce((sum, row) => sum + row.keys.length, 0);
  const stillFailing = failing.length > mostNamed ? null : failing;
  return { kinds, failure, oldestWaitingAtMs: oldest, holds, stillFailing };
}

interface MutableCounts {
  inSync: number;
  excluded: Partial<Record<ExclusionReason, number>>;
  failing: number;
  contested: number;
}
