import { readFileSync } from 'node:fs';
import { playConnectorPlan } from './run/play-connector-plan.ts';
for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const p = await playConnectorPlan(JSON.parse(line));
  console.log(p.violation?.message ?? 'ok', p.requests, JSON.stringify(Object.fromEntries(p.reached)));
}
process.exit();
