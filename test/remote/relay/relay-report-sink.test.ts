// The report sink over a scripted relay: order, thrift and completeness of what a run tells.
import { describe, expect, it } from '@jest/globals';
import { runMessage, type RunLease, type RunMessage } from '../../../src/contract/runs.ts';
import { createRelayReportSink } from '../../../src/remote/relay/relay-report-sink.ts';
import type { RunId } from '../../../src/sync/model/ids.ts';
import type { RunProgress, RunReport } from '../../../src/sync/model/run-report.ts';
import { codeOf, type Answer, type Script } from '../scripted-fetch.ts';
import { atRest, handClock, problemAnswer, scriptedRunner, startMs } from './relay-bench.ts';

const runId = '0b5f3b9e-5b1c-4d0e-9c57-3f3c0e5f8a11' as RunId;
const taken: Answer = { status: 200, json: { transactionNumber: 1, ignored: false } };

function progress(done: number): RunProgress {
  return { runId, phase: 'writing', kind: 'contact', done, total: 50, estimatedMsLeft: 1234.5 };
}

const report: RunReport = {
  runId,
  trigger: 'user',
  mode: 'routine',
  outcome: 'partly-failed',
  cause: null,
  causeSide: null,
  startedAtMs: startMs,
  finishedAtMs: startMs + 5_000,
  durations: { totalMs: 5_000.4, microsoftMs: 3_000.5, salesMs: 1_000.5, internalMs: 999.4 },
  kinds: {
    contact: {
      microsoft: { created: 3, updated: 2, deleted: 1 },
      sales: { created: 0, updated: 4, deleted: 0 },
      inSync: 40,
      excluded: {},
      failing: 1,
      contested: 2,
      planned: 0,
    },
  },
  failures: [],
  requests: { microsoft: 12, sales: 9 },
  throttledMs: 250.6,
  oldestWaitingAtMs: startMs - 60_000,
  holds: 2,
};

function started(script: Script) {
  const grant: { newest: RunLease | null } = { newest: { storeId: 'store-first', epoch: 7 } };
  const { client, seen } = scriptedRunner(script);
  const clock = handClock();
  const kept: { readonly runId: string; readonly message: RunMessage }[] = [];
  const sink = createRelayReportSink({
    client,
    clock,
    runner: 'pane',
    clientVersion: '1.0.0',
    mode: 'routine',
    granted: () => grant.newest,
    nextRunAtMs: (askedMs) => (askedMs === 0 ? null : startMs + (askedMs ?? 900_000)),
    suspendedBy: () => 'user',
    undelivered: (id, message) => {
      kept.push({ runId: id, message });
      return Promise.resolve();
    },
  });
  sink.started(runId, 'user');
  // Everything sent must be what the relay's strict schema takes.
  const sent = () => seen.filter(({ method }) => method === 'PUT').map(({ body }) => runMessage.parse(body));
  return { sink, clock, sent, seen, kept, grant };
}

