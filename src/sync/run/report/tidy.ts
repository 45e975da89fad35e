// Once a day: rows whose time is over leave the store (kept values and journal 30 days, tombstones 90, reports the newest 200).

import { commit, type Run } from '../run-context.ts';
import { allRows, forEachRow } from '../tables.ts';

const dayMs = 24 * 60 * 60_000;
const keptMs = 30 * dayMs;
const tombstoneMs = 90 * dayMs;
const maxReports = 200;

export async function tidy(run: Run): Promise<void> {
  const { clock, store } = run.ports;
  const nowMs = clock.nowMs();
  const last = (await store.get('meta', 'tidied'))?.value;
  if (typeof last === 'number' && Math.abs(nowMs - last) < dayMs) return;
  const isOver = (atMs: number, livesMs: number): boolean => nowMs - atMs > livesMs;
  const journal: string[] = [];
  await forEachRow(store, 'journal', (row) => {
    if (isOver(row.atMs, keptMs)) journal.push(row.id);
  });
  const tombstones: string[] = [];
  await forEachRow(store, 'links', (link) => {
    if (link.status === 'tombstone' && isOver(link.changedAtMs, tombstoneMs)) tombstones.push(link.key);
  });
  const kept = (await allRows(store, 'keptValues')).filter((row) => isOver(row.keptAtMs, keptMs));
  const runs = [...(await allRows(store, 'runs'))].sort((one, other) => other.startedAtMs - one.startedAtMs);
  const outdated = runs.slice(maxReports);
  await commit(run, [
    { table: 'journal', remove: journal },
    { table: 'links', remove: tombstones },
    { table: 'keptValues', remove: kept.map((row) => row.id) },
    { table: 'runs', remove: outdated.map((row) => row.runId) },
    { table: 'meta', put: [{ name: 'tidied', value: nowMs }] },
  ]);
}
