// The simulator's relay behind a gate that lets everything pass.

import { RelaySide } from '../../simulation/sides/relay-side.ts';
import type { Gate } from '../../simulation/world/gate.ts';
import type { LeaseBench, LeaseRunner } from './lease-bench.ts';

export function startSimulatedLease(): Promise<LeaseBench> {
  let nowMs = Date.UTC(2026, 0, 5, 8);
  const relay = new RelaySide({ nowMs: () => nowMs });
  const gateOf = (runner: LeaseRunner): Gate => ({
    nowMs: () => nowMs,
    runner: runner === 'pane' ? 'pane' : 'worker',
    async io(_, call) {
      await Promise.resolve();
      nowMs += 10;
      return call.act(null);
    },
  });
  return Promise.resolve({
    nowMs: () => nowMs,
    run: (runner) => {
      const gate = gateOf(runner);
      return { lease: relay.lease(gate), reports: relay.reports(gate) };
    },
    runOut: () => {
      relay.expireLease();
      return Promise.resolve();
    },
    renewals: () => {
      nowMs += 30_000;
      return Promise.resolve();
    },
    setUser: (state) => {
      relay.user = state;
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
  });
}
