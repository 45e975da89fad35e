// Plays one plan with the real connectors, from the first record to the last silent run, and says what was violated.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunReport } from '../../../../src/sync/model/run-report.ts';
import type { Violation } from '../../invariants/check.ts';
import type { ConnectorPlan } from '../connector-plan.ts';
import { checkEnd } from '../scene/book-checks.ts';
import { ConnectorScene } from '../scene/connector-scene.ts';
import { USER } from '../scene/services.ts';

export interface ConnectorPlay {
  readonly violation: Violation | null;
  readonly requests: number;
  /** faults that were met and outcomes of runs, with counts */
  readonly reached: ReadonlyMap<string, number>;
}

const minuteMs = 60_000;
/** Waits between the runs that bring everything to rest; a record that met trouble may be parked for hours. */
/** members of the saved search are listed every 30 minutes: only a longer wait shows that nothing is left */
const membersMinutes = 30;
const restMinutes = [5, 31, 31, 31, 61, 121, 361, 361];
/** requests that a silent run may send to either side */
const mostSilent = 2;

export async function playConnectorPlan(plan: ConnectorPlan): Promise<ConnectorPlay> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'connector-plan-'));
  const scene = await ConnectorScene.start(plan, dataDir);
  try {
    for (const { waitMinutes, before, ...round } of plan.rounds) {
      scene.time.pass(waitMinutes * minuteMs);
      for (const deed of before) scene.book.act(deed);
      await scene.run(round);
      if (scene.violation !== null) break;
    }
    await settle(scene);
    await silent(scene, 'I19', mostSilent);
    scene.services.graph.expireDelta(USER);
    await silent(scene, 'I24', Infinity);
    scene.judge(() => {
      checkEnd(scene.services, scene.book);
    });
    return { violation: scene.violation, requests: scene.wire.requests, reached: scene.reached };
  } finally {
    await scene.end();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Faults and deeds have stopped: everything must come to rest (I31). */
async function settle(scene: ConnectorScene): Promise<void> {
  let last: RunReport | null = null;
  for (const minutes of restMinutes) {
    if (scene.violation !== null) return;
    scene.time.pass(minutes * minuteMs);
    await scene.decide();
    last = await scene.run();
    const isQuiet = scene.wire.monitor.of('microsoft').writes + scene.wire.monitor.of('sales').writes === 0;
    if (minutes > membersMinutes && isQuiet && last?.outcome === 'succeeded' && (await isEmpty(scene))) {
      scene.judge(() => {
        checkEnd(scene.services, scene.book);
      });
      return;
    }
  }
  const waiting = await scene.store.scan('inbox', { limit: 20 });
  scene.fail(
    'I31',
    `still at work: ${JSON.stringify({ outcome: last?.outcome, failures: last?.failures, waiting })}`,
  );
}

async function isEmpty({ store }: ConnectorScene): Promise<boolean> {
  const counts = [await store.count('intents'), await store.count('inbox')];
  return counts.every((count) => count === 0);
}

async function silent(scene: ConnectorScene, invariant: 'I19' | 'I24', most: number): Promise<void> {
  if (scene.violation !== null) return;
  scene.time.pass(5 * minuteMs);
  const report = await scene.run();
  for (const side of ['microsoft', 'sales'] as const) {
    const { writes, requests } = scene.wire.monitor.of(side);
    if (writes > 0)
      scene.fail(invariant, `${String(writes)} writes to ${side} although nobody changed anything`);
    if (requests > most) scene.fail(invariant, `${String(requests)} requests to ${side} in a silent run`);
  }
  if (report?.outcome !== 'succeeded')
    scene.fail(invariant, `a silent run ended as ${String(report?.outcome)}`);
}
