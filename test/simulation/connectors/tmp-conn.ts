import { runConnectors } from '/work/main/test/simulation/connectors/run/run-connectors.ts';
const [n, seed] = process.argv.slice(2).map(Number);
const s = await runConnectors({ plans: n ?? 10, seed: seed ?? 1 });
console.log(s.plans, s.requests, s.seconds.toFixed(1), (s.plans / s.seconds).toFixed(1));
if (s.failure) console.log(s.failure.invariant, s.failure.message.slice(0, 1500), '\n', JSON.stringify(s.failure.plan));
else console.log(JSON.stringify(s.reached));
