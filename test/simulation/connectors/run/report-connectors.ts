// `npm run simulate -- --connectors N`: plays N plans with the real connectors and tells what was violated.

import path from 'node:path';
import { SingleBar } from 'cli-progress';
import { keepPlans } from '../../run/kept-plans.ts';
import { connectorCorpus, connectorCorpusFolder, runConnectors } from './run-connectors.ts';
import type { ConnectorSummary } from './run-connectors.ts';
import { playConnectorPlan } from './play-connector-plan.ts';

/** Answers what was played, and how many plans of the corpus failed. */
export async function reportConnectors(order: {
  readonly plans: number;
  readonly seed: number;
  readonly workers: number;
}): Promise<ConnectorSummary & { readonly broken: number }> {
  let broken = 0;
  for (const { name, plan } of await connectorCorpus()) {
    const { violation } = await playConnectorPlan(plan);
    if (violation === null) continue;
    broken += 1;
    console.log(`violation ${violation.message} (corpus ${name})`);
  }
  const bar = new SingleBar({
    format:
      'plans {value}/{total} [{bar}] {duration_formatted}, {eta_formatted} left, violations {violations}',
  });
  bar.start(order.plans, 0, { violations: 0 });
  const summary = await runConnectors({
    ...order,
    onProgress: (done, violations) => {
      bar.update(done, { violations });
    },
  });
  bar.stop();
  for (const { message, plan } of summary.failures) {
    console.log(`violation ${message}`);
    console.log(JSON.stringify(plan));
  }
  for (const file of await keepPlans(summary.failures, connectorCorpusFolder))
    console.log(`kept ${path.relative('.', file)}`);
  const { seed, plans, requests, seconds, reached, failures } = summary;
  console.log(
    `seed ${String(seed)}: ${String(plans)} plans with real connectors, ${String(requests)} requests, ` +
      `${String(Object.keys(reached).length)} states, ${seconds.toFixed(1)} s, ` +
      `${(plans / seconds).toFixed(1)} plans/s, ${String(failures.length)} violations`,
  );
  return { ...summary, broken };
}
