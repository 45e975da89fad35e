import { mkdtempSync, readFileSync } from 'node:fs';
import { ConnectorScene } from './scene/connector-scene.ts';
import { copiesOf } from './scene/copies.ts';
import type { ConnectorPlan } from './connector-plan.ts';
const plan = JSON.parse(readFileSync(0, 'utf8')) as ConnectorPlan;
const scene = await ConnectorScene.start(plan, mkdtempSync('/tmp/one-'));
const log: string[] = [];
const ex = (scene.wire as unknown as { fetchOf: (s: string) => typeof fetch }).fetchOf;
const dump = async (): Promise<void> => {
  console.log(JSON.stringify(copiesOf(scene.services), (k, v) => k === 'unmapped' || k === 'id' ? undefined : v));
  for (const t of ['links', 'inbox', 'intents', 'exclusions', 'heldDeletes', 'failures', 'conflicts'] as const) for (const r of await scene.store.scan(t, { limit: 20 })) console.log(' ', t, JSON.stringify(r).replace(/"base":\{[^}]*\}/g, '').slice(0, 700));
};
for (const { waitMinutes, before, ...round } of plan.rounds) {
  scene.time.pass(waitMinutes * 60000);
  for (const d of before) scene.book.act(d);
  const r = await scene.run(round);
  console.log('RUN', r?.outcome, r?.cause, JSON.stringify(r?.failures), JSON.stringify(r?.kinds), scene.violation?.message);
  await dump();
}
for (const m of [5, 31, 31, 61]) {
  scene.time.pass(m * 60000); await scene.decide();
  const r = await scene.run();
  console.log('REST', m, r?.outcome, r?.cause, JSON.stringify(r?.failures), JSON.stringify(r?.kinds), scene.wire.monitor.of('sales'), scene.violation?.message);
  await dump();
}
await scene.end();
process.exit();
