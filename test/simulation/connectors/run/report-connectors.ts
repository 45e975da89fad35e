// `npm run simulate -- --connectors N`: plays N plans with the real connectors and tells what was violated.

import { SingleBar } from 'cli-progress';
import { connectorCorpus, runConnectors } from './run-connectors.ts';
import { playConnectorPlan } from './play-connector-plan.ts';

/** Answers the exit code. */
export async function reportConnectors(order: {
  readonly plans: number;
  readonly seed: number;
}): Promise<number> {
  let broken = 0;
  for (const { name, plan } of await connectorCorpus()) {
    const { violation } = await playConnectorPlan(plan);
    if (violation === null) continue;
    broken += 1;
    console.log(`violation ${violation.message} (corpus ${name})`);
  }
  const bar = new SingleBar({
    format: 'plans {value}/{total} [{bar}] {duration_formatted}, {eta_formatted} left',
  });
  bar.start(order.plans, 0);
  const { plans, requests, seconds, failure, reached } = await runConnectors({
    ...order,
    onPlan: (done) => {
      bar.update(done);
    },
  });
  bar.stop();
  if (failure !== null) {
    console.log(`violation ${failure.message}`);
    console.log(JSON.stringify(failure.plan));
  }
  const rate = (plans / seconds).toFixed(1);
  console.log(
    `seed ${String(order.seed)}: ${String(plans)} plans with real connectors, ${String(requests)} requests, ` +
      `${String(Object.keys(reached).length)} states, ${seconds.toFixed(1)} s, ${rate} plans/s, ` +
      `${String(failure === null ? 0 : 1)} violations`,
  );
  return failure === null && broken === 0 ? 0 : 1;
}