describe('a running run', () => {
  it('is told at its start, before anything is known of its progress', async () => {
    const { sink, sent, seen } = started([taken]);
    await atRest();
    expect(sent()).toMatchObject([
      { state: 'running', trigger: 'user', startedAt: new Date(startMs).toISOString(), progress: null },
    ]);
    expect(seen[0]?.url.pathname).toBe(`/api/v1/me/runs/${runId}`);
    sink.stop();
  });

  it('tells its progress at most once a second, and then the newest', async () => {
    const { sink, clock, sent } = started([taken, taken]);
    await clock.pass(999);
    sink.progress(progress(1));
    sink.progress(progress(2));
    await atRest();
    expect(sent()).toHaveLength(1);
    await clock.pass(1);
    sink.progress(progress(3));
    sink.progress(progress(4));
    await atRest();
    expect(sent()).toHaveLength(2);
    expect(sent()[1]).toMatchObject({
      progress: { phase: 'writing', done: 3, total: 50, estimatedMsLeft: 1235 },
    });
    sink.stop();
  });

  it('is heard of every 30 seconds even when nothing moves', async () => {
    const { sink, clock, sent } = started([taken, taken, taken]);
    await clock.pass(30_000);
    await clock.pass(30_000);
    expect(sent().map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    sink.stop();
    await atRest();
    expect(clock.sleepers()).toBe(0);
  });

  it('goes on when a progress message is lost', async () => {
    const { sink, clock, sent, kept } = started(['network-failure', taken]);
    await clock.pass(1_000);
    sink.progress(progress(1));
    await atRest();
    expect(sent()).toHaveLength(2);
    expect(kept).toEqual([]);
    sink.stop();
  });
});

describe('a finished run', () => {
  it('has the highest sequence and carries the sums', async () => {
    const { sink, clock, sent, kept } = started([taken, taken, taken]);
    await clock.pass(1_000);
    sink.progress(progress(9));
    await atRest();
    await sink.finished(report);
    expect(sent().map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(sent()[2]).toMatchObject({
      state: 'finished',
      outcome: 'partly-failed',
      kinds: report.kinds,
      requests: { microsoft: 12, sales: 9 },
      throttledMs: 251,
      holds: 2,
      oldestWaitingAt: new Date(startMs - 60_000).toISOString(),
      nextRunAt: new Date(startMs + 900_000).toISOString(),
    });
    expect(kept).toEqual([]);
  });

  it('[M11] says whether it counted, and names what still fails', async () => {
    const name = { kind: 'contact', recordKey: 'aaaaaaaa', side: 'sales', operation: 'update' } as const;
    const { sink, sent } = started([taken, taken, taken]);
    await sink.finished({ ...report, stillFailing: [name] });
    expect(sent().at(-1)).toMatchObject({ counted: true, stillFailing: [name] });
    await sink.finished({ ...report, counted: false });
    expect(sent().at(-1)).toMatchObject({ counted: false, stillFailing: null });
  });

  it('[M11] names the run after the pause that a service asks for, and none where none comes', async () => {
    for (const [askedMs, nextRunAt] of [
      [3_600_000, new Date(startMs + 3_600_000).toISOString()],
      [0, null],
    ] as const) {
      const { sink, sent } = started([taken, taken]);
      await sink.finished({ ...report, nextRunInMs: askedMs });
      expect(sent()[1]).toMatchObject({ nextRunAt });
    }
  });

  it('[M11] says who suspended it, and of no other end that somebody did', async () => {
    const { sink, sent } = started([taken, taken, taken]);
    await sink.finished({ ...report, outcome: 'suspended', cause: 'interrupted' });
    expect(sent().at(-1)).toMatchObject({ outcome: 'suspended', suspendedBy: 'user' });
    await sink.finished(report);
    expect(sent().at(-1)).toMatchObject({ suspendedBy: null });
  });

  it('reports whole milliseconds that still sum to the total', async () => {
    const { sink, sent } = started([taken, taken]);
    await sink.finished(report);
    expect(sent()[1]).toMatchObject({
      durations: { totalMs: 5_000, microsoftMs: 3_001, salesMs: 1_001, internalMs: 998 },
    });
  });

  it('is not heard of again', async () => {
    const { sink, clock, sent } = started([taken, taken]);
    await sink.finished(report);
    sink.progress(progress(50));
    await clock.pass(60_000);
    expect(sent()).toHaveLength(2);
    expect(clock.sleepers()).toBe(0);
  });

  it('[A6] names the grant it worked under, or none where it got none', async () => {
    for (const newest of [{ storeId: 'store-second', epoch: 8 }, null]) {
      const { sink, sent, grant } = started([taken, taken]);
      grant.newest = newest;
      await sink.finished(report);
      expect(sent()[1]).toMatchObject({ state: 'finished', lease: newest });
    }
  });

  it('is kept for later when the relay cannot be reached, with its own grant', async () => {
    const { sink, sent, kept, grant } = started([taken, 'network-failure']);
    await sink.finished(report);
    grant.newest = { storeId: 'store-first', epoch: 8 };
    expect(kept).toEqual([{ runId, message: sent()[1] }]);
    expect(kept[0]?.message).toMatchObject({
      state: 'finished',
      sequence: 2,
      lease: { storeId: 'store-first', epoch: 7 },
    });
  });
});

describe('releases', () => {
  it('are sent as added and removed keys', async () => {
    const { sink, seen } = started([taken, { status: 204 }]);
    await sink.releases(['abcdefgh12'], ['hgfedcba21']);
    expect(seen[1]).toMatchObject({
      method: 'POST',
      body: { added: ['abcdefgh12'], removed: ['hgfedcba21'] },
    });
    sink.stop();
  });

  it.each<[string, Answer, string]>([
    ['the relay is away', 'network-failure', 'relay-unreachable'],
    ['the person is disabled', problemAnswer(403, 'user-disabled'), 'user-disabled'],
  ])('stop the run with what it means when %s', async (_, answer, code) => {
    const { sink } = started([taken, answer]);
    expect(await codeOf(sink.releases(['abcdefgh12'], []))).toBe(code);
    sink.stop();
  });
});
